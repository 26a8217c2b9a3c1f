# METADATA
# title: MAILERS has no default
# description: Mail that names no mailer fails.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#mail
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MAILERS]
#   django: [">=6.1"]
#   remediation: Add a mailer called default.
#   django_check: mail.W001
package django.system_checks.check_mail_w001

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("MAILERS", "MAILERS has no entry called default.") if {
	settings.is_set("MAILERS")
	settings.misses("MAILERS", "default")
}

allow if settings.is_unset("MAILERS")

allow if settings.has("MAILERS", "default")
