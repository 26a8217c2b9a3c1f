# METADATA
# title: Forms fail on the port of the proxy
# description: >-
#   Browsers name the port in the origin of a form, and the Host that the proxy hands on
#   does not, or names another. Django compares the two letter by letter since 4.0, and
#   refuses every form with 403.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csrf/#how-it-works
# custom:
#   severity: high
#   reads: [proxy, settings.CSRF_TRUSTED_ORIGINS, settings.MIDDLEWARE, settings.USE_X_FORWARDED_HOST]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: 'proxy_set_header Host $http_host;  # the name and the port that the visitor asks for'
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.csrf.csrf_origin_vs_proxy_port

import data.django.lib.forms
import data.django.lib.middleware
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.here(
		"CSRF_TRUSTED_ORIGINS",
		failure.at,
		sprintf("%s hands on the Host %s, and browsers send the origin %s with forms: each ends with 403.", [proxies.in_words(failure.site), forms.host(failure), forms.origin(failure)]),
	),
	{"CSRF_TRUSTED_ORIGINS", "USE_X_FORWARDED_HOST"},
) if {
	middleware.has("django.middleware.csrf.CsrfViewMiddleware")
	settings.is_off("USE_X_FORWARDED_HOST")
	some failure in forms.failing
	forms.is_refused(failure)
}

unsure contains doubt if some doubt in (proxies.doubts | forms.perhaps)

allow if proxies.are_unseen

allow if forms.asks_another

allow if middleware.misses("django.middleware.csrf.CsrfViewMiddleware")

allow if forms.agree
