# METADATA
# title: Django lacks fixes of its own series
# description: >-
#   Patch releases of a series fix holes and break nothing. What is newest is known as of
#   November 2026; parameters of this policy may name newer ones, by series: newest:
#   {"5.2": "5.2.20"}.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/releases/security/
# custom:
#   severity: medium
#   reads: [deps.django]
#   remediation: Pin that release, and let a program propose the next ones.
#   covers: [asgi-header-conflation]
#   cwe: [1104]
#   owasp: [ASVS-14.2.1, ASVS5-15.2.1, "A06:2021"]
package django.checklist.versions.django_patch_behind

import data.django.lib.result
import data.django.lib.target
import data.django.lib.versions

deny contains result.at("deps.django", sprintf("Django %s is out, and an older one is pinned: holes that are fixed and known stay open.", [newest])) if {
	newest := _newest[versions.series]
	versions.before(newest)
	versions.lasts(target.as_of)
}

unsure contains result.at("deps.django", "this version of Django is not in the tables") if versions.is_untold

allow if versions.allows(_newest[versions.series])

allow if versions.ended(target.as_of)

_newest := object.union(_known, _given)

default _given := {}

_given := data.djgate.parameters["django-patch-behind"].newest

# https://docs.djangoproject.com/en/stable/releases/
_known := {"4.2": "4.2.30", "5.2": "5.2.18", "6.0": "6.0.8", "6.1": "6.1.1"}
