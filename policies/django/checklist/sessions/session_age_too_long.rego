# METADATA
# title: Sessions last longer than a month
# description: >-
#   A stolen cookie, or a computer that others use too, stays logged in all that time. Django's default is two weeks.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-age
# custom:
#   severity: low
#   reads: [settings.SESSION_COOKIE_AGE, settings.SESSION_EXPIRE_AT_BROWSER_CLOSE]
#   inputs: [http]
#   remediation: Set SESSION_COOKIE_AGE = 1209600 or less.
#   cwe: [613]
#   owasp: [ASVS-3.3.2, ASVS5-7.3.2, "A07:2021"]
package django.checklist.sessions.session_age_too_long

import data.django.lib.result
import data.django.lib.settings

# max_seconds is a parameter.
default _most := 2592000

_most := data.djgate.parameters["session-age-too-long"].max_seconds

deny contains result.resting(result.at("SESSION_COOKIE_AGE", sprintf("a session lasts %d days: a stolen cookie works that long.", [floor(age / 86400)])), {"SESSION_EXPIRE_AT_BROWSER_CLOSE"}) if {
	settings.is_off("SESSION_EXPIRE_AT_BROWSER_CLOSE")
	settings.at_least("SESSION_COOKIE_AGE", _most + 1)
	age := settings.value("SESSION_COOKIE_AGE")
}

allow if settings.is_on("SESSION_EXPIRE_AT_BROWSER_CLOSE")
