# METADATA
# description: >-
#   Questions about PASSWORD_HASHERS (django/contrib/auth/hashers.py): the first
#   hashes new passwords, all are imported with the first login.
package django.lib.hashers

import data.django.lib.dotted
import data.django.lib.packages
import data.django.lib.settings
import data.django.lib.versions

# The class that hashes new passwords.
first := name if {
	name := input.settings.PASSWORD_HASHERS.value[0]
	is_string(name)
}

# Further hashers that are fast to try, each with its subject. Those that an old
# Django accepts by itself go with its version, not with the list.
weak_ones contains {"subject": sprintf("PASSWORD_HASHERS[%d]", [i]), "value": name} if {
	input.settings.PASSWORD_HASHERS.set
	some i, name in input.settings.PASSWORD_HASHERS.value
	i > 0
	dotted.last(name) in weak
}

# Hashers that this version of Django has no more.
removed contains {"subject": member.subject, "value": member.value, "since": since} if {
	some member in settings.members("PASSWORD_HASHERS")
	since := _removed[member.value]
	versions.from(since)
}

# The package that the first hasher needs.
library := "argon2-cffi" if dotted.last(first) == "Argon2PasswordHasher"

library := "bcrypt" if dotted.last(first) in {"BCryptPasswordHasher", "BCryptSHA256PasswordHasher"}

# Whether the package of the first hasher is installed.
lacks_library if {
	library == "argon2-cffi"
	packages.is_missing("argon2-cffi")
}

lacks_library if {
	library == "bcrypt"
	packages.is_missing("bcrypt")
}

may_lack_library if {
	library == "argon2-cffi"
	packages.may_be_missing("argon2-cffi")
}

may_lack_library if {
	library == "bcrypt"
	packages.may_be_missing("bcrypt")
}

# All are Django's own, and the one that hashed passwords by default is not among them.
drop_default if {
	settings.lacks("PASSWORD_HASHERS", "django.contrib.auth.hashers.PBKDF2PasswordHasher")
	settings.is_on("PASSWORD_HASHERS")
	every name in settings.value("PASSWORD_HASHERS") {
		is_string(name)
		startswith(name, "django.contrib.auth.hashers.")
	}
}

# One guess takes about a microsecond.
weak := {"MD5PasswordHasher", "UnsaltedMD5PasswordHasher", "SHA1PasswordHasher", "UnsaltedSHA1PasswordHasher", "CryptPasswordHasher"}

_removed := {
	"django.contrib.auth.hashers.CryptPasswordHasher": "5.0",
	"django.contrib.auth.hashers.SHA1PasswordHasher": "5.1",
	"django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher": "5.1",
	"django.contrib.auth.hashers.UnsaltedMD5PasswordHasher": "5.1",
}
