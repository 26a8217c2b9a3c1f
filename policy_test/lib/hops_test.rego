package django.lib.hops_test

import data.django.lib.hops

_at := {"file": "main.tf", "line": 1}

test_a_platform_speaks_plain_http if {
	hops.silent == {{"by": "Cloud Run", "at": _at}} with input as {"infra": {"listeners": [{"name": "web", "by": "Cloud Run", "protocol": "HTTP", "at": _at}]}}
}

test_the_first_step_is_told if {
	listeners := [{"name": name, "by": name, "protocol": "HTTP", "at": {"file": "main.tf", "line": line}} | some [name, line] in [["B", 9], ["A", 2]]]
	hops.first.by == "A" with input as {"infra": {"listeners": listeners}}
}

test_doubts_of_proxies_are_doubts if {
	doubt := {"what": "nginx", "because": "a block in Lua"}
	hops.doubts == {{"subject": "proxy", "msg": "nginx: a block in Lua"}} with input as {
		"infra": {"listeners": [], "target_groups": []}, "service": {"name": "web", "command": []},
		"proxy": {"sites": [], "doubts": [doubt], "inner": []},
	}
}
