# METADATA
# title: DEBUG is a tuple or a list
# description: >-
#   A comma at the end of the line makes a tuple, and Python takes every tuple with
#   something in it for true: no value of the variable in it turns debug mode off.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#debug
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug
# custom:
#   severity: critical
#   severities: [critical, high]
#   reads: [settings.DEBUG]
#   remediation: Take away the comma at the end of the line, or the brackets around the value.
#   covers: [debug-enabled, debug-default-true]
#   cwe: [489, 704]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
#   judges_fallback: true
package django.checklist.debug.debug_in_brackets

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.target

deny contains result.graded("DEBUG", "critical", sprintf("DEBUG is a %s, %s: error pages show code, local variables and settings to any visitor.", [_kind, _taken])) if {
	_is_always_on
	target.serves_http
}

deny contains result.graded("DEBUG", "high", sprintf("DEBUG is a %s, %s: a worker keeps its queries in memory, and Django's own logging mails none of its errors.", [_kind, _taken])) if {
	_is_always_on
	target.serves_no_http
}

unsure contains result.at("DEBUG", sprintf("whether DEBUG is this %s hangs on a variable that nothing here sets", [_kind])) if {
	settings.is_on("DEBUG")
	settings.assumes_a_choice("DEBUG")
}

allow if settings.is_off("DEBUG")

allow if settings.of_type("DEBUG", "bool")

allow if settings.of_type("DEBUG", "str")

allow if settings.of_type("DEBUG", "int")

_taken := "which Python takes for true whatever stands in it"

_kind := kind if {
	some kind in {"list", "tuple"}
	settings.of_type("DEBUG", kind)
}

# It has something in it, and variables decide no more than what that is.
_is_always_on if {
	_kind
	settings.is_on("DEBUG")
	settings.assumes_in_parts("DEBUG")
}
