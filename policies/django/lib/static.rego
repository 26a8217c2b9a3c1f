# METADATA
# description: >-
#   Questions about STATICFILES_DIRS, which only the FileSystemFinder of
#   django.contrib.staticfiles checks. Whether a finder from elsewhere is a
#   subclass of it, only its source could tell.
package django.lib.static

import data.django.lib.apps
import data.django.lib.paths
import data.django.lib.settings

are_checked if {
	apps.is_installed("django.contrib.staticfiles")
	settings.holds("STATICFILES_FINDERS", _finder)
}

are_not_checked if apps.is_absent("django.contrib.staticfiles")

are_not_checked if {
	finders := settings.all_members("STATICFILES_FINDERS")
	every finder in finders {
		is_string(finder.value)
		finder.value != _finder
		startswith(finder.value, "django.")
	}
}

are_not_listed if settings.is_none("STATICFILES_DIRS")

are_not_listed if {
	type := input.settings.STATICFILES_DIRS.type
	not type in {"list", "tuple"}
}

are_listed if input.settings.STATICFILES_DIRS.type in {"list", "tuple"}

# Prefixes that end in a slash, by the subject of their entry.
with_slash contains subject if {
	some i, entry in _entries
	is_array(entry)
	endswith(entry[0], "/")
	subject := sprintf("STATICFILES_DIRS[%d]", [i])
}

# Entries that are STATIC_ROOT itself.
with_root contains subject if {
	settings.is_on("STATIC_ROOT")
	some i, entry in _entries
	paths.relation(_folder(entry), settings.value("STATIC_ROOT")) == "matches"
	subject := sprintf("STATICFILES_DIRS[%d]", [i])
}

# Entries of which the path does not tell whether they are STATIC_ROOT.
perhaps_with_root contains subject if {
	settings.is_on("STATIC_ROOT")
	some i, entry in _entries
	not _is_told(_folder(entry), settings.value("STATIC_ROOT"))
	subject := sprintf("STATICFILES_DIRS[%d]", [i])
}

# The folders that are known, each with the subject of its entry.
folders contains {"subject": sprintf("STATICFILES_DIRS[%d]", [i]), "path": _folder(entry)} if {
	some i, entry in _entries
	is_string(_folder(entry))
}

upload_folders contains {"subject": "FILE_UPLOAD_TEMP_DIR", "path": folder} if {
	folder := settings.value("FILE_UPLOAD_TEMP_DIR")
	is_string(folder)
	folder != ""
}

# The project has no such folder; or it lies where only the server can see it.
is_gone(folder) if input.source.folders[folder.path] == false

is_elsewhere(folder) if not folder.path in object.keys(input.source.folders)

# An address that Django joins with what follows, and that does not end in a slash.
is_open_address(name) if {
	settings.of_type(name, "str")
	settings.is_on(name)
	not endswith(settings.value(name), "/")
}

open_addresses contains "STATIC_URL" if is_open_address("STATIC_URL")

open_addresses contains "MEDIA_URL" if is_open_address("MEDIA_URL")

is_closed_address(name) if settings.is_off(name)

is_closed_address(name) if {
	settings.of_type(name, "str")
	endswith(settings.value(name), "/")
}

_is_told(path, root) if paths.relation(path, root)

_is_told(path, root) if paths.are_apart(path, root)

_entries := input.settings.STATICFILES_DIRS.value

_folder(entry) := entry if is_string(entry)

_folder(entry) := entry[1] if is_array(entry)

_finder := "django.contrib.staticfiles.finders.FileSystemFinder"

# The folders for visitors in which the project itself lies.
with_project contains name if some name in input.source.exposed
