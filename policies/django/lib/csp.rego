# METADATA
# description: Questions about SECURE_CSP and SECURE_CSP_REPORT_ONLY (django/core/checks/security/base.py from 6.0 on).
package django.lib.csp

import data.django.lib.dotted
import data.django.lib.settings
import data.django.lib.versions

is_no_dict(name) if {
	settings.is_some(name)
	type := input.settings[name].type
	not type in _dicts
}

# Those of the two that are no dict.
no_dicts contains "SECURE_CSP" if is_no_dict("SECURE_CSP")

no_dicts contains "SECURE_CSP_REPORT_ONLY" if is_no_dict("SECURE_CSP_REPORT_ONLY")

# Those of the two that ask for a nonce.
with_nonce contains "SECURE_CSP" if asks_for_nonce("SECURE_CSP")

with_nonce contains "SECURE_CSP_REPORT_ONLY" if asks_for_nonce("SECURE_CSP_REPORT_ONLY")

is_dict_or_none(name) if settings.is_none(name)

is_dict_or_none(name) if input.settings[name].type in _dicts

# Some directive has the mark that the middleware replaces by the nonce.
asks_for_nonce(name) if {
	some sources in input.settings[name].value
	_holds_nonce(sources)
}

asks_for_none(name) if settings.is_off(name)

asks_for_none(name) if {
	directives := settings.value(name)
	every sources in directives {
		not _holds_nonce(sources)
	}
}

asks_for_none(name) if {
	settings.is_some(name)
	is_no_dict(name)
}

_holds_nonce(sources) if {
	is_string(sources)
	contains(sources, _nonce)
}

_holds_nonce(sources) if _nonce in sources

_dicts := {"dict", "OrderedDict", "defaultdict"}

_nonce := "<CSP_NONCE_SENTINEL>"

# A policy of Django or of django-csp that is enforced says who may frame the pages.
frames_ancestors if {
	is_served
	settings.has("SECURE_CSP", "frame-ancestors")
}

frames_ancestors if {
	is_served_by_package
	settings.entry_of("CONTENT_SECURITY_POLICY", "DIRECTIVES")["frame-ancestors"]
}

frames_ancestors if {
	is_served_by_package
	settings.is_on("CSP_FRAME_ANCESTORS")
	_is_empty_or_none("CSP_REPORT_ONLY")
}

frames_no_ancestors if {
	_django_frames_none
	_package_frames_none
}

# Django's middleware adds the policies; that of django-csp does.
is_served if settings.has("MIDDLEWARE", _middleware)

is_not_served if settings.misses("MIDDLEWARE", _middleware)

is_served_by_package if settings.has("MIDDLEWARE", _package_middleware)

is_not_served_by_package if settings.misses("MIDDLEWARE", _package_middleware)

_django_frames_none if is_not_served

_django_frames_none if settings.misses("SECURE_CSP", "frame-ancestors")

_package_frames_none if is_not_served_by_package

_package_frames_none if {
	_is_empty_or_none("CSP_FRAME_ANCESTORS")
	_has_no_directive("CONTENT_SECURITY_POLICY", "frame-ancestors")
}

_package_frames_none if settings.is_on("CSP_REPORT_ONLY")

# The package has no such setting in this version, or nothing is set.
_is_empty_or_none(name) if settings.is_off(name)

_is_empty_or_none(name) if settings.is_unset(name)

_has_no_directive(name, _) if _is_empty_or_none(name)

_has_no_directive(name, directive) if {
	every key, _ in settings.value(name).DIRECTIVES {
		key != directive
	}
}

_middleware := "django.middleware.csp.ContentSecurityPolicyMiddleware"

_package_middleware := "csp.middleware.CSPMiddleware"

# Django's two policies that say anything.
asked contains "SECURE_CSP" if settings.is_on("SECURE_CSP")

asked contains "SECURE_CSP_REPORT_ONLY" if settings.is_on("SECURE_CSP_REPORT_ONLY")

says_nothing if {
	settings.is_off("SECURE_CSP")
	settings.is_off("SECURE_CSP_REPORT_ONLY")
}

# The place of Django's middleware.
middleware_at contains member.subject if {
	some member in settings.members("MIDDLEWARE")
	member.value == _middleware
}

# What is there in its stead, and may be a subclass of it.
middleware_like contains member if {
	is_not_served
	some member in settings.members("MIDDLEWARE")
	is_string(member.value)
	member.value != _package_middleware
	some word in {"contentsecurity", "csp"}
	contains(lower(dotted.last(member.value)), word)
}

# Nothing in its stead may be one.
sends_by_no_other if {
	settings.all_members("MIDDLEWARE")
	count(middleware_like) == 0
}

# The policy that browsers obey, and not only report on, is sent.
is_enforced if {
	is_served
	settings.is_on("SECURE_CSP")
}

is_not_enforced if settings.is_off("SECURE_CSP")

# The sources of the policies that are sent, word by word: build_policy of
# django/utils/csp.py joins them with spaces, as django-csp does.
sources contains source if {
	is_served
	some source in _sources("SECURE_CSP")
}

sources contains source if {
	is_served
	some source in _sources("SECURE_CSP_REPORT_ONLY")
}

sources contains source if {
	is_served_by_package
	some source in _package_sources("CONTENT_SECURITY_POLICY")
}

sources contains source if {
	is_served_by_package
	some source in _package_sources("CONTENT_SECURITY_POLICY_REPORT_ONLY")
}

_sources(name) := {{"subject": sprintf("%s.%s", [name, directive]), "directive": directive, "word": word} |
	some directive, value in input.settings[name].value
	some word in _words(value)
}

_package_sources(name) := {{"subject": sprintf("%s.DIRECTIVES.%s", [name, directive]), "directive": directive, "word": word} |
	some directive, value in input.settings[name].value.DIRECTIVES
	some word in _words(value)
}

# A directive of the policy that Django enforces, or certainly none of that name.
has_directive(directive) if settings.has("SECURE_CSP", directive)

lacks_directive(directive) if settings.misses("SECURE_CSP", directive)

_words(value) := {word | some word in split(value, " ")} if is_string(value)

_words(value) := {word |
	some text in value
	is_string(text)
	some word in split(text, " ")
} if {
	is_array(value)
}

# The policies that browsers only report on, while none is enforced, by their setting.
only_reported contains "SECURE_CSP_REPORT_ONLY" if {
	is_served
	settings.is_on("SECURE_CSP_REPORT_ONLY")
	settings.is_off("SECURE_CSP")
}

only_reported contains "CONTENT_SECURITY_POLICY_REPORT_ONLY" if {
	is_served_by_package
	settings.is_on("CONTENT_SECURITY_POLICY_REPORT_ONLY")
	settings.is_off("CONTENT_SECURITY_POLICY")
}

only_reported contains "CSP_REPORT_ONLY" if {
	is_served_by_package
	settings.is_on("CSP_REPORT_ONLY")
}

# The policies for reports that name nobody who gets them.
without_endpoint contains "SECURE_CSP_REPORT_ONLY" if {
	is_served
	settings.is_on("SECURE_CSP_REPORT_ONLY")
	settings.misses("SECURE_CSP_REPORT_ONLY", "report-uri")
	settings.misses("SECURE_CSP_REPORT_ONLY", "report-to")
}

without_endpoint contains "CONTENT_SECURITY_POLICY_REPORT_ONLY" if {
	is_served_by_package
	settings.is_on("CONTENT_SECURITY_POLICY_REPORT_ONLY")
	_has_no_directive("CONTENT_SECURITY_POLICY_REPORT_ONLY", "report-uri")
	_has_no_directive("CONTENT_SECURITY_POLICY_REPORT_ONLY", "report-to")
}

without_endpoint contains "CSP_REPORT_ONLY" if {
	is_served_by_package
	settings.is_on("CSP_REPORT_ONLY")
	settings.is_off("CSP_REPORT_URI")
	settings.is_off("CSP_REPORT_TO")
}

# The first setting of django-csp before 4.0 that the project sets. From 4.0 on the
# package does not read it (csp/checks.py: csp.E001).
outdated := sort([name |
	some name in {
		"CSP_BASE_URI", "CSP_CONNECT_SRC", "CSP_DEFAULT_SRC", "CSP_FONT_SRC", "CSP_FORM_ACTION", "CSP_FRAME_ANCESTORS", "CSP_FRAME_SRC",
		"CSP_IMG_SRC", "CSP_INCLUDE_NONCE_IN", "CSP_MEDIA_SRC", "CSP_OBJECT_SRC", "CSP_REPORT_ONLY", "CSP_REPORT_URI", "CSP_SCRIPT_SRC", "CSP_STYLE_SRC",
	}
	input.settings[name].set == true
])[0]

# None of them is set, or the package still reads them, or newer ones say the policy.
is_up_to_date if not outdated

is_up_to_date if _package_before_4

is_up_to_date if settings.is_on("CONTENT_SECURITY_POLICY")

is_up_to_date if settings.is_on("CONTENT_SECURITY_POLICY_REPORT_ONLY")

is_outdated if {
	_is_kept_back
	_package_from_4
}

is_perhaps_outdated if {
	_is_kept_back
	not _package_from_4
	not _package_before_4
}

# It runs, and nothing but the older settings says what it sends.
_is_kept_back if {
	outdated
	is_served_by_package
	settings.is_off("CONTENT_SECURITY_POLICY")
	settings.is_off("CONTENT_SECURITY_POLICY_REPORT_ONLY")
}

_package_from_4 if versions.number(input.deps["django-csp"].exact)[0] >= 4

_package_from_4 if {
	not input.deps["django-csp"].exact
	versions.number(input.deps["django-csp"].min)[0] >= 4
}

_package_before_4 if versions.number(input.deps["django-csp"].exact)[0] < 4

_package_before_4 if {
	not input.deps["django-csp"].exact
	versions.number(input.deps["django-csp"].below) <= versions.number("4")
}

# The settings whose policies browsers obey, of Django and of django-csp.
enforced contains "SECURE_CSP" if is_enforced

enforced contains "CONTENT_SECURITY_POLICY" if {
	is_served_by_package
	settings.is_on("CONTENT_SECURITY_POLICY")
}

enforces_none if {
	_django_enforces_none
	_package_enforces_none
}

_django_enforces_none if is_not_served

_django_enforces_none if is_not_enforced

_package_enforces_none if is_not_served_by_package

_package_enforces_none if settings.is_off("CONTENT_SECURITY_POLICY")
