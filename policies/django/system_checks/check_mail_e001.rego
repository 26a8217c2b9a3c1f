# METADATA
# title: The default mailer is for development
# description: Such a backend prints, keeps or drops mail. Django looks at MAILERS only, not at EMAIL_BACKEND.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#mail
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.MAILERS, settings.MAILERS.default, settings.MAILERS.default.BACKEND]
#   django: [">=6.1"]
#   remediation: Use the SMTP backend or that of a mail service.
#   django_check: mail.E001
package django.system_checks.check_mail_e001

import data.django.lib.mail
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("MAILERS.default.BACKEND", sprintf("%s sends no mail.", [backend])) if {
	backend := settings.entry("MAILERS", "default", "BACKEND")
	backend in mail.for_development
}

allow if settings.is_unset("MAILERS")

allow if mail.is_sent

allow if settings.misses("MAILERS", "default")
