# METADATA
# description: >-
#   What django.contrib.admin needs (django/contrib/admin/checks.py, admin.E401 to
#   E410), and what of it is certainly not there.
package django.lib.admin

import data.django.lib.apps
import data.django.lib.dotted
import data.django.lib.middleware
import data.django.lib.sessions
import data.django.lib.settings
import data.django.lib.templates
import data.django.lib.versions

gaps contains {"subject": "INSTALLED_APPS", "needs": app, "effect": "the project does not start, or migrate fails", "rests": _installed} if {
	some app in _apps
	apps.is_absent(app)
	_is_asked(app)
}

# The table of sessions; other engines need none of django.contrib.sessions.
gaps contains {"subject": "INSTALLED_APPS", "needs": "django.contrib.sessions", "effect": "nobody can log in", "rests": {"INSTALLED_APPS", "SESSION_ENGINE"}} if {
	"the database" in sessions.stores
	apps.is_absent("django.contrib.sessions")
}

gaps contains {"subject": "MIDDLEWARE", "needs": path, "effect": "its pages are answered with 500", "rests": _installed} if {
	some path in _middleware
	middleware.lacks_class(path)
	not _is_old
}

gaps contains {"subject": "TEMPLATES", "needs": "a DjangoTemplates engine", "effect": "its pages are answered with 500", "rests": _installed} if {
	templates.lacks_engine
	not _is_old
	not _takes_older_templates
}

gaps contains {"subject": "TEMPLATES", "needs": processor, "effect": "its pages show nothing, or fail", "rests": _installed} if {
	processor := "django.contrib.messages.context_processors.messages"
	templates.lacks_processor(processor)
}

gaps contains {"subject": "TEMPLATES", "needs": _auth, "effect": "its pages show nothing, or fail", "rests": _installed} if {
	templates.lacks_processor(_auth)
	apps.authenticates_by_model
}

_is_asked(app) if app != "django.contrib.messages"

_is_asked("django.contrib.messages") if versions.from("2.2")

# Before 2.2 nothing asked for messages (admin.E406), which work by their middleware alone.
doubts contains {"subject": "INSTALLED_APPS", "because": "before Django 2.2 the admin does without django.contrib.messages, and the version may be one"} if {
	apps.is_absent("django.contrib.messages")
	versions.may_be_before("2.2")
	versions.reaches("2.2")
}

# What may be a subclass of what is needed: only its source could tell.
doubts contains {"subject": member.subject, "because": sprintf("it may be a configuration of %s of another name", [app])} if {
	some app in _apps
	some member in apps.may_be(app)
}

doubts contains {"subject": member.subject, "because": sprintf("it may be a subclass of %s", [dotted.last(path)])} if {
	some path in _middleware
	some member in middleware.may_be(path)
}

doubts contains {"subject": "TEMPLATES", "because": "an engine may be a subclass of DjangoTemplates"} if {
	templates.may_have_engine
	not templates.any_has_processor("django.contrib.messages.context_processors.messages")
}

doubts contains {"subject": "MIDDLEWARE", "because": "Django before 2.0 reads MIDDLEWARE_CLASSES and TEMPLATE_ settings, and the version may be one"} if _is_old

doubts contains {"subject": "TEMPLATES", "because": "Django before 1.10 reads TEMPLATE_ settings instead, which are not judged"} if _takes_older_templates

_is_old if middleware.is_old

_is_old if middleware.is_perhaps_old

# Django before 1.10 takes TEMPLATE_DIRS and its like where TEMPLATES is not set.
_takes_older_templates if {
	settings.is_off("TEMPLATES")
	versions.before("1.10")
}

# That the admin is installed decides each.
_installed := {"INSTALLED_APPS"}

_apps := {"django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages"}

_middleware := {
	"django.contrib.auth.middleware.AuthenticationMiddleware",
	"django.contrib.messages.middleware.MessageMiddleware",
	"django.contrib.sessions.middleware.SessionMiddleware",
}

_auth := "django.contrib.auth.context_processors.auth"
