# METADATA
# title: A site of another domain is trusted to send forms
# description: >-
#   A payment or sign-in service that calls back needs a view with csrf_exempt, which
#   checks a signature, not trust in every form that it sends.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins
# custom:
#   severity: medium
#   reads: [proxy, settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS, settings.DEBUG]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: Delete the origin, and put @csrf_exempt on the one view that is called from there.
#   cwe: [346, 352]
#   owasp: [ASVS-4.2.2, ASVS5-3.5.1, "A01:2021"]
package django.checklist.csrf.csrf_origins_foreign_domain

import data.django.lib.origins
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.sites

deny contains result.resting(
	result.at(origin.subject, sprintf("%q is under none of the domains in ALLOWED_HOSTS: any form that this other site sends is taken for the visitor's own.", [origin.value])),
	{"DEBUG"},
) if {
	settings.is_off("DEBUG")
	own := sites.domains
	some origin in settings.members("CSRF_TRUSTED_ORIGINS")
	domain := origins.domain(origin.value)
	contains(domain, ".")
	not origins.registrable(domain) in (own | sites.routed)
}

allow if {
	own := sites.domains
	listed := settings.all_members("CSRF_TRUSTED_ORIGINS")
	every origin in listed {
		_is_of(origin.value, own)
	}
}

allow if settings.is_off("CSRF_TRUSTED_ORIGINS")

allow if settings.holds("ALLOWED_HOSTS", "*")

allow if settings.is_on("DEBUG")

_is_of(origin, own) if origins.registrable(origins.domain(origin)) in own

_is_of(origin, _) if indexof(origins.domain(origin), ".") < 0
