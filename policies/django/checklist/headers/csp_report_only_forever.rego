# METADATA
# title: The content security policy only reports
# description: >-
#   Report-only is for the first weeks: browsers tell of what the policy would stop, and
#   run it all the same.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/#policy-violation-reports
# custom:
#   severity: low
#   reads: [settings.CONTENT_SECURITY_POLICY, settings.CONTENT_SECURITY_POLICY_REPORT_ONLY, settings.CSP_REPORT_ONLY, settings.MIDDLEWARE, settings.SECURE_CSP, settings.SECURE_CSP_REPORT_ONLY]
#   inputs: [http]
#   remediation: |-
#     SECURE_CSP = SECURE_CSP_REPORT_ONLY  # once the reports are quiet
#   cwe: [1021, 79]
#   owasp: [ASVS-14.4.3, ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_report_only_forever

import data.django.lib.csp
import data.django.lib.result

deny contains result.resting(result.at(name, "the policy is only reported on, and none is enforced: injected scripts run."), {"MIDDLEWARE", "SECURE_CSP", "CONTENT_SECURITY_POLICY"}) if {
	some name in csp.only_reported
}

allow if {
	csp.is_not_served
	csp.is_not_served_by_package
}
