# METADATA
# description: What of its machine the container of Django is let at.
package django.lib.machine

# The ways out of the container, in words, each with its place.
exits contains {
	"severity": "high",
	"at": mount.at,
	"msg": sprintf("the socket of the container engine is mounted at %s: whoever gets into Django starts any container, and so rules the machine.", [mount.target]),
} if {
	some mount in input.service.mounts
	_is_socket(mount)
}

exits contains {"severity": "high", "at": mount.at, "msg": sprintf("%s of the machine is mounted: whoever gets into Django has its files, and what they open.", [mount.source])} if {
	some mount in input.service.mounts
	mount.bind == true
	mount.source in _roots
}

exits contains {"severity": "high", "at": input.service.at, "msg": "the container is privileged: whoever gets into Django has the devices of the machine, and so its disks."} if {
	input.service.privileged == true
}

exits contains {"severity": "medium", "at": input.service.at, "msg": sprintf("the container has %s: whoever becomes root in it mounts what the machine has.", [concat(" and ", held)])} if {
	not input.service.privileged == true
	held := {name | some name in input.service.cap_add; trim_prefix(upper(name), "CAP_") in _powers}
	count(held) > 0
}

# By what it is in the container, too: where it lies on the machine may be a variable.
_is_socket(mount) if {
	some name in [mount.source, mount.target]
	regex.match(`/(docker|podman|containerd)\.sock$`, name)
}

_roots := {"/", "/run", "/var/run", "/var/lib/docker"}

_powers := {"ALL", "SYS_ADMIN"}
