# METADATA
# title: Two cookies have one name
# description: Each then overwrites the other, with each answer.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-name
# custom:
#   severity: medium
#   reads: [settings.CSRF_COOKIE_NAME, settings.CSRF_USE_SESSIONS, settings.LANGUAGE_COOKIE_NAME, settings.SESSION_COOKIE_NAME]
#   inputs: [http]
#   remediation: |-
#     SESSION_COOKIE_NAME = "shop-session"
#     CSRF_COOKIE_NAME = "shop-csrf"
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.cookies.cookie_name_collision

import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at("CSRF_COOKIE_NAME", "the session cookie and the CSRF cookie have one name: each overwrites the other, and nobody can log in."),
	{"CSRF_USE_SESSIONS", "SESSION_COOKIE_NAME"},
) if {
	settings.is_off("CSRF_USE_SESSIONS")
	settings.text("CSRF_COOKIE_NAME") == settings.text("SESSION_COOKIE_NAME")
}

deny contains result.resting(result.at("LANGUAGE_COOKIE_NAME", "the session cookie and that of the language have one name: who chooses a language is logged out."), {"SESSION_COOKIE_NAME"}) if {
	settings.text("LANGUAGE_COOKIE_NAME") == settings.text("SESSION_COOKIE_NAME")
}
