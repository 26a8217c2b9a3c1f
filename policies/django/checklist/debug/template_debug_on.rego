# METADATA
# title: Templates are in debug mode
# description: >-
#   The debug option of an engine makes templates slower, and keeps their source for
#   error pages. Django sets it as DEBUG is, so that only a project turns it on alone.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/templates/#django.template.backends.django.DjangoTemplates
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#templates
# custom:
#   severity: medium
#   reads: [settings.DEBUG, settings.TEMPLATES]
#   remediation: Delete "debug" from the OPTIONS of TEMPLATES; it follows DEBUG by itself.
#   cwe: [489]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.debug.template_debug_on

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.templates

deny contains result.resting(on, {"DEBUG"}) if {
	settings.is_off("DEBUG")
	some place in templates.in_debug
	on := result.at(place.subject, sprintf("the template engine %s is in debug mode though DEBUG is off: it is slower, and keeps template source for error reports.", [place.engine]))
}

allow if settings.is_on("DEBUG")

allow if templates.are_not_in_debug
