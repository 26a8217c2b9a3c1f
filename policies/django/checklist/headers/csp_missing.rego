# METADATA
# title: No Content-Security-Policy
# description: >-
#   Nothing tells browsers where scripts may come from, so that one that gets into a
#   page is run. Django has a middleware for it since 6.0, django-csp before.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csp/
# custom:
#   severity: medium
#   collection: advice
#   reads: [proxy, settings.INSTALLED_APPS, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: Add django.middleware.csp.ContentSecurityPolicyMiddleware and SECURE_CSP (Django 6.0), or django-csp.
#   cwe: [693, 79]
#   owasp: [ASVS-14.4.3, ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_missing

import data.django.lib.apps
import data.django.lib.csp
import data.django.lib.proxies
import data.django.lib.responses
import data.django.lib.result

deny contains result.at("MIDDLEWARE", "no middleware sends Content-Security-Policy: a script that gets into a page is run.") if {
	csp.is_not_served
	csp.is_not_served_by_package
	csp.sends_by_no_other
	responses.are_told
	_has_pages
}

unsure contains result.at(member.subject, "it may send Content-Security-Policy") if some member in csp.middleware_like

unsure contains doubt if some doubt in proxies.doubts

allow if csp.is_served

allow if csp.is_served_by_package

# An interface for programs has no pages.
allow if {
	apps.is_installed("rest_framework")
	apps.is_absent("django.contrib.admin")
}

_has_pages if apps.is_installed("django.contrib.admin")

_has_pages if apps.is_absent("rest_framework")

discharged contains result.by(place.at, place.by) if some place in responses.adding("Content-Security-Policy")
