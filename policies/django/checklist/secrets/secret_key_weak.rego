# METADATA
# title: SECRET_KEY is weak
# description: >-
#   The key signs sessions, messages, signed cookies and password reset links.
#   Who knows it can write them. Django asks for 50 characters, 5 of them different.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: critical
#   severities: [critical, high]
#   reads: [settings.SECRET_KEY, source.overrides]
#   remediation: Set 50 or more random characters, outside git, and leave out any default.
#   django_check: security.W009
#   covers: [secret-key-hardcoded, secret-key-env-default]
#   cwe: [330, 521]
#   owasp: [ASVS-6.3.1, ASVS5-11.5.1, "A02:2021"]
package django.checklist.secrets.secret_key_weak

import data.django.lib.keys
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.source

deny contains result.graded("SECRET_KEY", "critical", sprintf("SECRET_KEY is %s: anyone can guess it and forge sessions and password reset links.", [looks])) if {
	facts := settings.facts("SECRET_KEY")
	_is_guessable(facts)
	source.is_final("SECRET_KEY")
	looks := keys.looks(facts)
}

deny contains result.graded("SECRET_KEY", "high", sprintf("SECRET_KEY is %s, and Django asks for 50: who guesses it can forge sessions and password reset links.", [keys.looks(facts)])) if {
	facts := settings.facts("SECRET_KEY")
	facts.length < 50
	facts.entropy == "high"
	source.is_final("SECRET_KEY")
}

unsure contains result.at("SECRET_KEY", sprintf("%s, which is not here, may set it", [override.module])) if {
	some override in source.overriding("SECRET_KEY")
}

allow if {
	settings.of_origin("SECRET_KEY", "generated")
	source.is_final("SECRET_KEY")
}

_is_guessable(facts) if facts.entropy in {"low", "medium"}

_is_guessable(facts) if facts.distinct < 5
