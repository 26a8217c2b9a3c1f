# METADATA
# title: Templates print something for what is not there
# description: >-
#   string_if_invalid is for debugging: the admin and other applications rely on the empty
#   text, and with %s in it pages show the names of variables.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/templates/api/#how-invalid-variables-are-handled
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#templates
# custom:
#   severity: low
#   reads: [settings.DEBUG, settings.TEMPLATES]
#   inputs: [http]
#   remediation: >-
#     Delete "string_if_invalid" from OPTIONS of TEMPLATES, or set it in the development
#     settings only.
#   cwe: [489]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.debug.template_string_if_invalid

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.templates

deny contains result.resting(
	result.at(engine.subject, sprintf("string_if_invalid is %s: visitors see it wherever a variable is missing, and the admin shows it too.", [json.marshal(engine.text)])),
	{"DEBUG"},
) if {
	settings.is_off("DEBUG")
	some engine in templates.filled
}

allow if settings.is_on("DEBUG")
