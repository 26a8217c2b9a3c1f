package django.lib.result_test

import data.django.lib.result

at := {"file": "main.tf", "line": 9}

test_here if {
	result.here("infra.x.public", at, "x") == {"subject": "infra.x.public", "at": at, "msg": "x"}
	result.graded_here("infra.x.public", "high", at, "x") == {"subject": "infra.x.public", "severity": "high", "at": at, "msg": "x"}
}
