# METADATA
# description: Where secrets are that no secret should be.
package django.lib.leaks

import data.django.lib.env
import data.django.lib.settings

# The settings that are secrets, and whose names Django does not mask in the report of
# an error (django.views.debug.SafeExceptionReporterFilter).
unmasked contains subject if some subject in input.source.unmasked

# The settings that are secrets and literals of the source.
hardcoded contains sighting if some sighting in input.source.hardcoded

# The env files which git tracks and the settings read, with the secrets in them that the
# process has from nowhere else.
shipped contains {"at": first.at, "names": names} if {
	some first in _shipped
	lines := [secret.at.line | some secret in _shipped; secret.at.file == first.at.file]
	first.at.line == min(lines)
	names := sort([secret.setting | some secret in _shipped; secret.at.file == first.at.file])
}

_shipped contains secret if {
	some secret in input.source.shipped
	env.is_absent(secret.setting)
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
