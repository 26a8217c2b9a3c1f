# METADATA
# description: Questions about the other targets of the project.
package django.lib.peers

# The secrets that production and an environment which is not production read from the
# same place of a store, as far as SECRET_KEY or a database rests on them.
shared_secrets contains {"name": share.name, "at": share.at, "environments": environments} if {
	some peer in input.peers
	_is_mixed([input.target.class, peer.class])
	environments := concat(" and ", sort([input.target.environment, peer.environment]))
	some share in peer.shares
	_is_vital(share.name)
}

# None is, and the ways of both are known.
share_nothing if {
	_shows_its_way("SECRET_KEY")
	_shows_its_way("DATABASES")
	count(shared_secrets) == 0
}

_shows_its_way(name) if input.settings[name].state in {"known", "partial"}

_shows_its_way(name) if {
	input.settings[name].state == "unknown"
	some step in input.settings[name].chain
	step.kind != "setting"
}

_is_mixed(["production", class]) if class != "production"

_is_mixed([class, "production"]) if class != "production"

_is_vital(variable) if {
	some step in input.settings.SECRET_KEY.chain
	step.kind != "setting"
	step.name == variable
}

_is_vital(variable) if {
	some step in input.settings.DATABASES.chain
	step.kind != "setting"
	step.name == variable
}

_is_vital(variable) if {
	some part in input.settings.DATABASES.parts
	variable in part.reads
}

# Targets of the same files that run other settings of the same project.
with_other_settings contains peer if {
	some peer in input.peers
	peer.beside == true
	peer.role != input.target.role
	peer.project == input.target.project
	peer.settings_module != input.target.settings_module
}

# Those that answer no requests, beside a site; unless their settings serve a site
# of their own, or they are there to test it.
helpers_with_other_settings contains peer if {
	some peer in with_other_settings
	peer.role == "worker"
	not _runs_tests(peer)
	count([1 | some other in input.peers; other.role == "web"; other.settings_module == peer.settings_module]) == 0
}

_runs_tests(peer) if {
	every service in peer.services {
		regex.match(`(^|[-_])(tests?|pytest|e2e)([-_]|$)`, service)
	}
}

# The same key in another environment, or in another project, written there in another
# place.
shared_keys contains {"with": peer.id, "severity": severity} if {
	some peer in input.peers
	"SECRET_KEY" in peer.same
	severity := _gravity(peer)
}

shared_keys contains {"with": peer.id, "severity": severity} if {
	some peer in input.peers
	some copy in peer.copies
	_is_of_key(copy.name)
	severity := _gravity(peer)
}

# It has another class of environment, or only another project.
_gravity(peer) := "high" if peer.class != input.target.class

_gravity(peer) := "medium" if {
	peer.class == input.target.class
	peer.project != input.target.project
}

_is_of_key(variable) if {
	some step in input.settings.SECRET_KEY.chain
	step.kind != "setting"
	step.name == variable
}

# All are of the same class and project, so that they may share.
are_alike if {
	every peer in input.peers {
		peer.class == input.target.class
		peer.project == input.target.project
	}
}

# The databases that an environment of another class uses too, by its id.
shared_databases contains {"alias": alias, "with": peer.id} if {
	some peer in input.peers
	peer.class != input.target.class
	some part in peer.same
	startswith(part, "DATABASES.")
	alias := trim_prefix(part, "DATABASES.")
}

# Those whose address is a secret that the other environment has as well.
shared_databases contains {"alias": alias, "with": peer.id} if {
	some peer in input.peers
	peer.class != input.target.class
	some copy in peer.copies
	some path, part in input.settings.DATABASES.parts
	endswith(path, ".HOST")
	copy.name in part.reads
	alias := trim_suffix(path, ".HOST")
}

# The caches.
shared_caches contains {"alias": alias, "with": peer.id} if {
	some peer in input.peers
	peer.class != input.target.class
	some part in peer.same
	startswith(part, "CACHES.")
	alias := trim_prefix(part, "CACHES.")
}

# A name that is the same for all who ask for it.
is_remote(host) if {
	is_string(host)
	contains(host, ".")
	not regex.match(`^[0-9.]+$|\.(local|localdomain|internal|svc|test|example)$`, host)
}
