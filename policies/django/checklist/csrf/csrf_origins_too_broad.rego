# METADATA
# title: Strangers are trusted to send forms
# description: >-
#   A star before a domain of which anybody may have a part, such as that of a hosting
#   platform, trusts everybody there. Their pages send forms with the cookies of
#   visitors.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins
# custom:
#   severity: high
#   reads: [settings.CSRF_TRUSTED_ORIGINS]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: >-
#     CSRF_TRUSTED_ORIGINS = ["https://shop.example.com"]  # the site's own name
#   covers: [csrf-origins-foreign-domain]
#   cwe: [346, 352]
#   owasp: [ASVS-4.2.2, ASVS5-3.5.1, "A01:2021"]
package django.checklist.csrf.csrf_origins_too_broad

import data.django.lib.domains
import data.django.lib.origins
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(origin.subject, sprintf("%q trusts every site below %s, where anybody may have one: their pages send forms as the visitor.", [origin.value, domain])) if {
	some origin in settings.members("CSRF_TRUSTED_ORIGINS")
	domain := origins.starred(origin.value)
	domains.is_shared(domain)
}

allow if settings.is_off("CSRF_TRUSTED_ORIGINS")
