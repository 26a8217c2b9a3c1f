# METADATA
# title: Strict-Transport-Security covers little
# description: >-
#   Browsers keep to HTTPS for as long as the header says, and below the domain only if
#   it says so. A short time is right at first; it is to grow to a year once all works.
#   That a site is not on the preload list is no fault, since leaving the list takes
#   months; asking for it with a header that the list refuses is one.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/middleware/#http-strict-transport-security
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: info
#   severities: [low, info]
#   reads: [infra.listeners, infra.listeners.*.hsts, proxy, settings.MIDDLEWARE, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_PRELOAD, settings.SECURE_HSTS_SECONDS]
#   inputs: [http]
#   remediation: |-
#     SECURE_HSTS_SECONDS = 31536000
#     SECURE_HSTS_INCLUDE_SUBDOMAINS = True
#   aliases: [hsts-subdomains-off, hsts-preload-ineligible, hsts-preload-off]
#   django_check: security.W005
#   cwe: [523]
#   owasp: [ASVS-14.4.5, ASVS5-3.4.1, "A05:2021"]
package django.checklist.https.hsts_too_short

import data.django.lib.edge
import data.django.lib.hsts
import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.graded(lack.subject, lack.severity, lack.text), {"SECURE_HSTS_SECONDS"}) if {
	some lack in hsts.lacks
	middleware.secures
}

allow if settings.is_off("SECURE_HSTS_SECONDS")

allow if middleware.does_not_secure

discharged contains result.by(place.at, place.by) if some place in edge.hsts
