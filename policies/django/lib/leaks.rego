# METADATA
# description: Where secrets are that no secret should be.
package django.lib.leaks

import data.django.lib.env
import data.django.lib.settings
import data.django.lib.target

# The settings that are secrets, and whose names Django does not mask in the report of
# an error (django.views.debug.SafeExceptionReporterFilter).
unmasked contains subject if some subject in input.source.unmasked

# The settings that are secrets and literals of the source.
hardcoded contains sighting if some sighting in input.source.hardcoded

# The env files which git tracks and the settings read, with the secrets in them that the
# process has from nowhere else.
shipped contains {"at": first.at, "names": sort(names), "severity": _gravest(names)} if {
	some first in _shipped
	lines := [secret.at.line | some secret in _shipped; secret.at.file == first.at.file]
	first.at.line == min(lines)
	names := {secret.setting | some secret in _shipped; secret.at.file == first.at.file}
}

_shipped contains secret if {
	some secret in input.source.shipped
	env.is_absent(secret.setting)
}

# How grave it is that others have a variable of the process: who has Django's key signs
# what he likes.
severity(name) := "critical" if {
	_is_key(name)
	env.is_read(name)
}

severity(name) := "high" if {
	_is_key(name)
	env.is_unread(name)
}

severity(name) := "high" if not _is_key(name)

_is_key(name) if strings.any_suffix_match(name, {"SECRETKEY", "SECRET_KEY"})

# Of an open target the platform may have a key of its own.
_gravest(_) := "high" if target.is_open

_gravest(names) := "critical" if {
	target.is_closed
	count(names & _keys) > 0
}

_gravest(names) := "high" if {
	target.is_closed
	count(names & _keys) == 0
}

_keys contains secret.setting if {
	some secret in _shipped
	severity(secret.setting) == "critical"
}

# The lines of the documentation with a secret, and the setting that it is of.
documented contains sighting if some sighting in input.source.documented

# The lines that print or log one.
disclosed contains line if some line in input.source.disclosed

# The lines that take env files into an image, with all that each takes.
baked contains {"at": line, "files": files} if {
	some line in {copied.at | some copied in input.source.baked}
	files := concat(" and ", {copied.file | some copied in input.source.baked; copied.at == line})
}

# The files that are the private keys of accounts.
keys contains key if some key in input.source.keys

# The keys that are still accepted, as far as it is known how many they are.
old_keys := count(settings.value("SECRET_KEY_FALLBACKS")) if is_array(settings.value("SECRET_KEY_FALLBACKS"))
