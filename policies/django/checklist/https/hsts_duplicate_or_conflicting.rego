# METADATA
# title: Two headers say how long HTTPS counts
# description: >-
#   Django and the proxy each add Strict-Transport-Security, with different values.
#   Browsers obey the first alone (RFC 6797, section 8.1), whichever that is.
# related_resources:
#   - ref: https://www.rfc-editor.org/rfc/rfc6797#section-8.1
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: low
#   reads: [proxy, settings.MIDDLEWARE, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_SECONDS, settings.SECURE_PROXY_SSL_HEADER]
#   inputs: [http]
#   remediation: Set SECURE_HSTS_SECONDS to 0, or take add_header out of the proxy.
#   cwe: [16]
#   owasp: [ASVS5-3.4.1, "A05:2021"]
package django.checklist.https.hsts_duplicate_or_conflicting

import data.django.lib.doubled
import data.django.lib.proxies
import data.django.lib.result

deny contains result.resting(
	result.here("SECURE_HSTS_SECONDS", added.at, sprintf("%s adds Strict-Transport-Security beside Django's: %s.", [proxies.in_words(added.site), added.what])),
	{"SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"},
) if {
	doubled.sends_hsts
	some added in doubled.hsts
}

unsure contains doubt if some doubt in proxies.doubts

unsure contains result.at("SECURE_PROXY_SSL_HEADER", "without it, whether Django sends Strict-Transport-Security beside the proxy is not known") if {
	doubled.may_send_hsts
	some _ in doubled.hsts
}

allow if proxies.are_unseen

allow if doubled.sends_no_hsts

allow if doubled.is_single("Strict-Transport-Security")
