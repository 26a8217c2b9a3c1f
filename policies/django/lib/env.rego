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
near_misses contains {"set": name, "at": input.env[name].at, "read": read} if {
	some name, _ in input.env
	not name in _read
	some read in _unset
	_is_nearly(name, read.name)
}

_read contains read.name if some read in input.source.reads

_unset contains read if {
	some read in input.source.reads
	not input.env[read.name]
}

_is_nearly(one, other) if _core(one) == _core(other)

_core(name) := trim_suffix(concat("", split(upper(name), "_")), "S") if count(name) > 5

misses_nothing if count(near_misses) == 0

# No file names the variable.
is_unnamed(name) if not input.env[name]
