# METADATA
# description: >-
#   What stops Django while it starts (django/conf/__init__.py), and the types of
#   settings at which a check stops with an exception.
package django.lib.start

import data.django.lib.apps
import data.django.lib.caches
import data.django.lib.languages
import data.django.lib.middleware
import data.django.lib.settings
import data.django.lib.static
import data.django.lib.templates
import data.django.lib.versions

# The settings that must be a list or a tuple, and are neither.
not_listed contains "ALLOWED_HOSTS" if _is_no_list("ALLOWED_HOSTS", "4.0")

not_listed contains "INSTALLED_APPS" if _is_no_list("INSTALLED_APPS", "3.2")

not_listed contains "LOCALE_PATHS" if _is_no_list("LOCALE_PATHS", "3.2")

not_listed contains "SECRET_KEY_FALLBACKS" if _is_no_list("SECRET_KEY_FALLBACKS", "4.1")

# Old settings beside the new one that takes their place.
exclusive contains {"old": old, "new": "STORAGES"} if {
	_reads_storages
	settings.is_set("STORAGES")
	some old in _set_storages
}

exclusive contains {"old": old, "new": "MAILERS"} if {
	versions.from("6.1")
	settings.is_set("MAILERS")
	some old in _set_email
}

# Django 4.2 and 5.0 read the backends of STORAGES while they start.
storages_without_backend contains "STORAGES" if {
	_is_none_of("STORAGES", {"dict", "OrderedDict", "defaultdict"})
	settings.is_set("STORAGES")
	_reads_storages
}

storages_without_backend contains sprintf("STORAGES.%s", [alias]) if {
	some alias in {"default", "staticfiles"}
	settings.entry_of("STORAGES", alias) == null
	_reads_storages
}

_reads_storages if {
	versions.from("4.2")
	versions.before("5.1")
}

# What checks cannot read, whatever else is set.
unreadable contains {"subject": "MIDDLEWARE", "why": "MIDDLEWARE is no list"} if _is_single_value("MIDDLEWARE")

unreadable contains {"subject": "TEMPLATES", "why": "TEMPLATES is no list"} if _is_single_value("TEMPLATES")

unreadable contains {"subject": "LANGUAGES", "why": "LANGUAGES is no list"} if _is_single_value("LANGUAGES")

unreadable contains {"subject": "LANGUAGES_BIDI", "why": "LANGUAGES_BIDI is no list"} if _is_single_value("LANGUAGES_BIDI")

unreadable contains {"subject": "CSRF_TRUSTED_ORIGINS", "why": "CSRF_TRUSTED_ORIGINS is no list"} if {
	versions.from("4.0")
	_is_single_value("CSRF_TRUSTED_ORIGINS")
}

unreadable contains {"subject": origin.subject, "why": "a trusted origin is no text"} if {
	versions.from("4.0")
	some origin in settings.members("CSRF_TRUSTED_ORIGINS")
	_is_single(origin.value)
}

unreadable contains {"subject": "STATIC_URL", "why": "STATIC_URL is no text"} if _is_none_of("STATIC_URL", {"str", "NoneType"})

unreadable contains {"subject": "MEDIA_URL", "why": "MEDIA_URL is no text"} if _is_none_of("MEDIA_URL", {"str", "NoneType"})

unreadable contains {"subject": "CACHES", "why": "CACHES is no dict"} if _is_none_of("CACHES", {"dict", "OrderedDict", "defaultdict"})

unreadable contains {"subject": "LANGUAGES", "why": "a language is no pair of code and name"} if {
	some key in settings.keys("LANGUAGES")
	count(key) != 2
}

unreadable contains {"subject": sprintf("CACHES.%s", [alias]), "why": sprintf("the cache %q has no LOCATION", [alias])} if {
	some alias in caches.without_folder
}

unreadable contains {"subject": "SECRET_KEY_FALLBACKS", "why": "a fallback is no text"} if {
	versions.from("4.1")
	some key in input.settings.SECRET_KEY_FALLBACKS.value
	_is_single(key)
}

unreadable contains {"subject": sprintf("LANGUAGES[%d]", [i]), "why": "a language is no pair of code and name"} if {
	is_array(input.settings.LANGUAGES.value)
	some i, pair in input.settings.LANGUAGES.value
	_is_no_pair(pair)
}

unreadable contains {"subject": "MAILERS", "why": "MAILERS is no dict of dicts"} if {
	versions.from("6.1")
	_is_none_of("MAILERS", {"dict", "OrderedDict", "defaultdict"})
	settings.is_set("MAILERS")
}

unreadable contains {"subject": "FILE_UPLOAD_TEMP_DIR", "why": "FILE_UPLOAD_TEMP_DIR is no path"} if {
	versions.from("4.0")
	settings.is_on("FILE_UPLOAD_TEMP_DIR")
	_is_one_of("FILE_UPLOAD_TEMP_DIR", {"int", "float", "bool", "list", "tuple", "dict", "bytes"})
}

unreadable contains {"subject": "DEFAULT_HASHING_ALGORITHM", "why": "DEFAULT_HASHING_ALGORITHM is no text"} if {
	versions.before("4.0")
	_is_one_of("DEFAULT_HASHING_ALGORITHM", {"list", "dict"})
}

unreadable contains {"subject": subject, "why": "the engine has APP_DIRS and loaders"} if {
	some subject in templates.with_two_loaders
	_makes_engines
}

unreadable contains {"subject": engine.subject, "why": sprintf("the engine %s", [engine.why])} if {
	some engine in templates.broken
	_makes_engines
}

# What a check cannot read once it looks at it.
unreadable_there contains {"subject": "LANGUAGE_CODE", "rests": {"USE_I18N"}, "why": "LANGUAGE_CODE is no text"} if {
	_reads_language
	_is_one_of("LANGUAGE_CODE", {"int", "float", "bool", "list", "dict", "set", "tuple", "bytes"})
}

unreadable_there contains {"subject": language.subject, "rests": {"USE_I18N"}, "why": "the code of a language is no text"} if {
	settings.is_on("USE_I18N")
	some language in languages.offered
	not is_string(language.value)
}

unreadable_there contains {"subject": "SECURE_REFERRER_POLICY", "rests": {"MIDDLEWARE"}, "why": "SECURE_REFERRER_POLICY is neither a text nor a list of texts"} if {
	middleware.secures
	_is_one_of("SECURE_REFERRER_POLICY", {"int", "float", "bool"})
}

# The letters of a text are imported, one of them a dot.
unreadable_there contains {"subject": "MIDDLEWARE", "rests": {"INSTALLED_APPS"}, "why": "MIDDLEWARE is one text"} if {
	apps.is_installed("django.contrib.admin")
	settings.of_type("MIDDLEWARE", "str")
	contains(settings.value("MIDDLEWARE"), ".")
}

unreadable_there contains {"subject": sprintf("MIDDLEWARE[%d]", [i]), "rests": {"INSTALLED_APPS"}, "why": "a path of MIDDLEWARE begins with a dot"} if {
	apps.is_installed("django.contrib.admin")
	some i in middleware.crashing
}

unreadable_there contains {"subject": member.subject, "rests": {"MIDDLEWARE"}, "why": "a member of SECURE_REFERRER_POLICY is no text"} if {
	middleware.secures
	some member in settings.members("SECURE_REFERRER_POLICY")
	_is_unhashable(member.value)
}

unreadable_there contains {"subject": "SECURE_CROSS_ORIGIN_OPENER_POLICY", "rests": {"MIDDLEWARE"}, "why": "SECURE_CROSS_ORIGIN_OPENER_POLICY is no text"} if {
	versions.from("4.0")
	middleware.secures
	_is_one_of("SECURE_CROSS_ORIGIN_OPENER_POLICY", {"list", "dict"})
}

unreadable_there contains {"subject": "STATICFILES_DIRS", "rests": {"INSTALLED_APPS", "STATICFILES_FINDERS"}, "why": "STATICFILES_DIRS is no list"} if {
	static.are_checked
	_is_single_value("STATICFILES_DIRS")
}

unreadable_there contains {"subject": "STORAGES", "rests": {"INSTALLED_APPS"}, "why": "STORAGES is no dict"} if {
	apps.is_installed("django.contrib.staticfiles")
	versions.from("5.1")
	_is_single_value("STORAGES")
}

# Before 4.1 it is only compared where nothing is translated.
_reads_language if settings.is_on("USE_I18N")

_reads_language if versions.from("4.1")

_set_storages contains "DEFAULT_FILE_STORAGE" if settings.is_set("DEFAULT_FILE_STORAGE")

_set_storages contains "STATICFILES_STORAGE" if settings.is_set("STATICFILES_STORAGE")

_set_email contains "EMAIL_BACKEND" if settings.is_set("EMAIL_BACKEND")

_set_email contains "EMAIL_FILE_PATH" if settings.is_set("EMAIL_FILE_PATH")

_set_email contains "EMAIL_HOST" if settings.is_set("EMAIL_HOST")

_set_email contains "EMAIL_HOST_PASSWORD" if settings.is_set("EMAIL_HOST_PASSWORD")

_set_email contains "EMAIL_HOST_USER" if settings.is_set("EMAIL_HOST_USER")

_set_email contains "EMAIL_PORT" if settings.is_set("EMAIL_PORT")

_set_email contains "EMAIL_SSL_CERTFILE" if settings.is_set("EMAIL_SSL_CERTFILE")

_set_email contains "EMAIL_SSL_KEYFILE" if settings.is_set("EMAIL_SSL_KEYFILE")

_set_email contains "EMAIL_TIMEOUT" if settings.is_set("EMAIL_TIMEOUT")

_set_email contains "EMAIL_USE_SSL" if settings.is_set("EMAIL_USE_SSL")

_set_email contains "EMAIL_USE_TLS" if settings.is_set("EMAIL_USE_TLS")

_is_no_list(name, version) if {
	versions.from(version)
	settings.is_set(name)
	_is_none_of(name, {"list", "tuple"})
}

_is_single_value(name) if _is_one_of(name, {"NoneType", "int", "float", "bool"})

# The admin and, from 5.1 on, the check of templates make the engines.
_makes_engines if versions.from("5.1")

_makes_engines if apps.is_installed("django.contrib.admin")

_is_one_of(name, types) if input.settings[name].type in types

_is_none_of(name, types) if {
	type := input.settings[name].type
	not type in types
}

_is_single(null)

_is_single(value) if is_number(value)

_is_single(value) if is_boolean(value)

_is_unhashable(value) if is_array(value)

_is_unhashable(value) if is_object(value)

_is_no_pair(pair) if _is_single(pair)

_is_no_pair(pair) if {
	is_string(pair)
	count(pair) != 2
}

_is_no_pair(pair) if {
	is_array(pair)
	count(pair) != 2
}
