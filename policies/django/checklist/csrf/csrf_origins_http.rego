# METADATA
# title: A trusted origin is plain HTTP
# description: >-
#   Who is on the way answers for that host on plain HTTP, and sends forms to the site
#   with the cookies of its visitors.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins
# custom:
#   severity: medium
#   reads: [settings.CSRF_COOKIE_SECURE, settings.CSRF_TRUSTED_ORIGINS]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]
#   cwe: [319, 352]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.csrf.csrf_origins_http

import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at(origin.subject, sprintf("%q is plain HTTP: who is on the way answers for it, and sends forms as the visitor.", [origin.value])), {"CSRF_COOKIE_SECURE"}) if {
	settings.is_on("CSRF_COOKIE_SECURE")
	some origin in settings.members("CSRF_TRUSTED_ORIGINS")
	is_string(origin.value)
	startswith(origin.value, "http://")
	not _is_near(origin.value)
}

allow if settings.is_off("CSRF_TRUSTED_ORIGINS")

# A site without HTTPS has worse to mend.
allow if settings.is_off("CSRF_COOKIE_SECURE")

# This machine, a private address, or a name without a dot, which no stranger has.
_is_near(origin) if regex.match(`^http://(localhost|127\.[0-9.]+|\[::1\]|10\.[0-9.]+|192\.168\.[0-9.]+|172\.(1[6-9]|2[0-9]|3[01])\.[0-9.]+|[^.:/]+)(:[0-9]+)?$`, origin)
