# METADATA
# title: Sentry is started without an address
# description: >-
#   sentry_sdk.init without a DSN does nothing and says nothing: errors are collected
#   nowhere, and nobody notices.
# related_resources:
#   - ref: https://docs.sentry.io/platforms/python/configuration/options/#dsn
# custom:
#   severity: medium
#   reads: [source.calls]
#   remediation: 'environment: {SENTRY_DSN: "${SENTRY_DSN:?}"}  # the name that the settings read'
#   cwe: [778]
#   owasp: [ASVS-7.1.3, ASVS5-16.3.4, "A09:2021"]
package django.checklist.logging.sentry_dsn_env_missing

import data.django.lib.calls
import data.django.lib.result

deny contains result.here(call.subject, call.at, "sentry_sdk.init is given no DSN here: errors are collected nowhere.") if {
	some call in calls.with_off("sentry_sdk.init", "dsn")
}

unsure contains result.here(call.subject, call.at, "whether sentry_sdk.init is given a DSN is not known") if {
	some call in calls.unclear("sentry_sdk.init", "dsn")
}
