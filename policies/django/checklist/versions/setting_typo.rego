# METADATA
# title: A setting is misspelt
# description: >-
#   Django reads the names that it knows and says nothing of others: what the line should
#   change stays as it is.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/
# custom:
#   severity: medium
#   reads: [source.lookalikes]
#   remediation: Give the setting the name that Django reads, and look at what it then changes.
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.versions.setting_typo

import data.django.lib.result
import data.django.lib.spelling

deny contains result.at(slip.set, sprintf("Django reads %s, which nothing sets, and not %s: the line does nothing.", [slip.meant, slip.set])) if {
	some slip in spelling.slips
}

unsure contains result.at(slip.set, sprintf("Django reads %s, and whether that is set is not known", [slip.meant])) if {
	some slip in spelling.doubts
}
