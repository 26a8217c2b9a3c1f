# METADATA
# title: LANGUAGE_CODE is not among LANGUAGES
# description: Django then has no language to fall back to.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#translation
# custom:
#   severity: high
#   collection: system-checks
#   reads: [deps.django, settings.LANGUAGES, settings.LANGUAGE_CODE, settings.USE_I18N]
#   remediation: Add the language to LANGUAGES.
#   django_check: translation.E004
package django.system_checks.check_translation_e004

import data.django.lib.languages
import data.django.lib.result

deny contains result.resting(result.at("LANGUAGE_CODE", "no variant of LANGUAGE_CODE is among LANGUAGES."), {"LANGUAGES", "USE_I18N"}) if languages.is_not_offered

unsure contains result.at("LANGUAGE_CODE", "whether there are translations for it depends on files that are not Django's") if languages.may_be_offered

allow if languages.is_offered
