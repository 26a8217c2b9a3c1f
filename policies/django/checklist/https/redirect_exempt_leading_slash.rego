# METADATA
# title: A path that is exempt from the redirect is never met
# description: >-
#   Patterns are compared with the path without its first slash. One that begins with a
#   slash never matches at the beginning.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-redirect-exempt
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: low
#   reads: [settings.SECURE_REDIRECT_EXEMPT, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: SECURE_REDIRECT_EXEMPT = [r"^health/$"]
#   cwe: [185]
#   owasp: ["A05:2021"]
package django.checklist.https.redirect_exempt_leading_slash

import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(never, {"SECURE_SSL_REDIRECT"}) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	some pattern in settings.members("SECURE_REDIRECT_EXEMPT")
	is_string(pattern.value)
	regex.match(`^\^\\?/`, pattern.value)
	never := result.at(pattern.subject, sprintf("%s never matches, since the path has no slash at its beginning: what was to stay on HTTP is redirected.", [json.marshal(pattern.value)]))
}

allow if settings.is_off("SECURE_SSL_REDIRECT")

allow if settings.is_off("SECURE_REDIRECT_EXEMPT")
