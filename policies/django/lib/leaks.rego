# METADATA
# description: Where secrets are that no secret should be.
package django.lib.leaks

import data.django.lib.settings

# The settings whose names Django does not mask in the report of an error: those of
# which no part says API, AUTH, TOKEN, KEY, SECRET, PASS or SIGNATURE
# (django.views.debug.SafeExceptionReporterFilter).
unmasked contains name if {
	some name, node in input.settings
	node.set == true
	node.secret == true
	_is_real(node.facts)
	not regex.match(_mask, name)
}

unmasked contains sprintf("%s.%s", [name, _path(at)]) if {
	some name, node in input.settings
	node.set == true
	not regex.match(_mask, name)
	walk(node.value, [at, facts])
	at[count(at) - 1] == "$secret"
	_is_real(facts)
	not _is_masked(at)
}

_is_masked(at) if {
	some key in array.slice(at, 0, count(at) - 1)
	is_string(key)
	regex.match(_mask, key)
}

_path(at) := concat(".", [sprintf("%v", [key]) | some key in array.slice(at, 0, count(at) - 1)])

_mask := `(?i)API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|HTTP_COOKIE`

_is_real(facts) if {
	facts.empty == false
	facts.placeholder == false
}

# The lines of the documentation with a secret, and the setting that it is of.
documented contains {"setting": name, "at": sighting.at} if {
	some sighting in input.source.documented
	some name, node in input.settings
	node.facts.group == sighting.group
	_is_told(node)
}

documented contains {"setting": sprintf("%s.%s", [name, _path(at)]), "at": sighting.at} if {
	some sighting in input.source.documented
	some name, node in input.settings
	walk(node.value, [at, facts])
	at[count(at) - 1] == "$secret"
	facts.group == sighting.group
	_is_told(node)
}

# It rests on no default, which others report.
_is_told(node) if count(object.get(node, "assumes", [])) == 0

# The lines that print or log one.
disclosed contains line if some line in input.source.disclosed

# The env files that an image takes along.
baked contains copied if some copied in input.source.baked

# The keys that are still accepted, as far as it is known how many they are.
old_keys := count(settings.value("SECRET_KEY_FALLBACKS")) if is_array(settings.value("SECRET_KEY_FALLBACKS"))
