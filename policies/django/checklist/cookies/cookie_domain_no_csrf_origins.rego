# METADATA
# title: Forms between subdomains are refused
# description: >-
#   The CSRF cookie is for all subdomains, which serves forms that one of them sends to
#   another. From Django 4.0 on their Origin header must also be trusted, and the cookie's
#   domain does not make it so.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-domain
# custom:
#   severity: high
#   reads: [settings.CSRF_COOKIE_DOMAIN, settings.CSRF_TRUSTED_ORIGINS, settings.CSRF_USE_SESSIONS, settings.MIDDLEWARE, settings.SESSION_COOKIE_DOMAIN]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: |-
#     CSRF_TRUSTED_ORIGINS = ["https://*.example.com"]  # or CSRF_COOKIE_DOMAIN = None
#   cwe: [346]
#   owasp: [ASVS-4.2.2, "A05:2021"]
package django.checklist.cookies.cookie_domain_no_csrf_origins

import data.django.lib.cookies
import data.django.lib.middleware
import data.django.lib.origins
import data.django.lib.result

deny contains result.resting(
	result.at(setting, sprintf("the token's cookie is for all of %q, and CSRF_TRUSTED_ORIGINS names none of it: a form that one subdomain sends to another is answered with 403.", [domain])),
	{"CSRF_TRUSTED_ORIGINS", "CSRF_USE_SESSIONS", "MIDDLEWARE"},
) if {
	middleware.has("django.middleware.csrf.CsrfViewMiddleware")
	some setting, domain in cookies.token_domain
	startswith(domain, ".")
	origins.none_is_below(domain)
}

allow if middleware.misses("django.middleware.csrf.CsrfViewMiddleware")

allow if cookies.token_has_no_domain
