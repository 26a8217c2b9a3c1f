# METADATA
# title: An allowed origin cannot do what it is allowed
# description: >-
#   CORS lets scripts of the origin send cookies, but Django's CSRF check refuses what
#   they post, or SameSite keeps the session cookie at home.
# related_resources:
#   - ref: https://github.com/adamchainz/django-cors-headers#csrf-integration
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins
# custom:
#   severity: medium
#   reads: [settings.ALLOWED_HOSTS, settings.CORS_ALLOWED_ORIGINS, settings.CORS_ALLOW_CREDENTIALS, settings.CSRF_TRUSTED_ORIGINS,
#     settings.MIDDLEWARE, settings.REST_FRAMEWORK, settings.REST_FRAMEWORK.DEFAULT_AUTHENTICATION_CLASSES, settings.SESSION_COOKIE_SAMESITE]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: |-
#     CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
#     CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]
#   cwe: [346, 942]
#   owasp: [ASVS-14.5.3, ASVS5-3.4.2, "A05:2021"]
package django.checklist.headers.cors_csrf_mismatch

import data.django.lib.cors
import data.django.lib.result

deny contains result.resting(
	result.at(origin.subject, sprintf("scripts of %s may send cookies, and CSRF_TRUSTED_ORIGINS does not name it: what they post is answered with 403.", [origin.value])),
	_grounds,
) if {
	some origin in cors.untrusted
	cors.is_no_host(origin)
	cors.answers_to_sessions
}

deny contains result.resting(
	result.at(origin.subject, sprintf("scripts of %s may send cookies, and SESSION_COOKIE_SAMESITE keeps the session cookie from another site's: they are never logged in.", [origin.value])),
	_grounds,
) if {
	some origin in cors.of_other_sites
	cors.answers_to_sessions
}

unsure contains result.at(origin.subject, "it is an allowed host as well, which may be the one that it calls") if {
	some origin in cors.untrusted
	cors.is_host(origin)
}

allow if cors.takes_no_cookies

allow if cors.answers_to_tokens

_grounds := {"ALLOWED_HOSTS", "CORS_ALLOW_CREDENTIALS", "CSRF_TRUSTED_ORIGINS", "MIDDLEWARE", "SESSION_COOKIE_SAMESITE"}
