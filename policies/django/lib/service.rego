# METADATA
# description: How the process that is judged is run.
package django.lib.service

# It shares its machine with nothing but what its image starts.
is_container if input.service.kind in _containers

is_no_container if not input.service

is_no_container if {
	kind := input.service.kind
	not kind in _containers
}

# Where its paths are, after one of them in a sentence.
within := " in the container of Django" if is_container

within := "" if {
	kind := input.service.kind
	not kind in _containers
}

# A service beside Django has that name among those by which Django reaches it.
is_called(peer, host) if peer.name == host

is_called(peer, host) if host in peer.aliases

_containers := {"compose", "dockerfile", "ecs", "kubernetes", "cloud-run", "app-runner"}
