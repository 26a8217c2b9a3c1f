# METADATA
# title: Debug mode is on
# description: An error page then shows source code, local variables and settings to any visitor.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug
# custom:
#   severity: critical
#   severities: [critical, high]
#   reads: [service.command, settings.DEBUG]
#   remediation: Set DEBUG to False, or read it from a variable that is off unless set.
#   aliases: [env-overrides-safe-setting]
#   django_check: security.W018
#   covers: [debug-string-truthy, debug-default-true]
#   cwe: [489]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.debug.debug_enabled

import data.django.lib.process
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.target

deny contains result.graded("DEBUG", "critical", sprintf("DEBUG is %s: error pages show code, local variables and settings to any visitor.", [settings.described("DEBUG")])) if {
	settings.is_on("DEBUG")
	target.serves_http
}

deny contains result.graded("DEBUG", "high", sprintf("DEBUG is %s: a worker keeps its queries in memory, and Django's own logging mails none of its errors.", [settings.described("DEBUG")])) if {
	settings.is_on("DEBUG")
	target.serves_no_http
	process.is_no_step
}

allow if settings.is_off("DEBUG")

# It ends, and what it meets on the way is read by who runs it.
allow if {
	target.serves_no_http
	process.is_step
}
