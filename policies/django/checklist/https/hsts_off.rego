# METADATA
# title: Browsers are not told to stay on HTTPS
# description: Without Strict-Transport-Security the first request of each visit may be plain HTTP, which an attacker on the way can answer.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/middleware/#http-strict-transport-security
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: medium
#   severities: [medium, low]
#   reads: [infra.listeners, infra.listeners.*.hsts, proxy, settings.SECURE_HSTS_SECONDS]
#   inputs: [http]
#   remediation: Set SECURE_HSTS_SECONDS to 3600, and raise it step by step to a year once all works over HTTPS.
#   django_check: security.W004
#   cwe: [523]
#   owasp: [ASVS-14.4.5, ASVS5-3.4.1, "A02:2021"]
package django.checklist.https.hsts_off

import data.django.lib.edge
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded("SECURE_HSTS_SECONDS", "medium", "SECURE_HSTS_SECONDS is 0: browsers try plain HTTP first, where an attacker on the way can answer.") if {
	settings.is_off("SECURE_HSTS_SECONDS")
	edge.adds_no_hsts
}

deny contains result.graded("SECURE_HSTS_SECONDS", "low", "SECURE_HSTS_SECONDS is 0 and no proxy is in sight that adds the header: browsers try plain HTTP first.") if {
	settings.is_off("SECURE_HSTS_SECONDS")
	edge.is_unseen
}

unsure contains doubt if some doubt in proxies.doubts

unsure contains doubt if some doubt in proxies.unclear_ways

unsure contains doubt if some doubt in edge.unclear_hsts

allow if settings.is_on("SECURE_HSTS_SECONDS")

discharged contains result.by(place.at, place.by) if some place in edge.hsts
