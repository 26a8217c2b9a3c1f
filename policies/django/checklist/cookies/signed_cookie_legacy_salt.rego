# METADATA
# title: Signed cookies of the old salt are still accepted
# description: >-
#   Before 5.2.15 and 6.0.6 the salt of a signed cookie was its name and salt joined, so
#   that one cookie could pass for another (CVE-2026-6873). The setting keeps accepting
#   such cookies; Django drops it in 7.0. Only projects that turn it on themselves are
#   reported.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/
# custom:
#   severity: low
#   reads: [settings.SIGNED_COOKIE_LEGACY_SALT_FALLBACK]
#   inputs: [http]
#   django: [">=5.2.15,<6.0", ">=6.0.6,<7.0"]
#   remediation: >-
#     SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False, once cookies of before the upgrade have
#     run out
#   cwe: [565, 347]
#   owasp: ["A02:2021"]
package django.checklist.cookies.signed_cookie_legacy_salt

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SIGNED_COOKIE_LEGACY_SALT_FALLBACK", "signed cookies of the old salt are accepted: one may pass for another, as before the fix of CVE-2026-6873.") if {
	settings.is_on("SIGNED_COOKIE_LEGACY_SALT_FALLBACK")
	settings.is_set("SIGNED_COOKIE_LEGACY_SALT_FALLBACK")
}

allow if settings.is_unset("SIGNED_COOKIE_LEGACY_SALT_FALLBACK")
