# METADATA
# title: Browsers guess the type of answers
# description: >-
#   A browser may then take an uploaded text for a script. SECURE_CONTENT_TYPE_NOSNIFF
#   is on by default since Django 3.0, so that the project has turned it off.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-content-type-nosniff
# custom:
#   severity: medium
#   reads: [proxy, settings.MIDDLEWARE, settings.SECURE_CONTENT_TYPE_NOSNIFF]
#   inputs: [http]
#   remediation: SECURE_CONTENT_TYPE_NOSNIFF = True
#   django_check: security.W006
#   cwe: [430, 693]
#   owasp: [ASVS-14.4.4, ASVS5-3.4.4, "A05:2021"]
package django.checklist.headers.nosniff_off

import data.django.lib.middleware
import data.django.lib.responses
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECURE_CONTENT_TYPE_NOSNIFF", "SECURE_CONTENT_TYPE_NOSNIFF is off: browsers guess the type of answers, and may run an upload as a script.") if {
	settings.is_off("SECURE_CONTENT_TYPE_NOSNIFF")
	middleware.secures
}

allow if settings.is_on("SECURE_CONTENT_TYPE_NOSNIFF")

allow if middleware.does_not_secure

discharged contains result.by(place.at, place.by) if some place in responses.adding("X-Content-Type-Options")
