# METADATA
# title: Forms are not protected against forgery
# description: >-
#   Without CsrfViewMiddleware a page of any site sends forms with the session of the
#   visitor who opens it. An API that knows its clients by tokens, not by cookies, needs
#   none.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/csrf/
# custom:
#   severity: critical
#   reads: [settings.MIDDLEWARE]
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

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("MIDDLEWARE", "CsrfViewMiddleware is not in MIDDLEWARE: any site sends forms in the name of a visitor who is logged in.") if {
	middleware.lacks_like("csrf")
	settings.holds_class("MIDDLEWARE", "SessionMiddleware")
}

allow if middleware.has("django.middleware.csrf.CsrfViewMiddleware")

allow if settings.lacks_class("MIDDLEWARE", "SessionMiddleware")

unsure contains result.at(member.subject, sprintf("%s may be a CsrfViewMiddleware or the contrary; its code is not read", [member.value])) if {
	some member in middleware.own_like("csrf")
}
