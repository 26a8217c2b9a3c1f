# METADATA
# description: >-
#   What an enforced content security policy lets run as script: what script-src
#   says, and default-src where it is missing (CSP level 3, section 6.8.3).
package django.lib.scripts

import data.django.lib.csp
import data.django.lib.settings

# The sources of scripts that protect from nothing, each with what it lets through.
loose contains {"subject": list.subject, "word": word, "effect": "inline scripts run, those that somebody injects as well"} if {
	some list in _lists
	some word in list.words
	lower(word) == "'unsafe-inline'"
	list.whole == true
	not _is_ignored(list.words)
}

loose contains {"subject": list.subject, "word": word, "effect": "text becomes code wherever a script evaluates it"} if {
	some list in _lists
	some word in list.words
	lower(word) == "'unsafe-eval'"
}

loose contains {"subject": list.subject, "word": word, "effect": "scripts come from any site"} if {
	some list in _lists
	some word in list.words
	lower(word) in {"*", "http:", "https:", "data:", "http://*", "https://*"}
	list.whole == true
	not _is_strict(list.words)
}

# Browsers that know nonces, hashes or 'strict-dynamic' skip 'unsafe-inline' beside them.
_is_ignored(words) if {
	some word in words
	regex.match(`(?i)^'(nonce-|sha(256|384|512)-|strict-dynamic)|^<CSP_NONCE_SENTINEL>$`, word)
}

_is_strict(words) if {
	some word in words
	lower(word) == "'strict-dynamic'"
}

_lists contains _list(sprintf("SECURE_CSP.%s", [directive]), words, set()) if {
	csp.is_served
	some directive, words in _for_scripts(input.settings.SECURE_CSP.value)
}

_lists contains _list(sprintf("CONTENT_SECURITY_POLICY.DIRECTIVES.%s", [directive]), words, set()) if {
	csp.is_served_by_package
	some directive, words in _for_scripts(input.settings.CONTENT_SECURITY_POLICY.value.DIRECTIVES)
}

# django-csp before 4.0 adds the nonce to the directives that CSP_INCLUDE_NONCE_IN
# names, where a template asked for it: a project that names them has such templates.
_lists contains _list("CSP_SCRIPT_SRC", settings.value("CSP_SCRIPT_SRC"), _old_nonce("script-src")) if {
	_is_old_package
	settings.is_on("CSP_SCRIPT_SRC")
}

_lists contains _list("CSP_DEFAULT_SRC", settings.value("CSP_DEFAULT_SRC"), _old_nonce("default-src")) if {
	_is_old_package
	settings.is_off("CSP_SCRIPT_SRC")
}

_is_old_package if {
	csp.is_served_by_package
	settings.is_off("CSP_REPORT_ONLY")
}

_old_nonce(directive) := {"'nonce-'"} if {
	settings.is_set("CSP_INCLUDE_NONCE_IN")
	settings.has("CSP_INCLUDE_NONCE_IN", directive)
}

_old_nonce(directive) := set() if settings.misses("CSP_INCLUDE_NONCE_IN", directive)

_old_nonce(_) := set() if settings.is_unset("CSP_INCLUDE_NONCE_IN")

_for_scripts(policy) := {"script-src": policy["script-src"]}

_for_scripts(policy) := {"default-src": policy["default-src"]} if {
	every key, _ in policy {
		not key in {"script-src", "$more", "$unknown"}
	}
}

_list(subject, value, more) := {"subject": subject, "words": ({word | some word in split(value, " ")} | more), "whole": true} if is_string(value)

_list(subject, value, more) := {"subject": subject, "words": (_words(value) | more), "whole": _is_whole(value)} if is_array(value)

_words(value) := {word |
	some text in value
	is_string(text)
	some word in split(text, " ")
}

_is_whole(value) if {
	every text in value {
		not is_object(text)
	}
} else := false
