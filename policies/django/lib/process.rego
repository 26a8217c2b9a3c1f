# METADATA
# description: Questions about the process, its container and the services beside it, as the deployment's files have them.
package django.lib.process

is_compose if input.service.kind == "compose"

# The command runs an ASGI server.
is_asgi if {
	some word in input.service.command
	regex.match(`(^|/)(uvicorn|daphne|hypercorn|granian)$|UvicornWorker$|\.asgi(:[A-Za-z_]+)?$`, word)
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
	startswith(path, concat("", [trim_suffix(folder, "/"), "/"]))
}

# Nothing of the container outlives it.
is_fleeting if {
	is_compose
	count(mounts) == 0
}

# What outlives the container does not hold the path; or there may be no container.
is_not_mounted(path) if {
	not is_fleeting
	not is_mounted(path)
}

# The services beside Django that other machines reach, and by which port.
exposed contains {"name": peer.name, "kind": peer.kind, "port": port} if {
	some peer in input.service.peers
	some port in peer.ports
	port.loopback == false
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
	_name(folder) == _name(path)
}

is_perhaps_lost(path) if {
	is_not_mounted(path)
	not holds_folder(path)
}

_name(path) := regex.replace(trim_suffix(path, "/"), `^.*/`, "")
