# METADATA
# title: A Content Security Policy is no dict
# description: SECURE_CSP and SECURE_CSP_REPORT_ONLY map each directive to its sources.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY]
#   django: [">=6.0"]
#   remediation: "Write a dict, such as {\"default-src\": [CSP.SELF]}."
#   django_check: security.E026
package django.system_checks.check_security_e026

import data.django.lib.csp
import data.django.lib.result

deny contains result.at(name, sprintf("%s is no dict.", [name])) if {
	some name in csp.no_dicts
}

allow if {
	csp.is_dict_or_none("SECURE_CSP")
	csp.is_dict_or_none("SECURE_CSP_REPORT_ONLY")
}
