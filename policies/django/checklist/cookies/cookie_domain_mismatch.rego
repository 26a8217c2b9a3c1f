# METADATA
# title: A cookie is for a domain that the site does not have
# description: A browser takes a cookie only for the host that sends it, or for a domain above it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-domain
# custom:
#   severity: high
#   reads: [settings.ALLOWED_HOSTS, settings.CSRF_COOKIE_DOMAIN, settings.CSRF_USE_SESSIONS, settings.SESSION_COOKIE_DOMAIN]
#   inputs: [http]
#   remediation: SESSION_COOKIE_DOMAIN = None
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.cookies.cookie_domain_mismatch

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.sites

deny contains result.resting(foreign, {"ALLOWED_HOSTS"}) if {
	domain := settings.text("SESSION_COOKIE_DOMAIN")
	sites.is_foreign(domain)
	foreign := result.at("SESSION_COOKIE_DOMAIN", sprintf("no allowed host is below %q: browsers drop the session cookie, and nobody can log in.", [domain]))
}

deny contains result.resting(foreign, {"ALLOWED_HOSTS", "CSRF_USE_SESSIONS"}) if {
	domain := settings.text("CSRF_COOKIE_DOMAIN")
	sites.is_foreign(domain)
	settings.is_off("CSRF_USE_SESSIONS")
	foreign := result.at("CSRF_COOKIE_DOMAIN", sprintf("no allowed host is below %q: browsers drop the CSRF cookie, and forms are answered with 403.", [domain]))
}

allow if {
	settings.is_off("SESSION_COOKIE_DOMAIN")
	settings.is_off("CSRF_COOKIE_DOMAIN")
}
