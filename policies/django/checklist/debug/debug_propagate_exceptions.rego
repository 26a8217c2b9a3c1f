# METADATA
# title: Exceptions are passed on to the server
# description: >-
#   With DEBUG_PROPAGATE_EXCEPTIONS Django neither logs an exception nor answers with
#   its error page. It is for tests.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#debug-propagate-exceptions
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug
# custom:
#   severity: high
#   reads: [settings.DEBUG_PROPAGATE_EXCEPTIONS]
#   inputs: [http]
#   remediation: DEBUG_PROPAGATE_EXCEPTIONS = False
#   cwe: [248, 755]
#   owasp: [ASVS-7.4.1, "A05:2021"]
package django.checklist.debug.debug_propagate_exceptions

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("DEBUG_PROPAGATE_EXCEPTIONS", "DEBUG_PROPAGATE_EXCEPTIONS is on: errors are not logged, and the server answers them in its own way, perhaps with a traceback.") if {
	settings.is_on("DEBUG_PROPAGATE_EXCEPTIONS")
}

allow if settings.is_off("DEBUG_PROPAGATE_EXCEPTIONS")
