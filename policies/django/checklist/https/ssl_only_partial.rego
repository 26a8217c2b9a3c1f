# METADATA
# title: Pages with a login stay on plain HTTP
# description: >-
#   A pattern in SECURE_REDIRECT_EXEMPT takes the start page, the admin or the login out
#   of the redirect to HTTPS. The session is one for both schemes, and whoever reads it
#   on HTTP has it on HTTPS.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-redirect-exempt
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: medium
#   reads: [settings.SECURE_REDIRECT_EXEMPT, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: SECURE_REDIRECT_EXEMPT = [r"^health/$"]
#   covers: [redirect-exempt-unanchored]
#   cwe: [319]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.https.ssl_only_partial

import data.django.lib.redirects
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(partial, {"SECURE_SSL_REDIRECT"}) if {
	settings.is_on("SECURE_SSL_REDIRECT")
	some pattern in settings.members("SECURE_REDIRECT_EXEMPT")
	page := redirects.page(pattern.value)
	partial := result.at(pattern.subject, sprintf("%s takes %s out of the redirect to HTTPS: what is sent there can be read on the way.", [json.marshal(pattern.value), page]))
}

allow if settings.is_off("SECURE_SSL_REDIRECT")

allow if settings.is_off("SECURE_REDIRECT_EXEMPT")
