package django.lib.source_test

import data.django.lib.source

literal(name, line, default_) := {
	"kind": "compose", "name": name, "default": default_, "facts": {"empty": false, "short": true},
	"at": {"file": "compose.yaml", "line": line, "column": 9},
}

test_first_literals if {
	said := {"source": {"literals": [literal("X", 4, false), literal("X", 9, false), literal("X", 12, false), literal("Y", 5, false), literal("X", 20, true)]}}
	{[l.name, l.at.line] | some l in source.first_literals("compose")} == {["X", 4], ["X", 20], ["Y", 5]} with input as said
	source.again(literal("X", 4, false)) == " (again in lines 9, 12)" with input as said
	source.again(literal("Y", 5, false)) == "" with input as said
}
