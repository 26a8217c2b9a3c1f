# METADATA
# title: A pattern of allowed origins lets strangers in
# description: >-
#   Patterns are compared with the beginning of the origin. One that does not end in $
#   takes attacker.net after it; an unescaped dot takes any letter; a suffix of a
#   platform is anybody's.
# related_resources:
#   - ref: https://github.com/adamchainz/django-cors-headers#cors_allowed_origin_regexes-sequencestr--patternstr
# custom:
#   severity: high
#   reads: [settings.CORS_ALLOWED_ORIGIN_REGEXES, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://[\w-]+\.example\.com$"]
#   cwe: [942, 185]
#   owasp: [ASVS-14.5.3, ASVS5-3.4.2, "A05:2021"]
package django.checklist.headers.cors_regex_shared_suffix

import data.django.lib.origins
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(pattern.subject, sprintf("%s %s: scripts from there read answers.", [json.marshal(pattern.value), why])) if {
	settings.holds_class("MIDDLEWARE", "CorsMiddleware")
	some pattern in settings.members("CORS_ALLOWED_ORIGIN_REGEXES")
	is_string(pattern.value)
	why := origins.looseness(_source(pattern.value))
}

unsure contains result.at(pattern.subject, "what the compiled pattern says is not known") if {
	some pattern in settings.members("CORS_ALLOWED_ORIGIN_REGEXES")
	is_string(pattern.value)
	_is_compiled(pattern.value)
	_quoted(pattern.value) == []
}

allow if settings.lacks_class("MIDDLEWARE", "CorsMiddleware")

allow if settings.is_off("CORS_ALLOWED_ORIGIN_REGEXES")

allow if settings.is_unset("CORS_ALLOWED_ORIGIN_REGEXES")

# A compiled pattern is shown as Python writes it: re.compile('...', re.IGNORECASE).
_is_compiled(text) if regex.match(`^(re\.compile\(|<re\.Pattern )`, text)

_quoted(text) := regex.find_all_string_submatch_n(`^re\.compile\((?:'(.*)'|"(.*)")(?:, [\w.|]+)?\)$`, text, 1)

_source(text) := text if not _is_compiled(text)

_source(text) := replace(concat("", [written[1], written[2]]), `\\`, `\`) if some written in _quoted(text)
