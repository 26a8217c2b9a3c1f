# METADATA
# description: What the source and the deployment's files show and no value does.
package django.lib.source

# The exception that stops the settings from loading.
failure := input.source.failure

loads if not input.source.failure

# The settings module that is named and not there.
missing := input.source.missing

# It is nowhere, as far as anything here tells.
nowhere := missing if object.get(missing, "elsewhere", "") == ""

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

# One of these variables is such: whatever a reader falls back to, the settings stop.
demands(variables) if {
	some variable in input.source.required
	variable.certain == true
	variable.name in variables
}

demands_none(variables) if not demands(variables)

# The interpolations that became empty text, by their file: the first of them, and the
# names in all.
empty_by_file contains {"first": first, "names": names, "variables": variables} if {
	some file in {empty.at.file | some empty in input.source.empty_interpolations}
	these := {empty | some empty in input.source.empty_interpolations; empty.at.file == file}
	first := sort([[empty.at.line, empty.name, empty] | some empty in these])[0][2]
	names := concat(", ", {sprintf("${%s}", [empty.name]) | some empty in these})
	variables := concat(", ", {empty.variable | some empty in these})
}

# The secrets in clear in files of one kind that git tracks, or may track.
literals(kind) := {literal |
	some literal in input.source.literals
	literal.kind == kind
	not literal.tracked == false
	literal.facts.empty == false
}

# A module that is not here and may set the setting after the files that are: one
# of the machine (local_settings), imported below the line that sets it.
overriding(name) := {override |
	some override in input.source.overrides
	_comes_before(input.settings[name], override)
}

# No such module may.
is_final(name) if count(overriding(name)) == 0

_comes_before(node, _) if node.set == false

_comes_before(node, override) if {
	node.at.file == override.at.file
	node.at.line < override.at.line
}

# The name says that the value is secret; a Secret of Kubernetes may also hold others.
tells_of_secret(name) if _tells(name) == true

tells_of_none(name) if _tells(name) == false

_tells(name) := regex.match(`(?i)(^|[_.-])(secrets?|keys?|tokens?|passw(or)?d|pass|pwd|dsn|url|uri|credentials?|cert|private|salt|auth)([_.-]|$)`, name)

# The first place of each of them: where the services of one file all say the same
# of a variable, that is one thing to mend.
first_literals(kind) := {literal |
	some literal in literals(kind)
	every other in literals(kind) {
		not _is_before(other, literal)
	}
}

# The further lines of one, in words: "", or " (again in lines 12, 30)".
again(literal) := sprintf(" (again in lines %s)", [concat(", ", lines)]) if {
	lines := [sprintf("%d", [line]) | some line in _lines_after(literal)]
	count(lines) > 0
}

again(literal) := "" if count(_lines_after(literal)) == 0

_lines_after(literal) := {other.at.line |
	some other in literals(literal.kind)
	_is_before(literal, other)
}

_is_before(one, other) if {
	[one.name, one.at.file, one.default, one.facts] == [other.name, other.at.file, other.default, other.facts]
	[one.at.line, one.at.column] < [other.at.line, other.at.column]
}

# The lines of env files that two programs read differently, or of which one keeps the quotes.
hazards contains hazard if some hazard in input.source.hazards

# The variables that turn the setting on whatever they say, and that nothing sets.
unparsed(setting) := {variable |
	some variable in input.source.unparsed
	variable.setting == setting
}

# The settings read variables, and each has a default.
demands_nothing if {
	count(input.source.reads) > 0
	every read in input.source.reads {
		read.default == true
	}
}

first_read := sort([[read.at.file, read.at.line, read] | some read in input.source.reads])[0][2]

reads_count := count(input.source.reads)
