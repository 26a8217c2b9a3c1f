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
# of their own.
helpers_with_other_settings contains peer if {
	some peer in with_other_settings
	peer.role == "worker"
	count([1 | some other in input.peers; other.role == "web"; other.settings_module == peer.settings_module]) == 0
}
