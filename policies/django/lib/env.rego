# METADATA
# description: Questions about the variables of the process.
package django.lib.env

# Whether a variable holds any text.
is_filled(name) if input.env[name].truth == true

is_empty(name) if input.env[name].truth == false

# No source that is known sets it.
is_absent(name) if not input.env[name]

# Variables that are set and not read, each with one that is read and not set whose
# name differs in an S at its end or in underscores.
near_misses contains {"set": name, "at": variable.at, "read": read} if {
	some name, variable in input.env
	not name in _read
	some near in _unset_like[_core(name)]
	some read in input.source.reads
	read.name == near
}

_read contains read.name if some read in input.source.reads

# The names that are read and not set, by what is left of them.
_unset_like[core] contains name if {
	some name in _read
	not input.env[name]
	core := _core(name)
}

_core(name) := trim_suffix(concat("", split(upper(name), "_")), "S") if count(name) > 5

misses_nothing if {
	count(near_misses) == 0
	count(deaf) == 0
	count(_perhaps_deaf) == 0
}

# The settings read a variable.
is_read(name) if name in _read

is_unread(name) if not name in _read

# Variables of the names of settings that do not read them: each of these settings is a
# literal that says something else.
deaf contains {"set": name, "at": variable.at, "setting": setting, "literal": node.at} if {
	some [name, setting, node] in _namesakes
	_is_literal(node)
	variable := input.env[name]
	_differs(setting, variable)
}

# It is not known of these.
_perhaps_deaf contains name if {
	some [name, _, node] in _namesakes
	"unknown" in {node.state, input.env[name].state}
}

_namesakes contains [name, setting, node] if {
	some setting, node in _named
	some name in {setting, sprintf("DJANGO_%s", [setting])}
	input.env[name]
	is_unread(name)
}

_named.ALLOWED_HOSTS := input.settings.ALLOWED_HOSTS

_named.DEBUG := input.settings.DEBUG

_named.SECRET_KEY := input.settings.SECRET_KEY

_is_literal(node) if {
	node.state == "known"
	node.origin == "literal"
	count([1 | some _ in node.reads]) == 0
}

_differs("DEBUG", variable) if {
	input.settings.DEBUG.truth == true
	lower(variable.value) in {"", "0", "false", "n", "no", "off"}
}

_differs("DEBUG", variable) if {
	input.settings.DEBUG.truth == false
	lower(variable.value) in {"1", "on", "true", "y", "yes"}
}

_differs("ALLOWED_HOSTS", variable) if {
	variable.truth == true
	variable.value != concat(",", _hosts)
}

_differs("SECRET_KEY", variable) if variable.truth == true

_hosts := input.settings.ALLOWED_HOSTS.value if {
	is_array(input.settings.ALLOWED_HOSTS.value)
	every host in input.settings.ALLOWED_HOSTS.value {
		is_string(host)
	}
}

# No file names the variable.
is_unnamed(name) if not input.env[name]
