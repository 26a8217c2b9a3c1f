# METADATA
# title: Every request is traced
# description: >-
#   traces_sample_rate of 1 sends a trace of each request. It is for trying out; it
#   costs time and money under load.
# related_resources:
#   - ref: https://docs.sentry.io/platforms/python/configuration/options/#traces-sample-rate
# custom:
#   severity: low
#   reads: [source.calls]
#   remediation: sentry_sdk.init(dsn=..., traces_sample_rate=0.05)
#   cwe: [400]
#   owasp: ["A05:2021"]
package django.checklist.logging.sentry_traces_full

import data.django.lib.calls
import data.django.lib.result

deny contains result.here(
	call.subject,
	call.at,
	"traces_sample_rate is 1: each request is traced and sent, which costs time and money.",
) if {
	some call in calls.with_least("sentry_sdk.init", "traces_sample_rate", 1)
}

unsure contains result.at(call.subject, "it is not known how many requests are traced") if some call in calls.unclear("sentry_sdk.init", "traces_sample_rate")
