# METADATA
# description: >-
#   Folders that proxies serve and that hold what was never meant for visitors, as
#   Django's container has them, or as they lie in the project.
package django.lib.served

import data.django.lib.paths
import data.django.lib.proxies
import data.django.lib.routing
import data.django.lib.settings

# What a proxy serves that holds the settings module, or files that are for nobody,
# and is asked for by a path below the route's.
_with_source contains {"site": site, "route": route, "what": input.target.settings_file} if {
	some [site, route] in _open_folders
	below := _below(input.source.places[input.target.settings_file], route.files)
	_is_served_there(site, route, below)
}

_with_source contains {"site": site, "route": route, "what": name} if {
	some [site, route] in _open_folders
	some name in route.files.private
	_is_served_there(site, route, name)
}

# The same, for each place of a configuration.
exposures contains {"at": route.at, "by": proxies.in_words(site), "folder": route.root, "names": names} if {
	some [site, route] in _open_folders
	found := {other.what | some other in _with_source; other.route.at == route.at}
	count(found) > 0
	names := concat(", ", found)
}

# Folders of which it is not told what they hold.
folder_doubts contains {"subject": "proxy", "at": route.at, "msg": sprintf("what the folder %s holds is not known", [route.root])} if {
	some [_, route] in _open_folders
	route.files.from == "unknown"
	not _is_for_visitors(route.root)
}

# It is called after what belongs into it.
_is_for_visitors(folder) if regex.match(`(?i)(static|media|assets|public|html|www|dist|build|upload|images|acme|challenge|certbot|well-known)[^/]*$`, trim_suffix(folder, "/"))

# Or the folder of files that it lies in is.
_is_for_visitors(folder) if regex.match(`(?i)/(static[_-]?(files|root|collected)?|collected[_-]?static|media[_-]?(files|root)?|uploads?)/`, folder)

# Databases in a file that a proxy serves, or that lie where it serves from.
with_database contains {"site": site, "route": route, "alias": alias} if {
	some [site, route] in _open_folders
	some alias, name in sqlite
	_is_served_there(site, route, _below(input.source.places[name], route.files))
}

# The databases in files, by their alias.
sqlite[alias] := name if {
	some alias, engine in settings.column("DATABASES", "ENGINE")
	_is_sqlite(engine)
	name := settings.column("DATABASES", "NAME")[alias]
	is_string(name)
}

has_no_sqlite if {
	is_object(input.settings.DATABASES.value)
	count(input.settings.DATABASES.value) == count(settings.column("DATABASES", "ENGINE"))
	every engine in settings.column("DATABASES", "ENGINE") {
		not _is_sqlite(engine)
	}
}

_is_sqlite(engine) if {
	is_string(engine)
	strings.any_suffix_match(engine, {"spatialite", "sqlite3"})
}

has_sqlite if some _ in sqlite

# Those in a folder for visitors of the settings.
sqlite_inside contains {"alias": alias, "setting": setting} if {
	some alias, name in sqlite
	some setting, folder in _folders
	paths.relation(name, folder) == "is inside"
}

_folders["STATIC_ROOT"] := folder if {
	folder := settings.value("STATIC_ROOT")
	is_string(folder)
	folder != ""
}

_folders["MEDIA_ROOT"] := folder if {
	folder := settings.value("MEDIA_ROOT")
	is_string(folder)
	folder != ""
}

_open_folders contains [site, route] if {
	some site in input.proxy.sites
	some route in site.routes
	route.does == "serves"
	route.match == "prefix"
	route.files
}

_below(place, files) := rest if {
	rest := _rest(place.project, files.project)
} else := rest if {
	some folder in files.django
	rest := _rest(place.container, folder)
}

_rest(path, ".") := path

_rest(path, folder) := trim_prefix(path, sprintf("%s/", [trim_suffix(folder, "/")])) if startswith(path, sprintf("%s/", [trim_suffix(folder, "/")]))

_is_served_there(site, route, below) if {
	path := sprintf("%s/%s", [trim_suffix(route.path, "/"), below])
	routing.answer(site, path).at == route.at
}
