# METADATA
# title: SECRET_KEY is weak
# description: >-
#   The key signs sessions, messages, signed cookies and password reset links.
#   Who knows it can write them. Django asks for 50 characters, 5 of them different.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
# custom:
#   severity: critical
#   severities: [critical, high]
#   reads: [settings.SECRET_KEY]
#   remediation: Set 50 or more random characters, outside git, and leave out any default.
#   django_check: security.W009
#   covers: [secret-key-hardcoded, secret-key-env-default]
#   cwe: [330, 521]
package django.checklist.secrets.secret_key_weak

import data.django.lib.result
import data.django.lib.settings

deny contains result.graded("SECRET_KEY", "critical", sprintf("SECRET_KEY is %s: anyone can guess it and forge sessions and password reset links.", [looks])) if {
	facts := settings.facts("SECRET_KEY")
	_is_guessable(facts)
	looks := _looks(facts)
}

deny contains result.graded("SECRET_KEY", "high", sprintf("SECRET_KEY is %s, and Django asks for 50: who guesses it can forge sessions and password reset links.", [_looks(facts)])) if {
	facts := settings.facts("SECRET_KEY")
	facts.length < 50
	facts.entropy == "high"
}

_is_guessable(facts) if facts.entropy in {"low", "medium"}

_is_guessable(facts) if facts.distinct < 5

# The rule of Django's own check: 50 characters, 5 of them different.
_looks(facts) := sprintf("%d %s", [facts.length, _characters(facts)]) if {
	facts.length > 0
	facts.length < 50
} else := sprintf("made of %d different characters only", [facts.distinct]) if {
	facts.length >= 50
	facts.distinct < 5
}

_characters(facts) := "character" if {
	facts.length == 1
} else := "digits" if {
	facts.classes == ["digits"]
} else := "characters"
