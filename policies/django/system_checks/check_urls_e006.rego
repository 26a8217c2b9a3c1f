# METADATA
# title: An address does not end in a slash
# description: Django joins STATIC_URL and MEDIA_URL with what follows without one.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#urls
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.MEDIA_URL, settings.STATIC_URL]
#   remediation: Add the slash.
#   django_check: urls.E006
package django.system_checks.check_urls_e006

import data.django.lib.result
import data.django.lib.static

deny contains result.at(name, sprintf("%s does not end in a slash.", [name])) if {
	some name in static.open_addresses
}

allow if {
	static.is_closed_address("STATIC_URL")
	static.is_closed_address("MEDIA_URL")
}
