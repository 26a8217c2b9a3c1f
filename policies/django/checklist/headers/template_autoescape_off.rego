# METADATA
# title: Templates do not escape what they print
# description: >-
#   With autoescape off every variable of every template goes into the page as it is, so
#   that whatever a visitor may store runs as a script for others.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/templates/#django.template.backends.django.DjangoTemplates
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#templates
# custom:
#   severity: critical
#   reads: [settings.TEMPLATES]
#   inputs: [http]
#   remediation: >-
#     Delete "autoescape" from OPTIONS of TEMPLATES; use the autoescape tag or a second
#     engine for plain text.
#   cwe: [79]
#   owasp: [ASVS-5.3.3, ASVS5-1.2.1, "A03:2021"]
package django.checklist.headers.template_autoescape_off

import data.django.lib.result
import data.django.lib.templates

deny contains result.at(place, "autoescape is off for all templates: what one visitor stores runs as a script for others.") if {
	some place in templates.unescaped
	templates.escapes_nowhere
}

unsure contains result.at(place, "another engine escapes; whether this one writes plain text only, its templates would tell") if {
	some place in templates.unescaped
	templates.escapes
}
