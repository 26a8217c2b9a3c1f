# METADATA
# description: Questions about calls whose arguments are settings in all but name.
package django.lib.calls

# The calls of which an argument is on.
with_on(name, argument) := {{"subject": _subject(i), "at": call.at} |
	some i, call in input.source.calls
	call.call == name
	call.args[argument].truth == true
	_is_certain(call.args[argument])
}

# Those of which it is not known.
unclear(name, argument) := {{"subject": _subject(i), "at": call.at} |
	some i, call in input.source.calls
	call.call == name
	not _is_certain(call.args[argument])
	call.args[argument]
}

# Those of which an argument is written in the source.
with_literal(name, argument) := {{"subject": _subject(i), "at": call.at} |
	some i, call in input.source.calls
	call.call == name
	call.args[argument].origin == "literal"
	call.args[argument].truth == true
}

# Those of which a number is at least so great.
with_least(name, argument, least) := {{"subject": _subject(i), "at": call.at} |
	some i, call in input.source.calls
	call.call == name
	is_number(call.args[argument].value)
	call.args[argument].value >= least
	_is_certain(call.args[argument])
}

_subject(i) := sprintf("source.calls[%d]", [i])

_is_certain(node) if {
	node.state == "known"
	count(object.get(node, "assumes", [])) == 0
}

# Those of which an argument is off.
with_off(name, argument) := {{"subject": _subject(i), "at": call.at} |
	some i, call in input.source.calls
	call.call == name
	call.args[argument].truth == false
	_is_certain(call.args[argument])
}
