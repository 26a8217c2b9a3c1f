# METADATA
# title: Production settings import those of development
# description: >-
#   What the module for development sets and production does not set again holds in
#   production, today's lines and each one that is added for development later.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/settings/
# custom:
#   severity: medium
#   reads: [settings.*]
#   remediation: |-
#     # config/settings/base.py holds what both share; each module imports it alone:
#     from .base import *
#   cwe: [489, 1188]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.layout.prod_inherits_dev_values

import data.django.lib.files
import data.django.lib.result
import data.django.lib.target

deny contains result.here(
	"target.settings_module",
	{"file": name, "line": 1},
	sprintf("production runs %s, which imports this module for development: what it sets holds unless production sets it again.", [target.module]),
) if {
	target.is_production
	some name in files.for_development
}

unsure contains result.here("target.settings_module", {"file": name, "line": 1}, sprintf("%s is run too, and whether anything of it holds is not known", [name])) if {
	target.is_production
	some name in files.perhaps_for_development
}

allow if files.none_for_development
