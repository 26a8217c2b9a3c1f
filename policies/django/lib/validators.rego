# METADATA
# description: Questions about AUTH_PASSWORD_VALIDATORS. What a validator from elsewhere checks, only its source could tell.
package django.lib.validators

import data.django.lib.dotted
import data.django.lib.settings

# Those of startproject that are not there, where all validators are Django's own.
missing contains name if {
	settings.is_on("AUTH_PASSWORD_VALIDATORS")
	every validator in settings.value("AUTH_PASSWORD_VALIDATORS") {
		is_string(validator.NAME)
		startswith(validator.NAME, _package)
	}
	used := {validator.NAME | some validator in settings.value("AUTH_PASSWORD_VALIDATORS")}
	some name in _standard
	not concat("", [_package, name]) in used
}

# The least length that a validator asks for, with its subject.
lengths contains {"subject": sprintf("AUTH_PASSWORD_VALIDATORS[%d].OPTIONS.min_length", [i]), "value": length} if {
	some i
	input.settings.AUTH_PASSWORD_VALIDATORS.value[i].NAME == concat("", [_package, "MinimumLengthValidator"])
	length := input.settings.AUTH_PASSWORD_VALIDATORS.value[i].OPTIONS.min_length
	is_number(length)
}

# Their names, where there is one.
missing_names := concat(" and ", missing) if count(missing) > 0

are_missing := "is missing: the passwords that it refuses" if count(missing) == 1

are_missing := "are missing: the passwords that they refuse" if count(missing) > 1

_package := "django.contrib.auth.password_validation."

_standard := {"UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator"}

# Somebody logs in with a password that Django keeps.
are_used if {
	some backend in settings.members("AUTHENTICATION_BACKENDS")
	_takes_passwords(backend.value)
}

# Nobody does: others say who it is.
are_unused if {
	listed := settings.all_members("AUTHENTICATION_BACKENDS")
	every backend in listed {
		_logs_in_elsewhere(backend.value)
	}
}

# The backends of which only their source could tell.
backends_untold contains backend if {
	some backend in settings.members("AUTHENTICATION_BACKENDS")
	not _takes_passwords(backend.value)
	not _logs_in_elsewhere(backend.value)
}

_takes_passwords(path) if {
	is_string(path)
	startswith(path, "allauth.account.auth_backends.")
}

_takes_passwords(path) if {
	dotted.last(path) == "ModelBackend"
	not startswith(path, "sesame.")
}

_takes_passwords(path) if {
	class := dotted.last(path)
	endswith(class, "ModelBackend")
	before := trim_suffix(class, "ModelBackend")
	before != trim_right(before, "abcdefghijklmnopqrstuvwxyz")
}

# Django's, and those of the packages that ask another server, or that only say what a user may do.
_logs_in_elsewhere(path) if {
	is_string(path)
	strings.any_prefix_match(path, {
		"axes.", "django_auth_adfs.", "django_auth_ldap.", "django_cas_ng.", "djangosaml2.", "guardian.", "mozilla_django_oidc.",
		"oauth2_provider.", "rules.", "sesame.", "social_core.",
	})
}

_logs_in_elsewhere(path) if path in {
	"django.contrib.auth.backends.AllowAllUsersRemoteUserBackend",
	"django.contrib.auth.backends.BaseBackend",
	"django.contrib.auth.backends.RemoteUserBackend",
}
