# METADATA
# title: The version of Django is left open
# description: >-
#   Without an upper bound or a lock file the next build may install another feature release, with other defaults and without what was removed.
# related_resources:
#   - ref: https://packaging.python.org/en/latest/specifications/version-specifiers/
# custom:
#   severity: medium
#   reads: [deps.django]
#   remediation: Pin it, such as django~=5.2.3, or commit a lock file.
#   cwe: [1104]
#   owasp: [ASVS-14.2.1, ASVS5-15.2.1, "A06:2021"]
package django.checklist.versions.django_unpinned

import data.django.lib.result
import data.django.lib.versions

deny contains result.at("deps.django", "nothing bounds the version of Django: the next build may install another one, with other defaults.") if {
	versions.is_named
	versions.is_unbounded
}

unsure contains result.at("deps.django", "no file says which Django is installed") if versions.is_unnamed

allow if versions.is_bounded
