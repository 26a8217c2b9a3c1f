# METADATA
# title: LANGUAGES_BIDI has a code of another form
# description: "It is a language with, perhaps, a country: he, ar-dz."
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#translation
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.LANGUAGES_BIDI]
#   remediation: Write codes of that form.
#   django_check: translation.E003
package django.system_checks.check_translation_e003

import data.django.lib.languages
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(language.subject, sprintf("%s has not the form of a language code.", [json.marshal(language.value)])) if {
	some language in settings.members("LANGUAGES_BIDI")
	languages.is_no_code(language.value)
}

deny contains result.at("LANGUAGES_BIDI", "LANGUAGES_BIDI is one text, which Django reads letter by letter.") if languages.bidi_has_odd_letters
