# METADATA
# title: A pattern does not compile
# description: SecurityMiddleware compiles SECURE_REDIRECT_EXEMPT when the server starts.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-redirect-exempt
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: high
#   reads: [settings.MIDDLEWARE, settings.SECURE_REDIRECT_EXEMPT]
#   inputs: [http]
#   remediation: SECURE_REDIRECT_EXEMPT = [r"^health/.*$"]
#   cwe: [185]
#   owasp: ["A05:2021"]
package django.checklist.https.redirect_exempt_bad_regex

import data.django.lib.middleware
import data.django.lib.redirects
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(pattern.subject, sprintf("%s is no regular expression (%s): the server does not start.", [json.marshal(pattern.value), why])) if {
	some pattern in settings.members("SECURE_REDIRECT_EXEMPT")
	why := redirects.fault(pattern.value)
	middleware.secures
}

allow if middleware.does_not_secure

allow if settings.is_off("SECURE_REDIRECT_EXEMPT")
