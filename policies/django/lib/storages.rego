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

_is_local(backend) if regex.match(`^(django\.contrib\.staticfiles\.storage|whitenoise\.storage|whitenoise\.django)\.`, backend)

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
