# METADATA
# description: >-
#   Which applications are installed (django.apps.registry.Apps.is_installed): by
#   their package, by a configuration of theirs, or by a subclass of one, which
#   only its source could tell.
package django.lib.apps

import data.django.lib.dotted
import data.django.lib.settings
import data.django.lib.versions

is_installed(app) if settings.has("INSTALLED_APPS", app)

is_installed(app) if {
	some class in _configurations[app]
	settings.has("INSTALLED_APPS", class)
}

# A package of others has its configurations below its own name.
is_installed(app) if {
	not startswith(app, "django.")
	some member in settings.members("INSTALLED_APPS")
	_is_within(member.value, sprintf("%s.apps", [app]))
}

is_absent(app) if {
	listed := settings.all_members("INSTALLED_APPS")
	classes := {class | some class in _configurations[app]}
	every member in listed {
		member.value != app
		not member.value in classes
		not _is_perhaps(member.value, app)
	}
}

# Configurations of Django's own applications are often replaced by the project's.
_is_perhaps(path, app) if {
	startswith(app, "django.")
	_is_foreign_class(path)
}

_is_perhaps(path, app) if {
	_is_within(path, app)
	_is_foreign_class(path)
}

_is_within(path, package_name) if {
	is_string(path)
	startswith(path, sprintf("%s.", [package_name]))
}

# The entries that may be it though they are called otherwise.
may_be(app) := {member |
	not is_installed(app)
	some member in settings.members("INSTALLED_APPS")
	_is_foreign_class(member.value)
}

# An entry stands twice: its label is not unique.
repeated contains member if {
	some member in settings.members("INSTALLED_APPS")
	some other in settings.members("INSTALLED_APPS")
	other.value == member.value
	other.subject < member.subject
}

# An application whose models are imported, and another one that these need.
lacking contains {"app": app, "needs": needed} if {
	some app, others in {
		"django.contrib.admin": {"django.contrib.contenttypes", "django.contrib.auth"},
		"django.contrib.auth": {"django.contrib.contenttypes"},
	}
	is_installed(app)
	some needed in others
	is_absent(needed)
}

# Everything that is installed comes with Django.
are_djangos_own if {
	listed := settings.all_members("INSTALLED_APPS")
	every member in listed {
		is_string(member.value)
		startswith(member.value, "django.contrib.")
	}
}

# The site of its own that the admin makes has a sidebar; SimpleAdminConfig makes none.
has_full_admin if {
	is_installed("django.contrib.admin")
	not has_simple_admin
}

has_simple_admin if settings.has("INSTALLED_APPS", "django.contrib.admin.apps.SimpleAdminConfig")

# Some backend is django.contrib.auth's ModelBackend or a subclass of it.
authenticates_by_model if {
	some backend in settings.members("AUTHENTICATION_BACKENDS")
	is_string(backend.value)
	startswith(backend.value, "django.contrib.auth.backends.")
	not endswith(backend.value, ".BaseBackend")
}

authenticates_otherwise if {
	listed := settings.all_members("AUTHENTICATION_BACKENDS")
	every backend in listed {
		backend.value == "django.contrib.auth.backends.BaseBackend"
	}
}

may_authenticate_by_model contains backend if {
	not authenticates_by_model
	some backend in settings.members("AUTHENTICATION_BACKENDS")
	is_string(backend.value)
	not startswith(backend.value, "django.")
}

# SITE_ID is of a type that the check takes: from 6.1 on, of that of the primary key.
site_is_number if settings.is_unset("SITE_ID")

site_is_number if input.settings.SITE_ID.type in {"NoneType", "int", "bool"}

site_is_number if {
	settings.of_type("SITE_ID", "float")
	versions.from("6.1")
	settings.value("SITE_ID") == round(settings.value("SITE_ID"))
}

site_is_no_number if {
	type := input.settings.SITE_ID.type
	not type in {"NoneType", "int", "bool", "float"}
}

site_is_no_number if {
	settings.of_type("SITE_ID", "float")
	versions.before("6.1")
}

site_is_no_number if {
	settings.of_type("SITE_ID", "float")
	settings.value("SITE_ID") != round(settings.value("SITE_ID"))
}

# The last part of a path to a class begins with a capital letter.
_is_foreign_class(path) if {
	is_string(path)
	not startswith(path, "django.")
	contains(path, ".")
	initial := substring(dotted.last(path), 0, 1)
	initial != lower(initial)
}

_configurations := {
	"django.contrib.admin": {"django.contrib.admin.apps.AdminConfig", "django.contrib.admin.apps.SimpleAdminConfig"},
	"django.contrib.auth": {"django.contrib.auth.apps.AuthConfig"},
	"django.contrib.contenttypes": {"django.contrib.contenttypes.apps.ContentTypesConfig"},
	"django.contrib.messages": {"django.contrib.messages.apps.MessagesConfig"},
	"django.contrib.sites": {"django.contrib.sites.apps.SitesConfig"},
	"django.contrib.staticfiles": {"django.contrib.staticfiles.apps.StaticFilesConfig"},
}

# Packages for developers that are installed, or of which a middleware runs.
for_developers contains {"subject": member.subject, "name": name} if {
	some member in settings.members("INSTALLED_APPS")
	name := _developers_package(member.value)
}

for_developers contains {"subject": member.subject, "name": name} if {
	listed := settings.all_members("INSTALLED_APPS")
	some member in settings.members("MIDDLEWARE")
	name := _developers_package(member.value)
	every app in listed {
		_developers_package_or_none(app.value) != name
	}
}

are_none_for_developers if {
	installed := settings.all_members("INSTALLED_APPS")
	running := settings.all_members("MIDDLEWARE")
	every member in installed | running {
		_developers_package_or_none(member.value) == ""
	}
}

_developers_package_or_none(path) := _developers_package(path)

_developers_package_or_none(path) := "" if not _developers_package(path)

_developers_package(path) := name if {
	is_string(path)
	not startswith(path, "django.")
	name := dotted.first(path)
	name in {
		"debug_toolbar", "debug_toolbar_force", "debugtools", "devserver", "django_browser_reload", "django_pdb", "django_watchfiles",
		"livereload", "nplusone", "pyinstrument", "querycount", "silk", "sslserver", "template_profiler_panel", "werkzeug_debugger_runserver",
	}
}

# An app that shows pages of the site in frames: editors, previews, dashboards.
frames_itself if {
	some app in settings.members("INSTALLED_APPS")
	_frames(app.value)
}

frames_nothing if {
	listed := settings.all_members("INSTALLED_APPS")
	every app in listed {
		not _frames(app.value)
	}
}

_frames(path) if dotted.first(path) in {
	"admin_interface", "ckeditor", "cms", "django_ckeditor_5", "django_plotly_dash", "django_summernote", "djangocms", "filebrowser",
	"filer", "grappelli", "grapple", "jazzmin", "jet", "mezzanine", "pages", "simpleui", "tinymce", "unfold", "wagtail",
}

# Apps whose pages other sites show in frames or post to: LTI, SAML.
are_embedded if {
	some app in settings.members("INSTALLED_APPS")
	_is_embedded(app.value)
}

are_not_embedded if {
	listed := settings.all_members("INSTALLED_APPS")
	every app in listed {
		not _is_embedded(app.value)
	}
}

_is_embedded(path) if {
	is_string(path)
	regex.match(`(?i)\b(djangosaml2|saml2|djangosaml2idp|lti|pylti|lti_provider|shopify_auth|shopify_app|xblock)`, path)
}
