# METADATA
# title: Django gets no security fixes
# description: Known holes of this series stay open. Packages of a distribution may carry fixes of their own.
# related_resources:
#   - ref: https://www.djangoproject.com/download/#supported-versions
# custom:
#   severity: high
#   reads: [deps.django]
#   remediation: Upgrade to a supported series, one feature release after the other.
#   cwe: [1104]
#   owasp: [ASVS-14.2.1, ASVS5-15.2.1, "A06:2021"]
package django.checklist.versions.django_eol

import data.django.lib.result
import data.django.lib.target
import data.django.lib.versions

deny contains result.at("deps.django", sprintf("Django %s has had no security fixes since %s: known holes stay open.", [versions.in_words, versions.eol])) if {
	versions.ended(target.as_of)
}
