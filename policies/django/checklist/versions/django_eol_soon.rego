# METADATA
# title: Security fixes for Django end within half a year
# description: An upgrade takes time for the release notes, the packages and the tests.
# related_resources:
#   - ref: https://www.djangoproject.com/download/#supported-versions
# custom:
#   severity: low
#   reads: [deps.django]
#   remediation: Plan the upgrade to a supported series, one feature release after the other.
#   cwe: [1104]
#   owasp: [ASVS-14.2.1, ASVS5-15.2.1, "A06:2021"]
package django.checklist.versions.django_eol_soon

import data.django.lib.result
import data.django.lib.target
import data.django.lib.versions

# days is a parameter.
default _days := 180

_days := data.djgate.parameters["django-eol-soon"].days

deny contains result.at("deps.django", sprintf("security fixes for Django %s end on %s: the upgrade takes time.", [versions.series, versions.eol])) if {
	today := time.parse_rfc3339_ns(sprintf("%sT00:00:00Z", [target.as_of]))
	last := time.format([time.add_date(today, 0, 0, _days), "UTC", "2006-01-02"])
	versions.ends_within(target.as_of, last)
}
