# METADATA
# title: An app for developers is installed
# description: >-
#   Debug toolbars, profilers and reloaders show requests, queries and settings to
#   whoever opens them. Most keep still while DEBUG is off; silk records every request
#   even then.
# related_resources:
#   - ref: https://django-debug-toolbar.readthedocs.io/en/latest/installation.html
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug
# custom:
#   severity: low
#   severities: [high, medium, low]
#   reads: [settings.DEBUG, settings.INSTALLED_APPS, settings.MIDDLEWARE]
#   remediation: Add it in the settings that developers run, or only if DEBUG.
#   cwe: [489, 1188]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.debug.dev_apps_in_production

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.graded(app.subject, _severity(app.name), sprintf("%s is for developers: %s.", [app.name, _does(app.name)])),
	_grounds,
) if {
	some app in apps.for_developers
}

allow if apps.are_none_for_developers

# While DEBUG is off they are there all the same, whatever that rests on.
_grounds := {"DEBUG"} if settings.is_on("DEBUG")

_grounds := set() if settings.is_off("DEBUG")

_severity("silk") := "medium" if settings.is_off("DEBUG")

_severity(name) := "low" if {
	name != "silk"
	settings.is_off("DEBUG")
}

_severity(_) := "high" if settings.is_on("DEBUG")

_does(_) := "with DEBUG on it shows queries, settings and code to visitors" if settings.is_on("DEBUG")

_does("silk") := "it records every request with its body, and shows them at its address" if settings.is_off("DEBUG")

_does(name) := "it keeps still while DEBUG is off, and waits for the day it is on" if {
	name != "silk"
	settings.is_off("DEBUG")
}
