# METADATA
# title: SECRET_KEY can be guessed
# description: >-
#   The key signs sessions, messages, signed cookies and password reset links.
#   Who knows it can write them. Django asks for 50 characters, 5 of them different.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
# custom:
#   severity: critical
#   reads: [settings.SECRET_KEY]
#   remediation: Set 50 or more random characters, outside git, and leave out any default.
#   django_check: security.W009
#   covers: [secret-key-hardcoded, secret-key-env-default]
#   cwe: [330, 521]
package django.checklist.secrets.secret_key_weak

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECRET_KEY", sprintf("SECRET_KEY is %s: anyone can guess it and forge sessions and password reset links.", [looks])) if {
	looks := _looks(settings.facts("SECRET_KEY"))
}

# The rule of Django's own check: 50 characters, 5 of them different.
_looks(facts) := sprintf("%d %s", [facts.length, _characters(facts)]) if {
	facts.length > 0
	facts.length < 50
} else := sprintf("made of %d different characters only", [facts.distinct]) if {
	facts.length >= 50
	facts.distinct < 5
}

_characters(facts) := "digits" if {
	facts.classes == ["digits"]
	facts.length > 1
} else := "character" if {
	facts.length == 1
} else := "characters"
