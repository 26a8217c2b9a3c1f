# METADATA
# title: This Django is older than djgate's tables
# description: The policies know Django from 3.2 on. Of an older one some verdicts are those of 3.2, so a pass says less.
# related_resources:
#   - ref: https://www.djangoproject.com/download/#supported-versions
# custom:
#   severity: info
#   reads: [deps.django]
#   remediation: Upgrade to a supported series, one feature release after the other.
#   cwe: [1104]
#   owasp: [ASVS-14.2.1, ASVS5-15.2.1, "A06:2021"]
package django.checklist.versions.django_unsupported

import data.django.lib.result
import data.django.lib.versions

deny contains result.at("deps.django", "this Django is older than 3.2, of which the policies know: what passes may still be wrong.") if {
	versions.before("3.2")
}
