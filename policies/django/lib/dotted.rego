# METADATA
# description: Dotted paths, by which settings name modules and what is in them.
package django.lib.dotted

# What a path ends in: the class, or the module.
last(path) := parts[count(parts) - 1] if {
	is_string(path)
	parts := split(path, ".")
}

# The package that it begins with.
first(path) := split(path, ".")[0] if is_string(path)
