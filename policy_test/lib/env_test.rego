package django.lib.env_test

import data.django.lib.env

# Settings that are literals, and variables of their names.
_given(settings, variables) := {
	"env": {name: object.union({"at": {"file": "prod.env", "line": 1}}, node) | some name, node in variables},
	"settings": {name: object.union({"state": "known", "origin": "literal", "at": {"file": "settings.py", "line": 1}}, node) | some name, node in settings},
	"source": {"reads": [{"name": "HOST"}]},
}

_known(text) := {"state": "known", "value": text, "truth": text != ""}

test_deaf if {
	every debug, text in {true: "False", false: "yes"} {
		count(env.deaf) == 1 with input as _given({"DEBUG": {"truth": debug}}, {"DEBUG": _known(text)})
	}
	count(env.deaf) == 1 with input as _given({"ALLOWED_HOSTS": {"value": ["*"]}}, {"DJANGO_ALLOWED_HOSTS": _known("shop.example.com")})
	count(env.deaf) == 1 with input as _given({"SECRET_KEY": {}}, {"SECRET_KEY": {"state": "known", "truth": true}})
}

test_not_deaf if {
	every node, text in {{"truth": true}: "on", {"truth": false}: "0", {"truth": true, "reads": ["MODE"]}: "0", {"truth": true, "origin": "env"}: "0"} {
		count(env.deaf) == 0 with input as _given({"DEBUG": node}, {"DEBUG": _known(text)})
		env.misses_nothing with input as _given({"DEBUG": node}, {"DEBUG": _known(text)})
	}
	count(env.deaf) == 0 with input as _given({"ALLOWED_HOSTS": {"value": ["a", "b"]}}, {"ALLOWED_HOSTS": _known("a,b")})
}

test_perhaps_deaf if {
	every node in [{"state": "unknown"}, {"truth": true}] {
		not env.misses_nothing with input as _given({"DEBUG": node}, {"DEBUG": {"state": "unknown"}})
	}
}
