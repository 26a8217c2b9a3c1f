# METADATA
# title: The error tracker is told who the visitors are
# description: send_default_pii adds users, addresses, cookies and request bodies to each report.
# related_resources:
#   - ref: https://docs.sentry.io/platforms/python/data-management/data-collected/
# custom:
#   severity: medium
#   reads: [source.calls]
#   remediation: sentry_sdk.init(dsn=..., send_default_pii=False)
#   cwe: [359, 532]
#   owasp: [ASVS-7.1.1, ASVS5-16.2.5, "A09:2021"]
package django.checklist.logging.sentry_pii

import data.django.lib.calls
import data.django.lib.result

deny contains result.here(
	call.subject,
	call.at,
	"send_default_pii is on: each report carries the visitor, the address and the cookies to the error tracker.",
) if {
	some call in calls.with_on("sentry_sdk.init", "send_default_pii")
}

unsure contains result.at(call.subject, "it is not known whether send_default_pii is on") if some call in calls.unclear("sentry_sdk.init", "send_default_pii")
