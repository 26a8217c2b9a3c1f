# METADATA
# title: Forms are not protected against forgery
# description: >-
#   Without CsrfViewMiddleware a page of any site sends forms with the session of the
#   visitor who opens it. The admin, the views of django.contrib.auth and those of the
#   REST framework look for themselves. An API that knows its clients by tokens, not by
#   cookies, needs no such protection.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csrf/
# custom:
#   severity: critical
#   severities: [critical, high]
#   reads: [settings.INSTALLED_APPS, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: |-
#     MIDDLEWARE = [
#         ...,  # after SessionMiddleware and CommonMiddleware
#         "django.middleware.csrf.CsrfViewMiddleware",
#     ]
#   django_check: security.W003
#   cwe: [352]
#   owasp: [ASVS-4.2.2, ASVS5-3.5.1, "A01:2021"]
package django.checklist.csrf.csrf_middleware_missing

import data.django.lib.apps
import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.graded("MIDDLEWARE", "critical", "CsrfViewMiddleware is not in MIDDLEWARE: any site sends forms in the name of a visitor who is logged in.") if {
	_knows_visitors
	apps.is_absent("rest_framework")
}

deny contains result.graded(
	"MIDDLEWARE",
	"high",
	"CsrfViewMiddleware is not in MIDDLEWARE: any site sends forms in the name of a visitor who is logged in, other than to the admin and the REST framework, which look for themselves.",
) if {
	_knows_visitors
	apps.is_installed("rest_framework")
}

_knows_visitors if {
	middleware.lacks_like("csrf")
	settings.holds_class("MIDDLEWARE", "SessionMiddleware")
}

allow if middleware.has("django.middleware.csrf.CsrfViewMiddleware")

allow if settings.lacks_class("MIDDLEWARE", "SessionMiddleware")

unsure contains result.at(member.subject, sprintf("%s may be a CsrfViewMiddleware or the contrary; its code is not read", [member.value])) if {
	some member in middleware.own_like("csrf")
}
