# METADATA
# description: >-
#   Languages as django/core/checks/translation.py and
#   django/utils/translation/trans_real.py take them.
package django.lib.languages

import data.django.lib.apps
import data.django.lib.settings
import data.django.lib.versions

# A code has the form of one (language_code_re).
is_code(tag) if _is_of_django(tag)

is_code(tag) if {
	is_string(tag)
	not _is_of_django(tag)
	regex.match(`^(?i:[a-z]{1,8}(?:-[a-z0-9]{1,8})*(?:@[a-z0-9]{1,20})?)\n?$`, tag)
}

is_no_code(tag) if not is_string(tag)

is_no_code(tag) if {
	is_string(tag)
	not is_code(tag)
}

is_formed if is_code(_code)

is_malformed if is_no_code(_code)

is_malformed if {
	type := input.settings.LANGUAGE_CODE.type
	type != "str"
}

# A text among settings of languages is read letter by letter, each a code of a kind.
bidi_has_odd_letters if {
	settings.of_type("LANGUAGES_BIDI", "str")
	regex.match(`[^A-Za-z]`, settings.value("LANGUAGES_BIDI"))
}

# The codes of the project's LANGUAGES, each with its subject; Django's own hundred
# are well-formed.
offered contains {"subject": sprintf("LANGUAGES[%d]", [i]), "value": _tag(pair)} if {
	settings.is_set("LANGUAGES")
	is_array(input.settings.LANGUAGES.value)
	some i, pair in input.settings.LANGUAGES.value
}

offered contains {"subject": "LANGUAGES", "value": _tag(key)} if some key in settings.keys("LANGUAGES")

# LANGUAGE_CODE has no variant among LANGUAGES (get_supported_language_variant).
is_not_offered if settings.is_none("LANGUAGE_CODE")

is_not_offered if {
	settings.is_on("USE_I18N")
	_has_no_variant(_code, _supported)
}

is_not_offered if {
	settings.is_off("USE_I18N")
	settings.is_text("LANGUAGE_CODE", "")
	versions.from("4.1")
}

is_offered if {
	settings.is_on("USE_I18N")
	some variant in _variants(_code)
	_fold(variant) in _supported
	_is_shipped(variant)
}

is_offered if {
	settings.is_on("USE_I18N")
	some other in _supported
	_is_variant_of(other, _code)
}

is_offered if {
	settings.is_off("USE_I18N")
	_code != ""
}

is_offered if {
	settings.is_off("USE_I18N")
	versions.before("4.1")
}

_has_no_variant(code, supported) if {
	every variant in _variants(code) {
		not _fold(variant) in supported
	}
	every other in supported {
		not _is_variant_of(other, code)
	}
}

may_be_offered if {
	_code
	_supported
	not is_offered
	not is_not_offered
}

# Nothing has translations for LANGUAGE_CODE, which stops Django at the first text
# that it translates: auth has one, which other applications and folders may have
# translated.
is_untranslated if {
	_may_stop
	apps.is_installed("django.contrib.auth")
	apps.are_djangos_own
	settings.is_off("LOCALE_PATHS")
}

is_untranslated if {
	settings.is_on("USE_I18N")
	settings.is_none("LANGUAGE_CODE")
	apps.is_installed("django.contrib.auth")
}

may_be_untranslated if {
	_may_stop
	settings.is_on("INSTALLED_APPS")
	not is_untranslated
}

may_be_untranslated if {
	settings.is_on("USE_I18N")
	settings.is_none("LANGUAGE_CODE")
	settings.is_on("INSTALLED_APPS")
	not is_untranslated
}

_may_stop if {
	settings.is_on("USE_I18N")
	is_string(_code)
	not _may_be_shipped
}

_may_be_shipped if _is_shipped(_code)

_code := settings.value("LANGUAGE_CODE") if settings.of_type("LANGUAGE_CODE", "str")

_supported := settings.keys("LANGUAGES") if is_object(settings.value("LANGUAGES"))

_supported := {_tag(pair) | some pair in settings.value("LANGUAGES")} if is_array(settings.value("LANGUAGES"))

# Two letters are a pair, too.
_tag(pair) := pair[0] if {
	is_array(pair)
	count(pair) == 2
}

_tag(pair) := substring(pair, 0, 1) if {
	is_string(pair)
	count(pair) == 2
}

_is_variant_of(other, code) if {
	is_string(other)
	startswith(other, concat("", [split(code, "-")[0], "-"]))
}

_fold(code) := lower(code) if versions.from("4.1")

_fold(code) := code if versions.before("4.1")

_variants("") := set()

_variants(code) := {code, split(code, "-")[0]} | object.get(_fallbacks, code, set()) if code != ""

_fallbacks := {
	"zh-cn": {"zh-hans"}, "zh-my": {"zh-hans"}, "zh-sg": {"zh-hans"},
	"zh-hk": {"zh-hant"}, "zh-mo": {"zh-hant"}, "zh-tw": {"zh-hant"},
}

# Django has a folder for the language or, as gettext asks next, for what stands before its country.
_is_shipped(code) if lower(split(code, "-")[0]) in _shipped

_is_shipped(code) if strings.any_prefix_match(lower(code), {"zh-hans", "zh-hant"})

# A language of LANGUAGES as Django has it, or Django's LANGUAGE_CODE.
_is_of_django(tag) if {
	is_string(tag)
	lower(tag) in _djangos
}

_djangos := _shipped | {
	"ar-dz", "en-au", "en-gb", "en-us", "es-ar", "es-co", "es-mx", "es-ni", "es-ve", "pt-br", "sr-latn", "zh-hans", "zh-hant",
}

# The folders in django/conf/locale of every version.
_shipped := {
	"af", "ar", "ast", "az", "be", "bg", "bn", "br", "bs", "ca", "cs", "cy", "da", "de", "dsb", "el", "en", "eo", "es",
	"et", "eu", "fa", "fi", "fr", "fy", "ga", "gd", "gl", "he", "hi", "hr", "hsb", "hu", "hy", "ia", "id", "ig", "io",
	"is", "it", "ja", "ka", "kab", "kk", "km", "kn", "ko", "ky", "lb", "lt", "lv", "mk", "ml", "mn", "mr", "my", "nb",
	"ne", "nl", "nn", "os", "pa", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "tg", "th",
	"tk", "tr", "tt", "udm", "uk", "ur", "uz", "vi",
}
