# METADATA
# description: Questions about MAILERS (django/core/checks/mail.py from 6.1 on).
package django.lib.mail

import data.django.lib.dotted
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

for_development contains sprintf("django.core.mail.backends.%s.EmailBackend", [name]) if {
	some name in {"console", "dummy", "filebased", "locmem"}
}

# The settings of EMAIL_ lead to a server; another backend may not read them.
is_smtp if {
	settings.is_text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
	_has_no_mailers
}

is_not_smtp if settings.is_not_text("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")

is_not_smtp if {
	settings.is_set("MAILERS")
	settings.of_type("MAILERS", "dict")
}

_has_no_mailers if settings.is_unset("MAILERS")

# Mail leaves for another machine.
is_remote if {
	host := settings.value("EMAIL_HOST")
	is_string(host)
	not host in _here
}

is_local if settings.is_off("EMAIL_HOST")

is_local if settings.value("EMAIL_HOST") in _here

_here := {"", "localhost", "127.0.0.1", "::1"}

# A relay in the deployment's own network: a service beside Django, or a name without a dot.
is_beside if {
	host := settings.value("EMAIL_HOST")
	is_string(host)
	not contains(host, ".")
}

is_beside if regex.match(`^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.)[0-9.]+$|\.(internal|local|svc|lan|cluster\.local)$`, settings.text("EMAIL_HOST"))

is_not_beside if {
	host := settings.text("EMAIL_HOST")
	contains(host, ".")
	not regex.match(`^(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.)[0-9.]+$|\.(internal|local|svc|lan|cluster\.local)$`, host)
}

# Something sends mail: errors to ADMINS, or an app that signs visitors up.
is_wanted if settings.is_on("ADMINS")

is_wanted if {
	some app in settings.members("INSTALLED_APPS")
	_sends(app.value)
}

is_not_wanted if {
	settings.is_off("ADMINS")
	listed := settings.all_members("INSTALLED_APPS")
	every app in listed {
		not _sends(app.value)
	}
}

_sends(app) if dotted.first(app) in {
	"account", "allauth", "anymail", "dj_rest_auth", "django_registration", "djoser", "drfpasswordless", "helpdesk", "invitations",
	"newsletter", "notifications", "oscar", "post_office", "registration", "userena",
}

_sends("wagtail.users")

_sends(app) if {
	is_string(app)
	startswith(app, "wagtail.users.")
}

# An app that sends mail to visitors.
is_to_visitors if {
	some app in settings.members("INSTALLED_APPS")
	_sends(app.value)
}

is_to_nobody if {
	listed := settings.all_members("INSTALLED_APPS")
	every app in listed {
		not _sends(app.value)
	}
}

# The backend is none for development, which another policy says.
is_meant_to_leave if {
	backend := settings.value("EMAIL_BACKEND")
	not backend in for_development
}

is_kept if settings.value("EMAIL_BACKEND") in for_development
