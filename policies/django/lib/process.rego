# METADATA
# description: Questions about the process, its container and the services beside it, as the deployment's files have them.
package django.lib.process

import data.django.lib.paths

is_compose if input.service.kind == "compose"

# The command runs an ASGI server.
is_asgi if {
	some word in input.service.command
	paths.name(word) in {"daphne", "granian", "hypercorn", "uvicorn"}
}

is_asgi if {
	some word in input.service.command
	endswith(word, "UvicornWorker")
}

is_asgi if {
	some word in input.service.command
	is_asgi_module(word)
}

is_asgi_module(word) if {
	contains(word, ".asgi")
	regex.match(`\.asgi(:[A-Za-z_]+)?$`, word)
}

# The container has a network of its own, so that localhost is itself.
has_own_network if {
	is_compose
	not input.service.network_mode
}

# The folders of the container that outlive it.
mounts contains mount.target if {
	some mount in input.service.mounts
	not mount.tmpfs == true
}

is_mounted(path) if {
	some folder in mounts
	startswith(_inside(path), concat("", [trim_suffix(folder, "/"), "/"]))
}

# A path of the settings as the container has it, where that is told.
_inside(path) := input.source.places[path].container

_inside(path) := path if {
	is_string(path)
	not input.source.places[path].container
}

# Nothing of the container outlives it.
is_fleeting if {
	_lends_its_disk
	count(mounts) == 0
}

_lends_its_disk if is_compose

# Of others the disks are not read, or are not in the files.
_lends_its_disk if input.service.kind in {"app-engine", "app-runner", "cloud-run", "container-app", "digitalocean", "ecs", "fly", "heroku", "kubernetes"}

# It is a function, which writes nowhere but into a folder that is gone with its instance.
_lends_its_disk if input.service.kind in {"lambda", "vercel", "zappa"}

# What outlives the container does not hold the path; or there may be no container.
is_not_mounted(path) if {
	is_string(path)
	not is_fleeting
	not is_mounted(path)
}

# The command runs a server, and no ASGI one.
is_wsgi if {
	count(input.service.command) > 0
	not is_asgi
}

# No file says what the process runs.
is_untold if not input.service.command

# A volume holds a folder, or one of the same name: where the source lies in the
# image, and so what BASE_DIR is there, is not always told.
holds_folder(path) if is_mounted(path)

holds_folder(path) if {
	some folder in mounts
	paths.name(folder) == paths.name(path)
}

# The same of a file: a volume of the name of its folder holds it.
holds_file(path) if is_mounted(path)

holds_file(path) if {
	some folder in mounts
	paths.name(folder) == paths.folder(path)
}

is_lost_file(path) if {
	is_string(path)
	not holds_file(path)
}

is_perhaps_lost(path) if {
	is_not_mounted(path)
	not holds_folder(path)
}

# Where it is deployed, and as what.
at := input.service.at

name := input.service.name

has_mounts if count(mounts) > 0

# No volume holds anything of it, in whatever it runs.
has_no_mounts if count(mounts) == 0

# It ends, and nothing starts it again.
is_never_restarted if {
	is_compose
	_runs_on
	not input.service.replicas # a swarm restarts what it deploys
	_has_no_restart
}

_has_no_restart if input.service.restart in {"", "no"}

_has_no_restart if not input.service.restart

# It is no job that runs to its end.
_runs_on if input.target.http == true

_runs_on if {
	some word in input.service.command
	word in {"celery", "rq", "rqworker", "dramatiq", "huey_consumer", "run_huey", "qcluster", "db_worker"}
}

# Folders of the project itself that stand in place of what the image holds.
mounts_of_source contains mount if {
	some mount in input.service.mounts
	mount.bind == true
	_is_source(trim_suffix(trim_prefix(mount.source, "./"), "/"))
}

_is_source(".")

_is_source("")

_is_source(folder) if folder == input.target.project

_is_source(folder) if startswith(input.target.settings_file, concat("", [folder, "/"]))

# The image, where its tag is one that moves, or none.
untagged_image := input.service.image if {
	image := input.service.image
	not contains(image, "$")
	not contains(image, "@")
	regex.match(`^[^:]*(:[0-9]+/[^:]*)?(:latest)?$`, image)
	image != ""
}

# Nothing asks whether it is well.
is_never_asked if {
	_is_compose_or_pod
	input.service.healthcheck.disabled == true
}

is_never_asked if {
	_is_compose_or_pod
	not input.service.healthcheck
	not _is_foreign
	count([1 | some group in input.infra.target_groups; _may_ask(group)]) == 0
}

# Its image, which is not built here, may say how.
may_be_asked if {
	is_compose
	not input.service.healthcheck
	_is_foreign
}

_is_compose_or_pod if input.service.kind in {"compose", "kubernetes"}

_is_foreign if {
	is_compose
	count([1 | some file in input.files; file.kind == "dockerfile"]) == 0
}

_may_ask(group) if group.container == input.service.name

_may_ask(group) if not group.container

# A command of manage.py that ends, as a step of a release does.
is_step if {
	some program in input.service.command
	paths.name(program) in {"django-admin", "manage.py"}
	some word in input.service.command
	word in {"check", "collectstatic", "compilemessages", "compress", "createcachetable", "createsuperuser", "loaddata", "makemigrations", "migrate"}
}

# Anything else, or what is not known.
is_no_step if not is_step

# It does more than to write files for visitors, as a step of a release does.
works_on_data if not _only_writes_files

_only_writes_files if {
	some word in input.service.command
	word in {"collectstatic", "compilemessages", "compress"}
}
