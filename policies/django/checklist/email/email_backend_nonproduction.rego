# METADATA
# title: Mail is not sent
# description: The console, file, memory and dummy backends are for development. Password resets and error mails never leave, and nobody is told.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/email/#email-backends
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#email-backend-and-related-settings
# custom:
#   severity: medium
#   reads: [settings.EMAIL_BACKEND, settings.MAILERS.default.BACKEND]
#   remediation: Use the SMTP backend or that of your mail provider.
#   django_check: mail.E001
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.email.email_backend_nonproduction

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("EMAIL_BACKEND", sprintf("EMAIL_BACKEND %s: password resets and error mails never leave.", [does])) if {
	does := _does[settings.value("EMAIL_BACKEND")]
}

deny contains result.at("MAILERS.default.BACKEND", sprintf("the default mailer %s: password resets and error mails never leave.", [does])) if {
	does := _does[settings.entry("MAILERS", "default", "BACKEND")]
}

_does := {
	"django.core.mail.backends.console.EmailBackend": "prints mail to the console",
	"django.core.mail.backends.dummy.EmailBackend": "throws mail away",
	"django.core.mail.backends.filebased.EmailBackend": "writes mail to files",
	"django.core.mail.backends.locmem.EmailBackend": "keeps mail in memory",
}
