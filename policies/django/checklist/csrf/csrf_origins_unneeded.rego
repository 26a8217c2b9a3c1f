# METADATA
# title: The site's own origin is listed
# description: >-
#   Forms that the site sends to itself need no entry, since Django 4.0 neither. An
#   entry that is needed all the same hides that Django does not see that requests come
#   by HTTPS (SECURE_PROXY_SSL_HEADER).
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csrf/#how-it-works
# custom:
#   severity: info
#   reads: [settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS, settings.SECURE_PROXY_SSL_HEADER, settings.USE_X_FORWARDED_HOST]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: >-
#     Delete the entry; if forms then fail, set SECURE_PROXY_SSL_HEADER for the header
#     that the proxy sets.
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.csrf.csrf_origins_unneeded

import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at(origin.subject, sprintf("%q is the site itself, which needs no entry where Django sees that requests come by HTTPS.", [origin.value])),
	{"SECURE_PROXY_SSL_HEADER", "USE_X_FORWARDED_HOST"},
) if {
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	settings.is_off("USE_X_FORWARDED_HOST")
	sole := settings.all_members("ALLOWED_HOSTS")
	count(sole) == 1
	some origin in settings.members("CSRF_TRUSTED_ORIGINS")
	is_string(origin.value)
	startswith(origin.value, "https://")
	_is_own(trim_prefix(origin.value, "https://"))
}

allow if settings.is_off("CSRF_TRUSTED_ORIGINS")

allow if settings.is_off("SECURE_PROXY_SSL_HEADER")

_is_own(name) if settings.holds("ALLOWED_HOSTS", name)
