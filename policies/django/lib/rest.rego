# METADATA
# description: Questions about djangorestframework and its tokens (rest_framework/settings.py, rest_framework_simplejwt/settings.py).
package django.lib.rest

import data.django.lib.apps
import data.django.lib.dotted
import data.django.lib.settings

is_used if apps.is_installed("rest_framework")

is_not_used if apps.is_absent("rest_framework")

# A key of REST_FRAMEWORK is not set, so that its default holds.
lacks(_) if settings.is_unset("REST_FRAMEWORK")

lacks(key) if settings.misses("REST_FRAMEWORK", key)

# A class of a list of REST_FRAMEWORK, by the end of its path.
holds(key, class) if {
	some path in settings.entry_of("REST_FRAMEWORK", key)
	dotted.last(path) == class
}

# Tokens of djangorestframework-simplejwt are in use, as far as settings tell.
has_tokens if settings.is_set("SIMPLE_JWT")

has_tokens if apps.is_installed("rest_framework_simplejwt")

has_tokens if holds("DEFAULT_AUTHENTICATION_CLASSES", "JWTAuthentication")

has_no_tokens if {
	_says_nothing_of_tokens
	apps.is_absent("rest_framework_simplejwt")
	_asks_for_no_token
}

# They are signed with SECRET_KEY: by name, or since nothing else is said.
signs_with_secret_key if {
	settings.entry_of("SIMPLE_JWT", "SIGNING_KEY")["$secret"].group == settings.facts("SECRET_KEY").group
}

signs_with_secret_key if {
	settings.is_unset("SIMPLE_JWT")
	has_tokens
}

signs_with_secret_key if {
	settings.misses("SIMPLE_JWT", "SIGNING_KEY")
	_is_symmetric
}

# Where the package is certainly not installed, there is no such setting.
_says_nothing_of_tokens if settings.is_unset("SIMPLE_JWT")

_says_nothing_of_tokens if not input.settings.SIMPLE_JWT

_asks_for_no_token if not input.settings.REST_FRAMEWORK

_asks_for_no_token if lacks("DEFAULT_AUTHENTICATION_CLASSES")

_asks_for_no_token if {
	classes := settings.entry_of("REST_FRAMEWORK", "DEFAULT_AUTHENTICATION_CLASSES")
	every class in classes {
		is_string(class)
		not endswith(class, ".JWTAuthentication")
	}
}

_is_symmetric if settings.misses("SIMPLE_JWT", "ALGORITHM")

_is_symmetric if {
	algorithm := settings.entry_of("SIMPLE_JWT", "ALGORITHM")
	is_string(algorithm)
	startswith(algorithm, "HS")
}
