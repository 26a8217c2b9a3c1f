# METADATA
# description: Questions about MAILERS (django/core/checks/mail.py from 6.1 on).
package django.lib.mail

import data.django.lib.settings

# The default mailer has no backend for development; without a BACKEND it is SMTP.
is_sent if {
	backend := settings.entry("MAILERS", "default", "BACKEND")
	not backend in for_development
}

is_sent if {
	mailer := settings.entry_of("MAILERS", "default")
	every key, _ in mailer {
		not key in {"BACKEND", "$more", "$unknown"}
	}
}

for_development := {sprintf("django.core.mail.backends.%s.EmailBackend", [name]) | some name in {"console", "dummy", "filebased", "locmem"}}
