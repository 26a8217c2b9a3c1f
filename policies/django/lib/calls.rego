# METADATA
# description: Questions about calls whose arguments are settings in all but name.
package django.lib.calls

# The calls of which an argument is on.
with_on(name, argument) := {{"subject": _subject(i), "at": input.source.calls[i].at} |
	input.source.calls[i].call == name
	input.source.calls[i].args[argument].truth == true
	_is_certain(input.source.calls[i].args[argument])
}

# Those of which it is not known.
unclear(name, argument) := {{"subject": _subject(i), "at": input.source.calls[i].at} |
	input.source.calls[i].call == name
	not _is_certain(input.source.calls[i].args[argument])
	input.source.calls[i].args[argument]
}

# Those of which an argument is written in the source.
with_literal(name, argument) := {{"subject": _subject(i), "at": input.source.calls[i].at} |
	input.source.calls[i].call == name
	input.source.calls[i].args[argument].origin == "literal"
	input.source.calls[i].args[argument].truth == true
}

# Those of which a number is at least so great.
with_least(name, argument, least) := {{"subject": _subject(i), "at": input.source.calls[i].at} |
	input.source.calls[i].call == name
	is_number(input.source.calls[i].args[argument].value)
	input.source.calls[i].args[argument].value >= least
	_is_certain(input.source.calls[i].args[argument])
}

_subject(i) := sprintf("source.calls[%d]", [i])

_is_certain(node) if {
	node.state == "known"
	count(object.get(node, "assumes", [])) == 0
}

# Those of which an argument is off.
with_off(name, argument) := {{"subject": _subject(i), "at": input.source.calls[i].at} |
	input.source.calls[i].call == name
	input.source.calls[i].args[argument].truth == false
	_is_certain(input.source.calls[i].args[argument])
}
