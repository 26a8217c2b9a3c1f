# METADATA
# title: The address of the error tracker is in the source
# description: >-
#   Every copy of the code, a developer's too, then reports into production's project,
#   and whoever reads the code can fill it.
# related_resources:
#   - ref: https://docs.sentry.io/platforms/python/configuration/options/#dsn
# custom:
#   severity: low
#   reads: [source.calls]
#   remediation: sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
#   cwe: [798]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A05:2021"]
package django.checklist.logging.sentry_dsn_hardcoded

import data.django.lib.calls
import data.django.lib.result

deny contains result.here(call.subject, call.at, "the DSN is written in the source: every copy of the code reports into the same project.") if some call in calls.with_literal("sentry_sdk.init", "dsn")
