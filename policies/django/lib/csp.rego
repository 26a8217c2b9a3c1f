# METADATA
# description: Questions about SECURE_CSP and SECURE_CSP_REPORT_ONLY (django/core/checks/security/base.py from 6.0 on).
package django.lib.csp

import data.django.lib.settings

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
	all := settings.value(name)
	every sources in all {
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
