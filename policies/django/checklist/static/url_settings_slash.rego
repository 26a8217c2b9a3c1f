# METADATA
# title: An address for files does not end in a slash
# description: Django puts the name of the file right behind it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#static-url
# custom:
#   severity: medium
#   reads: [settings.MEDIA_URL, settings.STATIC_URL]
#   inputs: [http]
#   remediation: STATIC_URL = "static/"
#   django_check: urls.E006
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.static.url_settings_slash

import data.django.lib.result
import data.django.lib.static

deny contains result.at(name, sprintf("%s does not end in a slash: the name of each file is glued to it, and check fails.", [name])) if {
	some name in static.open_addresses
}
