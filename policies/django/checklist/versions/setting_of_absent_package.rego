# METADATA
# title: Nothing reads the settings of a package
# description: >-
#   The project configures a package that it does not run. What the settings say, an
#   allowed origin or a limit on logins, does not happen, and nothing tells.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/
# custom:
#   severity: medium
#   reads: [settings.*, settings.INSTALLED_APPS, settings.MIDDLEWARE, source.set]
#   remediation: Add to INSTALLED_APPS and MIDDLEWARE what the package asks for, or delete the settings.
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.versions.setting_of_absent_package

import data.django.lib.foreign
import data.django.lib.result

deny contains result.resting(
	result.at(setting.subject, sprintf("it is a setting of %s, and the project does not have %s: it does nothing.", [setting.of, setting.what])),
	{"INSTALLED_APPS", "MIDDLEWARE"},
) if {
	some setting in foreign.idle
}
