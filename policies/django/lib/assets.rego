# METADATA
# description: >-
#   Who serves static files, and from which folder: as Django's container has it, or as
#   it lies in the project.
package django.lib.assets

import data.django.lib.apps
import data.django.lib.edge
import data.django.lib.middleware
import data.django.lib.paths
import data.django.lib.proxies
import data.django.lib.routing
import data.django.lib.settings

# A static file, as visitors ask for it.
path := sprintf("%sx.css", [routing.address("STATIC_URL")])

# What a proxy serves of them itself.
served contains end if {
	some end in routing.ends(path)
	end.route.does == "serves"
}

# The proxies that do, in words; "" for none.
servers := concat(" and ", {proxies.in_words(end.site) | some end in served})

# The ways by which Django is asked for static files: through a proxy, or by a port
# of its own that browsers come to without a number in the address.
from_django contains {"by": proxies.in_words(end.site), "at": end.route.at} if {
	some end in routing.ends(path)
	end.route.django == true
}

from_django contains {"by": "no proxy: Django itself is published, which", "at": port.at} if {
	proxies.are_unseen
	some port in edge.published
	port.published in {"80", "443"}
}

# The platform serves them before Django is asked.
by_platform if {
	some static in input.service.statics
	startswith(path, sprintf("%s/", [trim_right(static.prefix, "/")]))
}

# None is, and every proxy is known.
are_kept_from_django if {
	routing.is_told(path)
	count(from_django) == 0
}

# No file shows who serves them.
are_unseen if {
	proxies.are_unseen
	count(from_django) == 0
}

# Django, or what stands around it in its process, may serve static files itself.
by_django_itself contains {"subject": "source.urls", "at": route.at, "msg": "the URL configuration may serve static files"} if {
	some route in input.source.urls.routes
	route.view in {"serve", "insecure"}
}

by_django_itself contains {"subject": "source.urls", "at": doubt.at, "msg": sprintf("the URL configuration may serve static files: %s", [doubt.because])} if {
	some doubt in input.source.urls.doubts
}

by_django_itself contains {"subject": "deps", "at": dependency.at, "msg": sprintf("%s is installed, which may serve static files", [name])} if {
	some name, dependency in input.deps
	name in {"whitenoise", "dj-static", "static3", "servestatic", "uwsgi"}
}

by_django_itself contains {"subject": "service.command", "msg": "the program that serves Django may serve static files"} if {
	not _serves_no_files
}

_serves_no_files if input.service.server.program in {"gunicorn", "uvicorn", "daphne", "hypercorn", "waitress"}

# Nobody but a project without pages needs none.
are_needed if apps.is_installed("django.contrib.admin")

are_perhaps_needed if apps.is_absent("django.contrib.admin")

# There are some: the admin's, or those that the project keeps.
are_there if are_needed

are_there if count(settings.members("STATICFILES_DIRS")) > 0

# None but those of other apps.
are_in_no_folder if {
	are_perhaps_needed
	settings.is_off("STATICFILES_DIRS")
}

# What comes of no folder to gather them in. A proxy may have them from one that is
# filled without collectstatic.
lack := {"severity": "low", "msg": sprintf(
	"STATIC_ROOT is not set, and %s serves %s from a folder of its own: files of apps are missing there, and collectstatic fails.",
	[servers, routing.address("STATIC_URL")],
)} if {
	servers != ""
}

lack := {"severity": "high", "msg": "STATIC_ROOT is not set: collectstatic fails, and pages come without styles and scripts."} if {
	servers == ""
	are_there
}

lack := {
	"severity": "medium",
	"msg": "STATIC_ROOT is not set: collectstatic fails, and pages that need styles and scripts come without.",
} if {
	servers == ""
	are_in_no_folder
}

# What is not known of who serves them.
serving_doubts contains doubt if some doubt in (by_django_itself | routing.doubts(path))

serving_doubts contains {"subject": "STATIC_URL", "msg": "no file shows who serves static files"} if are_unseen

# None of that is so, nor does the platform serve them.
is_left_to_proxies if {
	count(by_django_itself) == 0
	not by_platform
}

# WhiteNoise serves them, or a class of that name.
by_whitenoise if middleware.has("whitenoise.middleware.WhiteNoiseMiddleware")

by_whitenoise if count(middleware.own_like("whitenoise") | middleware.own_like("servestatic")) > 0

by_no_whitenoise if {
	middleware.lacks_like("whitenoise")
	middleware.lacks_like("servestatic")
}

# A proxy serves static files from a folder of Django's that is not STATIC_ROOT.
astray contains {"end": end, "folder": folder} if {
	some end in served
	end.route.files.from == "shared"
	some folder in routing.folders(end, routing.address("STATIC_URL"))
	folders := routing.folders(end, routing.address("STATIC_URL"))
	every other in folders {
		_is_no_place_of(settings.value("STATIC_ROOT"), other)
	}
}

# Or from where nothing puts any.
empty contains end if {
	some end in served
	end.route.files.from == "nobody"
}

# It is not told whose they are.
doubts contains {"subject": "proxy", "at": end.route.at, "msg": sprintf("where the files of %s come from is not known", [_shown(end)])} if {
	some end in served
	not _is_told_of(end)
	not _fits_project(end)
}

_shown(end) := end.route.root

_shown(end) := end.route.path if not end.route.root

_is_told_of(end) if end.route.files.from in {"shared", "nobody"}

_fits_project(end) if {
	folder := concat("/", [end.route.files.project, trim_left(trim_prefix(routing.address("STATIC_URL"), end.route.path), "/")])
	paths.relation(input.source.places[settings.value("STATIC_ROOT")].project, folder) == "matches"
}

# A folder of the container is another than a path of the settings.
_is_no_place_of(path, folder) if paths.are_apart(input.source.places[path].container, folder)

_is_no_place_of(path, folder) if paths.relation(input.source.places[path].container, folder) in {"is inside", "contains"}

# Where the source lies in the image is not told: its name at least is the same there.
_is_no_place_of(path, folder) if {
	not input.source.places[path].container
	paths.name(path) != paths.name(folder)
}

# A lifetime of a week or more, which the proxy tells browsers.
kept_long contains {"at": end.route.max_age.at, "days": round(end.route.max_age.value / 86400)} if {
	some end in served
	end.route.max_age.value >= _week
}

kept_doubts contains {"subject": "proxy", "at": end.route.max_age.at, "msg": "for how long browsers keep static files is not known"} if {
	some end in served
	end.route.max_age.state == "unknown"
}

_week := 604800
