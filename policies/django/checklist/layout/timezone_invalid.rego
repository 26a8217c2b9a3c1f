# METADATA
# title: TIME_ZONE is no time zone
# description: >-
#   Django looks for the file of that name in /usr/share/zoneinfo while it loads the
#   settings, where upper and lower case differ; without the file it raises ValueError.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#time-zone
# custom:
#   severity: high
#   reads: [settings.TIME_ZONE]
#   remediation: >-
#     TIME_ZONE = "Europe/Berlin"  # a name of the tz database, or "UTC"
#   cwe: [703]
#   owasp: ["A05:2021"]
package django.checklist.layout.timezone_invalid

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.timezones

deny contains result.at("TIME_ZONE", sprintf("%s is no name of the tz database: Django does not start where that database is installed, and dates fail elsewhere.", [json.marshal(zone)])) if {
	zone := settings.text("TIME_ZONE")
	zone != ""
	timezones.is_unknown(zone)
}

deny contains result.at("TIME_ZONE", "TIME_ZONE is no text: Django does not start.") if {
	settings.is_on("TIME_ZONE")
	settings.is_no_type("TIME_ZONE", "str")
}
