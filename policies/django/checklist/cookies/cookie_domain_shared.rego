# METADATA
# title: A cookie is for a domain that strangers share
# description: >-
#   Below a platform's or country's domain anybody may have a site. Browsers that know the
#   domain drop the cookie; others send it to strangers, who can also set one of their own.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-domain
#   - ref: https://publicsuffix.org/
# custom:
#   severity: medium
#   reads: [settings.CSRF_COOKIE_DOMAIN, settings.CSRF_USE_SESSIONS, settings.SESSION_COOKIE_DOMAIN]
#   inputs: [http]
#   remediation: |-
#     SESSION_COOKIE_DOMAIN = None  # the host that sends it, and no other
#     CSRF_COOKIE_DOMAIN = None
#   cwe: [1275, 384]
#   owasp: [ASVS-3.4.3, ASVS5-3.3.2, "A05:2021"]
package django.checklist.cookies.cookie_domain_shared

import data.django.lib.domains
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SESSION_COOKIE_DOMAIN", sprintf("strangers have sites below %q: browsers drop the session cookie, or send it to them.", [settings.text("SESSION_COOKIE_DOMAIN")])) if {
	_is_shared(settings.text("SESSION_COOKIE_DOMAIN"))
}

deny contains result.resting(
	result.at("CSRF_COOKIE_DOMAIN", sprintf("strangers have sites below %q: browsers drop the CSRF cookie, or send it to them.", [settings.text("CSRF_COOKIE_DOMAIN")])),
	{"CSRF_USE_SESSIONS"},
) if {
	_is_shared(settings.text("CSRF_COOKIE_DOMAIN"))
	settings.is_off("CSRF_USE_SESSIONS")
}

_is_shared(domain) if {
	name := trim_prefix(lower(domain), ".")
	contains(name, ".")
	domains.is_shared(name)
}
