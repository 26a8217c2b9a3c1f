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
