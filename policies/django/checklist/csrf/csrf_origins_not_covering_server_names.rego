# METADATA
# title: Forms of a page that is served beside Django are refused
# description: >-
#   A page under another name than Django's own sends forms to it. From Django 4.0 on
#   their Origin header must be that of Django or be trusted: else the answer is 403.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins
# custom:
#   severity: high
#   reads: [infra.host_rules, infra.host_rules.*.host, proxy, service.name, settings.CORS_ALLOW_ALL_ORIGINS, settings.CORS_ALLOW_CREDENTIALS,
#     settings.CSRF_COOKIE_DOMAIN, settings.CSRF_TRUSTED_ORIGINS, settings.CSRF_USE_SESSIONS, settings.MIDDLEWARE, settings.SESSION_COOKIE_DOMAIN,
#     settings.USE_X_FORWARDED_HOST]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: 'CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]  # the names of the pages'
#   covers: [cookie-domain-no-csrf-origins]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.csrf.csrf_origins_not_covering_server_names

import data.django.lib.frontends
import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at(
		page.setting,
		sprintf("%s (%s:%d) shares the token's cookie with Django, and CSRF_TRUSTED_ORIGINS does not name it: forms that it sends are answered with 403.", [page.name, page.at.file, page.at.line]),
	),
	{"CSRF_TRUSTED_ORIGINS", "CSRF_USE_SESSIONS", "MIDDLEWARE"},
) if {
	middleware.has("django.middleware.csrf.CsrfViewMiddleware")
	some page in frontends.sharing
}

deny contains result.resting(
	result.at(
		"CSRF_TRUSTED_ORIGINS",
		sprintf("scripts of %s (%s:%d) may send cookies, as those of any page may, and no entry names it: what they post is answered with 403.", [page.name, page.at.file, page.at.line]),
	),
	{"CORS_ALLOW_ALL_ORIGINS", "CORS_ALLOW_CREDENTIALS", "MIDDLEWARE"},
) if {
	middleware.has("django.middleware.csrf.CsrfViewMiddleware")
	some page in frontends.calling
}

deny contains result.resting(
	result.at(
		"CSRF_TRUSTED_ORIGINS",
		sprintf("%s (%s:%d) tells Django that the host is %s, and no entry names %s: every form is answered with 403.", [way.by, way.at.file, way.at.line, way.host, way.origin]),
	),
	{"MIDDLEWARE", "USE_X_FORWARDED_HOST"},
) if {
	settings.is_off("USE_X_FORWARDED_HOST")
	middleware.has("django.middleware.csrf.CsrfViewMiddleware")
	some way in frontends.renamed
}

unsure contains doubt if some doubt in frontends.doubts

allow if middleware.misses("django.middleware.csrf.CsrfViewMiddleware")

allow if frontends.are_unseen
