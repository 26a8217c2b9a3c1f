# METADATA
# description: How one path lies to another, by their text alone. A path with .. in it is not told.
package django.lib.paths

is_absolute(path) if {
	is_string(path)
	startswith(path, "/")
}

is_relative(path) if {
	is_string(path)
	not startswith(path, "/")
}

# The name of a file or folder: the last step of its path.
name(path) := steps[count(steps) - 1] if {
	is_string(path)
	steps := split(trim_suffix(path, "/"), "/")
}

# The name of the folder that holds it.
folder(path) := steps[count(steps) - 2] if {
	is_string(path)
	steps := split(trim_suffix(path, "/"), "/")
}

# How a folder lies to another: "matches", "is inside" or "contains" it.
relation(path, other) := "matches" if _steps(path) == _steps(other)

relation(path, other) := "is inside" if _is_above(_steps(other), _steps(path))

relation(path, other) := "contains" if _is_above(_steps(path), _steps(other))

# Neither holds the other.
are_apart(path, other) if {
	is_absolute(path) == is_absolute(other)
	short := min({count(_steps(path)), count(_steps(other))})
	array.slice(_steps(path), 0, short) != array.slice(_steps(other), 0, short)
}

_is_above(folder, path) if {
	count(folder) < count(path)
	array.slice(path, 0, count(folder)) == folder
}

# The steps of a path, the first of which tells whether it is absolute.
_steps(path) := array.concat([is_absolute_], [step | some step in split(path, "/"); not step in {"", "."}]) if {
	is_string(path)
	not ".." in split(path, "/")
	is_absolute_ := {true | is_absolute(path)}
}
