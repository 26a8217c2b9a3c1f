# METADATA
# description: Who serves uploads, with which headers, and whether one of them is run.
package django.lib.uploads

import data.django.lib.paths
import data.django.lib.routing
import data.django.lib.settings

# An upload, as visitors ask for it: a page, and a script of PHP.
path := sprintf("%sx.html", [routing.address("MEDIA_URL")])

script_path := sprintf("%sx.php", [routing.address("MEDIA_URL")])

# What is not known of who answers for it; Traefik runs no script.
script_doubts contains doubt if {
	some doubt in routing.doubts(script_path)
	not startswith(doubt.msg, "Traefik")
}

# What a proxy serves of them as the type that the name tells, or the content.
unguarded contains end if {
	some end in _kept
	count([1 | some header in end.headers; _tames(header)]) == 0
	count([1 | some header in end.headers; _may_tame(header)]) == 0
}

doubts contains {"subject": "proxy", "at": header.at, "msg": sprintf("%s: %s", [header.name, header.because])} if {
	some end in _kept
	some header in end.headers
	_may_tame(header)
}

# Whether a folder that answers for all that nothing else does holds uploads, too.
doubts contains {"subject": "proxy", "at": end.route.at, "msg": "whether uploads are in the folder that answers for all other addresses is not known"} if {
	some end in _served
	_is_catchall(end)
	end.route.files.from in {"project", "unknown"}
}

# Those of a folder in which uploads may be.
_kept contains end if {
	some end in _served
	not end.route.files.from == "shared"
	not _is_catchall(end)
}

_kept contains end if {
	_is_unplaced(settings.value("MEDIA_ROOT"))
	some end in _served
	end.route.files.from == "shared"
}

_kept contains end if {
	some end in _served
	some folder in routing.folders(end, routing.address("MEDIA_URL"))
	paths.relation(input.source.places[settings.value("MEDIA_ROOT")].container, folder)
}

# It says nothing of uploads: the folder may be that of pages.
_is_catchall(end) if {
	end.route.path == "/"
	end.route.match != "regex"
}

_is_unplaced(path) if not input.source.places[path].container

# PHP runs what is uploaded.
run contains end if {
	some end in _scripted
	_finds(end)
}

perhaps_run contains end if {
	some end in _scripted
	not _finds(end)
	not _misses(end)
}

_served contains end if {
	some end in routing.ends(path)
	end.route.does == "serves"
}

_scripted contains end if {
	count(_served) > 0
	some end in routing.ends(script_path)
	end.route.protocol == "fastcgi"
	end.route.match == "regex"
}

# The folder of uploads is the one that PHP looks into.
_finds(end) if paths.relation(_scripts(end), _folder) == "matches"

_misses(end) if paths.are_apart(_scripts(end), _folder)

# A location inside that of the uploads has its folder.
_scripts(end) := _folder if {
	end.route.alias == true
	some upload in _served
	upload.route.root == end.route.root
}

_scripts(end) := concat("/", [end.route.root, trim_left(routing.address("MEDIA_URL"), "/")]) if end.route.alias == false

_folder := folder if {
	some end in _served
	end.site.kind == "nginx"
	folder := _folders(end.route)
}

_folders(route) := concat("/", [route.root, trim_left(trim_prefix(routing.address("MEDIA_URL"), route.path), "/")]) if route.alias == true

_folders(route) := concat("/", [route.root, trim_left(routing.address("MEDIA_URL"), "/")]) if route.alias == false

_tames(header) if {
	lower(header.name) == "x-content-type-options"
	lower(header.value) == "nosniff"
}

_tames(header) if {
	lower(header.name) == "content-disposition"
	contains(lower(header.value), "attachment")
}

_tames(header) if {
	lower(header.name) == "content-security-policy"
	regex.match(`(?i)(^|;)\s*sandbox`, header.value)
}

_may_tame(header) if {
	header.name in {"X-Content-Type-Options", "Content-Disposition", "Content-Security-Policy"}
	header.from == "unknown"
}
