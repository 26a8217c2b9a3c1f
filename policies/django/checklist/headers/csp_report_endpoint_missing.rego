# METADATA
# title: Nobody gets the reports on the content security policy
# description: >-
#   A policy for reports stops nothing; without report-uri or report-to its reports
#   stand in the visitors' own consoles, where nobody looks.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/#policy-violation-reports
# custom:
#   severity: info
#   reads: [settings.CONTENT_SECURITY_POLICY_REPORT_ONLY, settings.CSP_REPORT_ONLY, settings.CSP_REPORT_TO, settings.CSP_REPORT_URI, settings.MIDDLEWARE, settings.SECURE_CSP_REPORT_ONLY]
#   inputs: [http]
#   remediation: |-
#     SECURE_CSP_REPORT_ONLY = {..., "report-uri": "/csp-reports/"}
#   cwe: [778]
#   owasp: [ASVS-14.4.3, ASVS5-3.4.3, "A09:2021"]
package django.checklist.headers.csp_report_endpoint_missing

import data.django.lib.csp
import data.django.lib.result

deny contains result.resting(result.at(name, "the policy only reports, and names neither report-uri nor report-to: it does nothing at all."), {"MIDDLEWARE", "CSP_REPORT_TO", "CSP_REPORT_URI"}) if {
	some name in csp.without_endpoint
}

allow if {
	csp.is_not_served
	csp.is_not_served_by_package
}
