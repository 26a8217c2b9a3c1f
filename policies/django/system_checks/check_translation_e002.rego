# METADATA
# title: LANGUAGES has a code of another form
# description: "It is a language with, perhaps, a country: de, pt-br."
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#translation
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.LANGUAGES]
#   remediation: Write codes of that form.
#   django_check: translation.E002
package django.system_checks.check_translation_e002

import data.django.lib.languages
import data.django.lib.result

deny contains result.at(language.subject, sprintf("%s has not the form of a language code.", [json.marshal(language.value)])) if {
	some language in languages.offered
	languages.is_no_code(language.value)
}
