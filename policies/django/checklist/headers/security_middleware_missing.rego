# METADATA
# title: SecurityMiddleware is missing
# description: >-
#   It redirects to HTTPS and adds Strict-Transport-Security, nosniff, Referrer-Policy
#   and Cross-Origin-Opener-Policy. Without it the SECURE_ settings do nothing at all,
#   and Django's own checks of them are silent.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/middleware/#module-django.middleware.security
# custom:
#   severity: high
#   reads: [deps.django, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: |-
#     MIDDLEWARE = [
#         "django.middleware.security.SecurityMiddleware",
#         ...,  # the others
#     ]
#   django_check: security.W001
#   cwe: [693]
#   owasp: [ASVS-14.4.4, ASVS-14.4.5, "A05:2021"]
package django.checklist.headers.security_middleware_missing

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.versions

deny contains result.at("MIDDLEWARE", "SecurityMiddleware is not in MIDDLEWARE: no SECURE_ setting has any effect.") if {
	settings.is_on("MIDDLEWARE")
	middleware.lacks_like("security")
	versions.reaches("1.8")
}

deny contains result.at("MIDDLEWARE", "MIDDLEWARE is empty: nothing checks hosts, redirects to HTTPS or adds headers.") if {
	middleware.is_empty
}

allow if middleware.secures

# Django 1.8 brought the class.
allow if versions.before("1.8")

unsure contains result.at("MIDDLEWARE", "Django before 2.0 reads MIDDLEWARE_CLASSES instead, and the version is not known") if middleware.is_perhaps_old

unsure contains result.at("MIDDLEWARE", "Django before 2.0 reads MIDDLEWARE_CLASSES instead, which is not judged") if middleware.is_old

unsure contains result.at(member.subject, sprintf("%s may do what SecurityMiddleware does; its code is not read", [member.value])) if {
	some member in middleware.own_like("security")
}
