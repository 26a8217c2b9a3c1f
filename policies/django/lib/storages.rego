# METADATA
# description: Where static files and uploads are stored, by the setting that this version of Django reads.
package django.lib.storages

import data.django.lib.settings
import data.django.lib.versions

# Static files are collected in a folder of this machine; a storage from elsewhere is told by its name.
is_kept_here if _is_local(settings.entry("STORAGES", "staticfiles", "BACKEND"))

is_kept_here if {
	versions.before("4.2")
	_is_local(settings.value("STATICFILES_STORAGE"))
}

is_kept_elsewhere if {
	backend := settings.entry("STORAGES", "staticfiles", "BACKEND")
	not _is_local(backend)
}

is_kept_elsewhere if {
	versions.before("4.2")
	backend := settings.value("STATICFILES_STORAGE")
	not _is_local(backend)
}

is_kept_elsewhere if settings.misses("STORAGES", "staticfiles")

_is_local(backend) if {
	is_string(backend)
	strings.any_prefix_match(backend, {"django.contrib.staticfiles.storage.", "whitenoise.django.", "whitenoise.storage."})
}

# The project keeps files of visitors, or has an app that is there for them.
takes_uploads if count(input.source.uploads) > 0

takes_uploads if {
	some app in settings.members("INSTALLED_APPS")
	_is_for_uploads(app)
}

# Neither is there.
takes_no_uploads if {
	count(input.source.uploads) == 0
	apps := settings.all_members("INSTALLED_APPS")
	every app in apps {
		not _is_for_uploads(app)
	}
}

_is_for_uploads(app) if strings.any_prefix_match(sprintf("%v", [app.value]), _for_uploads)

# No module of the project keeps files; an app from elsewhere may.
shows_no_uploads if count(input.source.uploads) == 0

_for_uploads := {"wagtail", "filer", "cms", "mezzanine", "oscar", "photologue", "ckeditor_uploader", "django_ckeditor_5", "django_summernote", "martor", "mdeditor", "machina"}

# Uploads are stored in a folder of this machine.
uploads_are_kept_here if {
	settings.entry("STORAGES", "default", "BACKEND") == _folders
	_is_folder_or_ignored
}

uploads_are_kept_here if {
	versions.before("4.2")
	settings.value("DEFAULT_FILE_STORAGE") == _folders
}

uploads_are_kept_elsewhere if {
	backend := settings.entry("STORAGES", "default", "BACKEND")
	backend != _folders
}

uploads_are_kept_elsewhere if {
	backend := settings.value("DEFAULT_FILE_STORAGE")
	backend != _folders
}

_is_folder_or_ignored if settings.is_unset("DEFAULT_FILE_STORAGE")

_is_folder_or_ignored if settings.value("DEFAULT_FILE_STORAGE") == _folders

_folders := "django.core.files.storage.FileSystemStorage"

# Each file is looked up in a manifest, which collectstatic writes.
demands_manifest if {
	_has_manifest(settings.entry("STORAGES", "staticfiles", "BACKEND"))
	_is_strict
}

demands_manifest if {
	versions.before("5.1")
	_has_manifest(settings.value("STATICFILES_STORAGE"))
	_is_strict
}

needs_no_manifest if {
	backend := settings.entry("STORAGES", "staticfiles", "BACKEND")
	not _has_manifest(backend)
	_has_no_old_manifest
}

_has_manifest(backend) if {
	is_string(backend)
	endswith(backend, "ManifestStaticFilesStorage")
}

_has_no_old_manifest if settings.is_unset("STATICFILES_STORAGE")

_has_no_old_manifest if {
	backend := settings.value("STATICFILES_STORAGE")
	not _has_manifest(backend)
}

_has_no_old_manifest if versions.from("5.1")

# Its own options may let it go on without.
_is_strict if {
	every key, _ in settings.entry_of("STORAGES", "staticfiles") {
		not key in {"OPTIONS", "$more", "$unknown"}
	}
}

# Files keep their names when their content changes, or get others by it.
keeps_names if settings.entry("STORAGES", "staticfiles", "BACKEND") == _plain

keeps_names if {
	versions.before("4.2")
	settings.value("STATICFILES_STORAGE") == _plain
}

changes_names if {
	backend := settings.entry("STORAGES", "staticfiles", "BACKEND")
	backend != _plain
}

changes_names if {
	backend := settings.value("STATICFILES_STORAGE")
	backend != _plain
	versions.before("5.1")
}

_plain := "django.contrib.staticfiles.storage.StaticFilesStorage"
