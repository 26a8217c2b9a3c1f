# METADATA
# title: An engine finds templates in two ways
# description: With loaders of its own an engine must not have APP_DIRS. From Django 5.1 on it does not start with both.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#templates
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.TEMPLATES]
#   django: ["<5.1"]
#   remediation: Remove APP_DIRS, or the loaders.
#   django_check: templates.E001
package django.system_checks.check_templates_e001

import data.django.lib.result
import data.django.lib.templates

deny contains result.at(subject, "the engine has APP_DIRS and loaders: remove one.") if some subject in templates.with_two_loaders
