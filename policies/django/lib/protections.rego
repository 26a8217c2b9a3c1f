# METADATA
# description: The settings without which requests and cookies travel unprotected.
package django.lib.protections

import data.django.lib.settings

# Those that are set in a branch alone, by the variables that open it; the first in
# order of name stands for the others. What turns DEBUG on as well is another question.
conditional contains {"subject": names[0], "words": _in_words(names), "variables": variables} if {
	some variables in {v | some name, v in _hanging}
	not variables in _of_debug
	names := sort([name | some name, v in _hanging; v == variables])
}

_hanging["CSRF_COOKIE_SECURE"] := settings.hangs_on("CSRF_COOKIE_SECURE") if settings.is_off("CSRF_COOKIE_SECURE")

_hanging["SECURE_HSTS_SECONDS"] := settings.hangs_on("SECURE_HSTS_SECONDS") if settings.is_off("SECURE_HSTS_SECONDS")

_hanging["SECURE_SSL_REDIRECT"] := settings.hangs_on("SECURE_SSL_REDIRECT") if settings.is_off("SECURE_SSL_REDIRECT")

_hanging["SESSION_COOKIE_SECURE"] := settings.hangs_on("SESSION_COOKIE_SECURE") if settings.is_off("SESSION_COOKIE_SECURE")

_of_debug contains settings.hangs_on("DEBUG") if settings.is_on("DEBUG")

_in_words(names) := sprintf("%s hangs", names) if count(names) == 1

_in_words(names) := sprintf("%s hang", [concat(", ", names)]) if count(names) > 1

# Switches of which the variable holds a word that means on, and that are off all the
# same: the reader does not know the word.
misread contains {"subject": name, "variable": step.name, "word": node.value, "at": node.at} if {
	some name, chain in _switches
	some step in chain
	step.kind == "reader"
	node := input.env[step.name]
	_means_on(node.value)
	_is_read_as(step, name, node.value)
}

# None is, of all that are known.
reads_well if {
	count(misread) == 0
	_is_told("CSRF_COOKIE_SECURE")
	_is_told("EMAIL_USE_SSL")
	_is_told("EMAIL_USE_TLS")
	_is_told("SECURE_HSTS_INCLUDE_SUBDOMAINS")
	_is_told("SECURE_SSL_REDIRECT")
	_is_told("SESSION_COOKIE_SECURE")
}

_is_told(name) if input.settings[name].state != "unknown"

# A variable decides that no file here sets: there is no word to be misread.
_is_told(name) if {
	input.settings[name].state == "unknown"
	input.settings[name].origin == "env"
}

_is_told(name) if not input.settings[name]

_switches["CSRF_COOKIE_SECURE"] := _hops("CSRF_COOKIE_SECURE") if settings.is_false("CSRF_COOKIE_SECURE")

_switches["EMAIL_USE_SSL"] := _hops("EMAIL_USE_SSL") if settings.is_false("EMAIL_USE_SSL")

_switches["EMAIL_USE_TLS"] := _hops("EMAIL_USE_TLS") if settings.is_false("EMAIL_USE_TLS")

_switches["SECURE_HSTS_INCLUDE_SUBDOMAINS"] := _hops("SECURE_HSTS_INCLUDE_SUBDOMAINS") if settings.is_false("SECURE_HSTS_INCLUDE_SUBDOMAINS")

_switches["SECURE_SSL_REDIRECT"] := _hops("SECURE_SSL_REDIRECT") if settings.is_false("SECURE_SSL_REDIRECT")

_switches["SESSION_COOKIE_SECURE"] := _hops("SESSION_COOKIE_SECURE") if settings.is_false("SESSION_COOKIE_SECURE")

_hops(name) := input.settings[name].chain

_means_on(text) if lower(trim_space(text)) in {"1", "t", "true", "y", "yes", "on", "ok", "enable", "enabled", "active"}

# django-environ takes any other word for false (environ.Env.BOOLEAN_TRUE_STRINGS).
_is_read_as(step, _, text) if {
	step.note == "environ"
	not lower(text) in {"true", "on", "ok", "y", "yes", "1"}
}

# A comparison with one word: the variable is named as the setting is, so that it
# means the same.
_is_read_as(step, name, _) if {
	step.note != "environ"
	endswith(upper(step.name), name)
}

_is_read_as(step, name, _) if {
	not step.note
	endswith(upper(step.name), name)
}
