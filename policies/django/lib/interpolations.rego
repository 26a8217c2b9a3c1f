# METADATA
# description: Questions about variables that a file fills in where nothing sets them.
package django.lib.interpolations

# The variables that a setting reads and that the deployment's file replaces by a
# text of its own (${NAME:-text}), each with the place of that text.
default_of(name) := {{"variable": variable.name, "at": step.at} |
	input.settings[name].origin == "interpolation-default"
	some variable in input.settings[name].chain
	variable.kind == "environment"
	some step in input.settings[name].chain
	step.kind == "default"
}
