# METADATA
# description: >-
#   Which packages are installed. A lock file names them all; requirements do not
#   name what their packages bring along.
package django.lib.packages

is_listed(name) if input.deps[name]

is_missing(name) if {
	input.locked == true
	not input.deps[name]
}

may_be_missing(name) if {
	input.locked == false
	not input.deps[name]
}

# The version of a package is exactly known, or at least this one.
is_before(name, version) if _number(input.deps[name].exact) < _number(version)

is_before(name, version) if {
	not input.deps[name].exact
	_number(input.deps[name].below) <= _number(version)
}

_number(text) := [to_number(number) | some number in split(short, ".")] if {
	long := regex.find_n(`^[0-9]+(\.[0-9]+)*`, text, 1)[0]
	short := regex.replace(long, `(\.0+)+$`, "")
}
