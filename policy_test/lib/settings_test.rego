package django.lib.settings_test

import data.django.lib.settings

# One node of each kind. A question is asked of all of them, so that a test shows
# for which it holds, and that it holds for none that is not known.
nodes := {
	"YES": {"state": "known", "value": true, "type": "bool", "truth": true, "set": true, "origin": "literal"},
	"NO": {"state": "known", "value": false, "type": "bool", "truth": false, "set": true, "origin": "env", "if_unset": yes},
	"TEXT": {"state": "known", "value": "False", "type": "str", "truth": true, "set": true, "origin": "env"},
	"SIX": {"state": "known", "value": 6, "type": "int", "truth": true, "set": true, "origin": "env"},
	"LIST": {"state": "known", "value": ["shop.Session", "b"], "type": "list", "truth": true, "set": true},
	"SOME": {"state": "partial", "value": ["shop.Session", {"$more": doubt}], "type": "list", "truth": true, "set": true},
	"HOLE": {"state": "partial", "value": ["shop.Session", {"$unknown": doubt}], "type": "list", "truth": true, "set": true},
	"MIXED": {"state": "known", "value": ["b", 3], "type": "list", "truth": true, "set": true},
	"EMPTY": {"state": "known", "value": [], "type": "list", "truth": false, "set": true},
	"SECRET": {"state": "known", "type": "str", "truth": true, "set": true, "origin": "env", "facts": {"length": 9}, "if_unset": secret},
	"UNKNOWN": {"state": "unknown", "because": "X is not set", "needs": ["X"], "set": true},
	"AGREED": {"state": "unknown", "truth": false, "because": "X is not set", "set": true},
	"NEEDED": {"state": "unknown", "set": true, "if_unset": {"state": "unknown", "needs": ["X"]}},
	"DEFAULT": {"state": "known", "value": null, "type": "NoneType", "truth": false, "set": false, "origin": "django-default"},
	"UNSET": {"state": "unset", "set": false},
	"DICT": {"state": "partial", "value": databases, "type": "dict", "truth": true, "set": true, "if_unset": fallback},
}

doubt := {"because": "X is not set", "needs": ["X"]}

yes := {"state": "known", "value": true, "truth": true, "origin": "literal-default", "chain": [
	{"kind": "setting", "name": "NO"},
	{"kind": "default", "name": "NO_VARIABLE"},
]}

secret := {"state": "known", "truth": false, "origin": "literal-default", "facts": {"length": 0}}

databases := {
	"default": {"ENGINE": "sqlite3", "OPTIONS": {"a": 1}, "PASSWORD": {"$secret": {"empty": true}}},
	"other": {"ENGINE": {"$unknown": doubt}, "PASSWORD": {"$unknown": doubt}},
	"$more": doubt,
}

fallback := {
	"state": "known",
	"value": {"default": {"ENGINE": "postgresql", "PASSWORD": {"$secret": {"published_default": true}}}},
	"parts": {"default.PASSWORD": {"reads": ["PASS_B", "PASS_A"]}, "default.HOST": {"reads": []}},
}

test_truth if {
	on := {name | some name, _ in nodes; settings.is_on(name) with input.settings as nodes}
	on == {"YES", "TEXT", "SIX", "LIST", "SOME", "HOLE", "MIXED", "SECRET", "DICT"}
	off := {name | some name, _ in nodes; settings.is_off(name) with input.settings as nodes}
	off == {"NO", "EMPTY", "AGREED", "DEFAULT"}
}

test_turns_on if {
	image := {"kind": "environment", "name": "SHOP_ENV", "note": "image"}
	default_ := {"kind": "default", "name": "DEBUG"}
	switches := {
		"PLAIN": {"truth": false, "chain": [default_]},
		"ON": {"truth": true, "chain": [image, default_]},
		"KEPT": {"truth": false, "chain": [image, default_]},
		"SET": {"truth": false, "chain": [image]},
	}
	{name | some name, _ in switches; settings.turns_on(name, {"DEBUG"}) with input.settings as switches} == {"PLAIN", "ON", "SET"}
}

test_set_by_the_project if {
	set_ := {name | some name, _ in nodes; settings.is_set(name) with input.settings as nodes}
	unset := {name | some name, _ in nodes; settings.is_unset(name) with input.settings as nodes}
	unset == {"DEFAULT", "UNSET"}
	set_ == object.keys(nodes) - unset
	not settings.is_set("NOT_THERE") with input.settings as nodes
	not settings.is_unset("NOT_THERE") with input.settings as nodes
}

test_type if {
	{name | some name, _ in nodes; settings.of_type(name, "str") with input.settings as nodes} == {"TEXT", "SECRET"}
	{name | some name, _ in nodes; settings.of_type(name, "bool") with input.settings as nodes} == {"YES", "NO"}
}

test_origin if {
	{name | some name, _ in nodes; settings.of_origin(name, "env") with input.settings as nodes} == {"NO", "TEXT", "SIX", "SECRET"}
}

test_value if {
	values := {name: value | some name, _ in nodes; value := settings.value(name) with input.settings as nodes}
	object.keys(values) == {"YES", "NO", "TEXT", "SIX", "LIST", "MIXED", "EMPTY", "DEFAULT"}
	values.SIX == 6
}

test_numbers if {
	{name | some name, _ in nodes; settings.at_least(name, 6) with input.settings as nodes} == {"SIX"}
	{name | some name, _ in nodes; settings.below(name, 7) with input.settings as nodes} == {"SIX"}
	not settings.at_least("SIX", 7) with input.settings as nodes
	not settings.below("SIX", 6) with input.settings as nodes
}

test_described if {
	settings.described("YES") == "on" with input.settings as nodes
	settings.described("NO") == "off" with input.settings as nodes
	settings.described("TEXT") == "the text \"False\", which Python takes for true" with input.settings as nodes
	not settings.described("UNKNOWN") with input.settings as nodes
}

test_members if {
	settings.members("LIST") == {{"subject": "LIST[0]", "value": "shop.Session"}, {"subject": "LIST[1]", "value": "b"}} with input.settings as nodes
	settings.members("SOME") == {{"subject": "SOME[0]", "value": "shop.Session"}} with input.settings as nodes
	settings.members("HOLE") == {{"subject": "HOLE[0]", "value": "shop.Session"}} with input.settings as nodes
	settings.members("UNKNOWN") == set() with input.settings as nodes
	settings.members("DICT") == set() with input.settings as nodes
}

test_all_members_of_what_is_known if {
	{name | some name, _ in nodes; settings.all_members(name) with input.settings as nodes} == {"LIST", "MIXED", "EMPTY"}
}

test_membership if {
	{name | some name, _ in nodes; settings.holds(name, "b") with input.settings as nodes} == {"LIST", "MIXED"}
	{name | some name, _ in nodes; settings.lacks(name, "b") with input.settings as nodes} == {"EMPTY"}
	{name | some name, _ in nodes; settings.lacks(name, "c") with input.settings as nodes} == {"LIST", "MIXED", "EMPTY"}
}

test_classes if {
	{name | some name, _ in nodes; settings.holds_class(name, "Session") with input.settings as nodes} == {"LIST", "SOME", "HOLE"}
	{name | some name, _ in nodes; settings.lacks_class(name, "Session") with input.settings as nodes} == {"EMPTY", "MIXED"}
	not settings.lacks_class("LIST", "Session") with input.settings as nodes
}

test_partial if {
	{name | some name, _ in nodes; settings.is_partial(name) with input.settings as nodes} == {"SOME", "HOLE", "DICT"}
}

test_columns if {
	settings.column("DICT", "ENGINE") == {"default": "sqlite3"} with input.settings as nodes
	settings.column("DICT", "OPTIONS") == {"default": {"a": 1}} with input.settings as nodes
	settings.column("DICT", "PASSWORD") == {} with input.settings as nodes
	settings.secrets("DICT", "PASSWORD") == {"default": {"empty": true}} with input.settings as nodes
	settings.entry("DICT", "default", "ENGINE") == "sqlite3" with input.settings as nodes
	not settings.entry("DICT", "other", "ENGINE") with input.settings as nodes
	not settings.entry("DICT", "default", "PASSWORD") with input.settings as nodes
}

test_facts if {
	{name | some name, _ in nodes; settings.facts(name) with input.settings as nodes} == {"SECRET"}
}

test_fallback if {
	{name | some name, _ in nodes; settings.fallback_is_on(name) with input.settings as nodes} == {"NO"}
	{name | some name, _ in nodes; settings.fallback_is_off(name) with input.settings as nodes} == {"SECRET"}
	settings.fallback("NO") == true with input.settings as nodes
	not settings.fallback("SECRET") with input.settings as nodes
	settings.fallback_origin("SECRET") == "literal-default" with input.settings as nodes
	settings.fallback_column("DICT", "ENGINE") == {"default": "postgresql"} with input.settings as nodes
	settings.fallback_column("DICT", "PASSWORD") == {} with input.settings as nodes
	settings.fallback_secrets("DICT", "PASSWORD") == {"default": {"published_default": true}} with input.settings as nodes
}

test_what_reads_no_variable_is_fixed if {
	{name | some name, _ in nodes; settings.fixed(name) with input.settings as nodes} == {"YES", "TEXT", "SIX", "LIST", "MIXED", "EMPTY", "DEFAULT"}
}

# Of many that choose among modules a message names two, or none where the value has a
# variable of its own.
test_many_variables_in_words if {
	chosen := {"assumes": ["A_B", "C_D", "E_F", "G_H"]}
	settings.unset("ANY") == "A_B, C_D and 2 others are not set" with input.settings as {"ANY": chosen}
	own := {"if_unset": {"chain": [{"kind": "default", "name": "OWN"}]}}
	settings.unset("ANY") == "OWN is not set" with input.settings as {"ANY": object.union(chosen, own)}
	settings.unset("ANY") == "A_B and OWN are not set" with input.settings as {"ANY": object.union(own, {"assumes": ["A_B"]})}
}

# A message always has words for the variables, or a finding would be lost; a value that
# reads none is no fallback.
test_variables_in_words if {
	settings.unset("NO") == "NO_VARIABLE is not set" with input.settings as nodes
	not settings.unset("SECRET") with input.settings as nodes
	not settings.unset("UNKNOWN") with input.settings as nodes
	settings.unset("ANY") == "READ is not set" with input.settings as {"ANY": {"needs": ["GIVEN"], "if_unset": {"chain": [], "reads": ["READ"]}}}
	settings.unset("ANY") == "PART is not set" with input.settings as {"ANY": {"if_unset": {"reads": ["READ"], "chain": [], "parts": {"[0]": {"chain": [{"kind": "default", "name": "PART"}]}}}}}
	settings.part_unset("DICT", "default.PASSWORD") == "PASS_A and PASS_B are not set" with input.settings as nodes
	not settings.part_unset("DICT", "default.HOST") with input.settings as nodes
	not settings.part_unset("DICT", "default.ENGINE") with input.settings as nodes
}
