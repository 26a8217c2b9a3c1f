# METADATA
# title: string_if_invalid is no text
# description: Django writes it into pages where a variable is missing.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#templates
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.TEMPLATES]
#   remediation: Write a text, or leave the option out.
#   django_check: templates.E002
package django.system_checks.check_templates_e002

import data.django.lib.result
import data.django.lib.templates

deny contains result.at(subject, "string_if_invalid is no text.") if some subject in templates.with_odd_filler
