# METADATA
# title: An exemption from the redirect matches anywhere in a path
# description: >-
#   Django searches for the pattern in the whole path. Without ^ at its beginning it
#   exempts every page that has the word somewhere.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-redirect-exempt
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: medium
#   severities: [medium, low]
#   reads: [settings.SECURE_REDIRECT_EXEMPT, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: SECURE_REDIRECT_EXEMPT = [r"^health/$"]
#   cwe: [185, 319]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.https.redirect_exempt_unanchored

import data.django.lib.redirects
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(anywhere, {"SECURE_SSL_REDIRECT"}) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	some pattern in settings.members("SECURE_REDIRECT_EXEMPT")
	redirects.is_open(pattern.value)
	anywhere := result.at(pattern.subject, sprintf("%s has no ^ at its beginning: every path that holds it anywhere stays on plain HTTP.", [json.marshal(pattern.value)]))
}

allow if settings.is_off("SECURE_SSL_REDIRECT")

allow if settings.is_off("SECURE_REDIRECT_EXEMPT")
