# METADATA
# title: No middleware looks at the Host header
# description: >-
#   Django compares the Host header with ALLOWED_HOSTS only where something asks for it.
#   CommonMiddleware asks with each request; without it a forged header comes through to
#   whatever builds links.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/middleware/#module-django.middleware.common
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: high
#   severities: [high, medium]
#   reads: [settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: |-
#     MIDDLEWARE = [
#         ...,
#         "django.middleware.common.CommonMiddleware",
#     ]
#   cwe: [20, 644]
#   owasp: ["A05:2021"]
package django.checklist.hosts.common_middleware_missing

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("MIDDLEWARE", "CommonMiddleware is not in MIDDLEWARE: requests with a forged Host header are answered.") if {
	settings.is_on("MIDDLEWARE")
	middleware.lacks_like("commonmiddleware")
	middleware.lacks_like("host")
}

allow if middleware.has("django.middleware.common.CommonMiddleware")

# That nothing at all runs, another policy says.
allow if settings.is_off("MIDDLEWARE")

unsure contains result.at(member.subject, sprintf("%s may check the Host header; its code is not read", [member.value])) if {
	some word in {"commonmiddleware", "host"}
	some member in middleware.own_like(word)
}
