# METADATA
# title: The CDN gives one visitor's pages to others
# description: It answers from its cache without looking at cookies, while Django makes pages for whoever is logged in.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html
# custom:
#   severity: high
#   reads: [infra.cdns, infra.cdns.*.caches, infra.cdns.*.cookies, settings.MIDDLEWARE]
#   inputs: [http, terraform]
#   remediation: Turn caching off for the default behaviour (CachingDisabled, with AllViewer as origin request policy), and cache /static/ in one of its own.
#   cwe: [524]
#   owasp: ["A01:2021"]
package django.checklist.infrastructure.cdn_caches_session_pages

import data.django.lib.infra
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.here(infra.subject(cdn, "cookies"), cdn.at, sprintf("the default behaviour of %s caches pages and hands on no cookies: logins fail, or one visitor sees the page of another.", [cdn.name])),
	{"MIDDLEWARE"},
) if {
	settings.holds_class("MIDDLEWARE", "SessionMiddleware")
	some cdn in (infra.with_on("cdns", "caches") & infra.with_off("cdns", "cookies"))
	cdn.default
	cdn.origin
}

allow if settings.lacks_class("MIDDLEWARE", "SessionMiddleware")
