# METADATA
# title: LANGUAGE_CODE has not the form of a language
# description: "It is a language with, perhaps, a country: de, pt-br."
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#translation
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.LANGUAGE_CODE]
#   remediation: Write a code of that form.
#   django_check: translation.E001
package django.system_checks.check_translation_e001

import data.django.lib.languages
import data.django.lib.result

deny contains result.at("LANGUAGE_CODE", "LANGUAGE_CODE has not the form of a language code.") if languages.is_malformed

allow if languages.is_formed
