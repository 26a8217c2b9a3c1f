# METADATA
# title: A trusted origin is never equal to one
# description: >-
#   Browsers send an origin as scheme and host in lower case, without path, without the
#   port that the scheme has anyway. Django compares letter by letter.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins
# custom:
#   severity: high
#   reads: [settings.CSRF_TRUSTED_ORIGINS]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: CSRF_TRUSTED_ORIGINS = ["https://app.example.com", "https://*.example.net"]
#   cwe: [346]
#   owasp: ["A05:2021"]
package django.checklist.csrf.csrf_origins_malformed

import data.django.lib.origins
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(origin.subject, sprintf("%s is never equal to an Origin header (%s): forms sent from there are refused.", [json.marshal(origin.value), why])) if {
	some origin in settings.members("CSRF_TRUSTED_ORIGINS")
	is_string(origin.value)
	why := origins.reason(origin.value)
}

allow if settings.is_off("CSRF_TRUSTED_ORIGINS")
