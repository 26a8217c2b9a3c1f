# METADATA
# description: Questions about AUTH_PASSWORD_VALIDATORS. What a validator from elsewhere checks, only its source could tell.
package django.lib.validators

import data.django.lib.settings

# Those of startproject that are not there, where all validators are Django's own.
missing contains name if {
	settings.is_on("AUTH_PASSWORD_VALIDATORS")
	every validator in settings.value("AUTH_PASSWORD_VALIDATORS") {
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

_package := "django.contrib.auth.password_validation."

_standard := {"UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator"}
