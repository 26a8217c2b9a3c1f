# METADATA
# title: Sessions last less than five minutes
# description: Visitors lose what they typed, and log in again and again; forms that are open longer are rejected.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-age
# custom:
#   severity: low
#   reads: [settings.SESSION_COOKIE_AGE]
#   inputs: [http]
#   remediation: Set SESSION_COOKIE_AGE to 300 seconds or more; it counts from the last change of the session, unless SESSION_SAVE_EVERY_REQUEST is on.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.sessions.session_age_too_short

import data.django.lib.result
import data.django.lib.settings

# min_seconds is a parameter.
default _least := 300

_least := data.djgate.parameters["session-age-too-short"].min_seconds

deny contains result.at("SESSION_COOKIE_AGE", sprintf("a session lasts %v seconds: visitors are logged out while they fill in a form.", [settings.value("SESSION_COOKIE_AGE")])) if {
	settings.below("SESSION_COOKIE_AGE", _least)
}
