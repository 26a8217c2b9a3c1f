# METADATA
# title: Debug mode is on
# description: An error page then shows source code, local variables and settings to any visitor.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug
# custom:
#   severity: critical
#   reads: [settings.DEBUG]
#   remediation: Set DEBUG to False, or read it from a variable that is off unless set.
#   aliases: [env-overrides-safe-setting]
#   django_check: security.W018
#   covers: [debug-string-truthy, debug-default-true]
#   cwe: [489]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.debug.debug_enabled

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("DEBUG", sprintf("DEBUG is %s: error pages show code, local variables and settings to any visitor.", [state])) if {
	settings.is_on("DEBUG")
	state := settings.described("DEBUG")
}

allow if settings.is_off("DEBUG")
