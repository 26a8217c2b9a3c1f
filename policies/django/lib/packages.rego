# METADATA
# description: >-
#   Which packages are installed. A lock file names them all; requirements do not
#   name what their packages bring along.
package django.lib.packages

is_missing(name) if {
	input.locked == true
	not input.deps[name]
}

may_be_missing(name) if {
	input.locked == false
	not input.deps[name]
}
