# METADATA
# description: >-
#   Which applications are installed (django.apps.registry.Apps.is_installed): by
#   their package, by a configuration of theirs, or by a subclass of one, which
#   only its source could tell.
package django.lib.apps

import data.django.lib.settings
import data.django.lib.versions

is_installed(app) if settings.has("INSTALLED_APPS", app)

is_installed(app) if {
	some class in _configurations[app]
	settings.has("INSTALLED_APPS", class)
}

is_absent(app) if {
	all := settings.all_members("INSTALLED_APPS")
	every member in all {
		member.value != app
		not member.value in _configurations[app]
		not _is_foreign_class(member.value)
	}
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
	all := settings.all_members("INSTALLED_APPS")
	every member in all {
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
	all := settings.all_members("AUTHENTICATION_BACKENDS")
	every backend in all {
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
	regex.match(`\.[A-Z][A-Za-z0-9_]*$`, path)
	not startswith(path, "django.")
}

_configurations := {
	"django.contrib.admin": {"django.contrib.admin.apps.AdminConfig", "django.contrib.admin.apps.SimpleAdminConfig"},
	"django.contrib.auth": {"django.contrib.auth.apps.AuthConfig"},
	"django.contrib.contenttypes": {"django.contrib.contenttypes.apps.ContentTypesConfig"},
	"django.contrib.messages": {"django.contrib.messages.apps.MessagesConfig"},
	"django.contrib.sites": {"django.contrib.sites.apps.SitesConfig"},
	"django.contrib.staticfiles": {"django.contrib.staticfiles.apps.StaticFilesConfig"},
}
