# METADATA
# title: SECURE_REDIRECT_EXEMPT is one text
# description: >-
#   Django reads it letter by letter, and each letter is a pattern. "^", "$" or "."
#   alone exempts every path from the redirect to HTTPS; a star alone stops the start.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-redirect-exempt
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: critical
#   severities: [critical, medium]
#   reads: [settings.MIDDLEWARE, settings.SECURE_REDIRECT_EXEMPT, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: SECURE_REDIRECT_EXEMPT = [r"^health/$"]
#   covers: [redirect-exempt-unanchored, redirect-exempt-leading-slash, ssl-only-partial]
#   cwe: [319, 704]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.https.redirect_exempt_is_string

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.graded("SECURE_REDIRECT_EXEMPT", _severity, "SECURE_REDIRECT_EXEMPT is one text, of which Django takes each letter for a pattern: most or all paths stay on plain HTTP."),
	{"SECURE_SSL_REDIRECT"},
) if {
	settings.of_type("SECURE_REDIRECT_EXEMPT", "str")
	settings.is_on("SECURE_REDIRECT_EXEMPT")
	middleware.secures
}

allow if settings.is_off("SECURE_REDIRECT_EXEMPT")

allow if middleware.does_not_secure

_severity := "critical" if settings.is_on("SECURE_SSL_REDIRECT")

_severity := "medium" if settings.is_off("SECURE_SSL_REDIRECT")
