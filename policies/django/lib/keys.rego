# METADATA
# description: >-
#   What Django's check says of a signing key (django/core/checks/security/base.py):
#   50 characters, 5 of them different, and not the one that startproject writes.
package django.lib.keys

import data.django.lib.settings
import data.django.lib.source

# The settings load without, and nothing that is not here may set it.
is_missing if {
	settings.is_off("SECRET_KEY")
	source.is_final("SECRET_KEY")
	source.loads
}

is_weak if settings.is_off("SECRET_KEY")

is_weak if _falls_short(settings.facts("SECRET_KEY"))

is_weak if {
	settings.of_type("SECRET_KEY", "str")
	settings.facts("SECRET_KEY").prefix == "django-insecure-"
}

is_strong if {
	settings.of_type("SECRET_KEY", "str")
	_is_enough(settings.facts("SECRET_KEY"))
}

# The subjects of the weak keys among SECRET_KEY_FALLBACKS.
weak_fallbacks contains sprintf("SECRET_KEY_FALLBACKS[%d]", [i]) if {
	some i, key in input.settings.SECRET_KEY_FALLBACKS.value
	_is_weak_member(key)
}

fallbacks_are_strong if {
	keys := settings.value("SECRET_KEY_FALLBACKS")
	is_array(keys)
	every key in keys {
		_is_enough(key["$secret"])
	}
}

# Python stops at a key that is longer and no text: bytes have no text as prefix.
is_no_text(name) if {
	settings.of_type(name, "bytes")
	not _falls_short(settings.facts(name))
}

is_no_text(name) if {
	type := input.settings[name].type
	type in {"int", "float", "bool"}
	settings.is_on(name)
}

_is_weak_member(key) if _falls_short(key["$secret"])

_is_weak_member(key) if key["$secret"].prefix == "django-insecure-"

_falls_short(facts) if facts.empty == true

_falls_short(facts) if facts.length < 50

_falls_short(facts) if facts.distinct < 5

_is_enough(facts) if {
	facts.length >= 50
	facts.distinct >= 5
	object.get(facts, "prefix", "") != "django-insecure-"
}

# The rule of Django's own check: 50 characters, 5 of them different.
looks(facts) := sprintf("%d %s", [facts.length, _characters(facts)]) if {
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
