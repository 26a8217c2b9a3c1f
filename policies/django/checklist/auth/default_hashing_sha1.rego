# METADATA
# title: Signatures are made with SHA-1
# description: >-
#   DEFAULT_HASHING_ALGORITHM "sha1" was for an upgrade from Django 3.0. Sessions, password reset links and signed cookies are then signed with SHA-1.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/3.2/ref/settings/#default-hashing-algorithm
# custom:
#   severity: medium
#   reads: [settings.DEFAULT_HASHING_ALGORITHM]
#   django: ["<4.0"]
#   remediation: Delete DEFAULT_HASHING_ALGORITHM, once all servers run Django 3.1 or newer.
#   cwe: [328]
#   owasp: ["A02:2021"]
package django.checklist.auth.default_hashing_sha1

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("DEFAULT_HASHING_ALGORITHM", "DEFAULT_HASHING_ALGORITHM is sha1: sessions and password reset links are signed with a broken hash.") if {
	settings.is_text("DEFAULT_HASHING_ALGORITHM", "sha1")
}
