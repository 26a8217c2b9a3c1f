# METADATA
# description: What the source and the deployment's files show and no value does.
package django.lib.source

# The exception that stops the settings from loading.
failure := input.source.failure

# The settings module that is named and not there.
missing := input.source.missing

# The variables without which the settings certainly do not load, and which
# nothing provides though every source is known.
not_provided contains variable if {
	input.target.closed == true
	some variable in input.source.required
	variable.certain == true
	variable.provided == false
}

# The first of them in order of place, and all their names.
first_not_provided := sort([[v.at.file, v.at.line, v.name, v] | some v in not_provided])[0][3]

unset_names := concat(", ", {v.name | some v in not_provided})

# The interpolations that became empty text.
empty_interpolations contains interpolation if some interpolation in input.source.empty_interpolations

# The secrets in clear in files of one kind that git tracks, or may track.
literals(kind) := {literal |
	some literal in input.source.literals
	literal.kind == kind
	not literal.tracked == false
	literal.facts.empty == false
}

# The lines of env files that two programs read differently, or of which one keeps the quotes.
hazards contains hazard if some hazard in input.source.hazards
