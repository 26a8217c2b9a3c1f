# METADATA
# title: Language settings that Django cannot use
# description: >-
#   A language code has a form (de, pt-br, zh-hans, sr@latin), and LANGUAGE_CODE must be
#   among LANGUAGES, or there is no language to fall back to.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#language-code
# custom:
#   severity: low
#   reads: [deps.django, settings.LANGUAGES, settings.LANGUAGE_CODE, settings.USE_I18N]
#   remediation: >-
#     LANGUAGE_CODE = "pt-br"  # and an entry of LANGUAGES for it
#   django_check: translation.E004
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.layout.language_settings

import data.django.lib.languages
import data.django.lib.result

deny contains result.at("LANGUAGE_CODE", "LANGUAGE_CODE has not the form of a language code: checks fail.") if languages.is_malformed

deny contains result.at(language.subject, sprintf("%s has not the form of a language code: checks fail.", [json.marshal(language.value)])) if {
	some language in languages.offered
	languages.is_no_code(language.value)
}

deny contains result.resting(result.at("LANGUAGE_CODE", "no variant of LANGUAGE_CODE is among LANGUAGES: checks fail, and there is no language to fall back to."), {"LANGUAGES", "USE_I18N"}) if {
	languages.is_formed
	languages.is_not_offered
}

unsure contains result.at("LANGUAGE_CODE", "whether there are translations for it depends on files that are not Django's") if languages.may_be_offered
