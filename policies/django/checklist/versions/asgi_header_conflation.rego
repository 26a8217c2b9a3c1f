# METADATA
# title: Headers with underscores pass for others under ASGI
# description: >-
#   Before 4.2.30, 5.2.13 and 6.0.4 Django took X_Forwarded_Proto for X-Forwarded-Proto
#   under ASGI (CVE-2026-3902), so that a client may send what only the proxy should.
#   nginx drops such headers unless underscores_in_headers is on.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/releases/security/
# custom:
#   severity: low
#   reads: [deps.django, service.command, settings.SECURE_PROXY_SSL_HEADER]
#   inputs: [http]
#   django: ["<4.2.30", ">=5.0,<5.2.13", ">=6.0,<6.0.4"]
#   remediation: >-
#     Upgrade to the newest patch release; keep underscores_in_headers off in nginx.
#   cwe: [444]
#   owasp: ["A06:2021"]
package django.checklist.versions.asgi_header_conflation

import data.django.lib.process
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.target
import data.django.lib.versions

deny contains result.resting(
	result.at(
		"deps.django",
		"this Django takes X_Forwarded_Proto for X-Forwarded-Proto under ASGI, and SECURE_PROXY_SSL_HEADER trusts it: a client can claim HTTPS unless the proxy drops headers with underscores.",
	),
	{"SECURE_PROXY_SSL_HEADER"},
) if {
	process.is_asgi
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	versions.lasts(target.as_of)
}

unsure contains result.at("deps.django", "whether the server is an ASGI one no file says") if {
	process.is_untold
	settings.is_on("SECURE_PROXY_SSL_HEADER")
}

allow if process.is_wsgi

allow if settings.is_off("SECURE_PROXY_SSL_HEADER")

allow if versions.ended(target.as_of)
