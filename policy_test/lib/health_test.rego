package django.lib.health_test

import data.django.lib.health

known(value) := {"state": "known", "value": value, "truth": true}

group(container, matcher) := {"name": "web", "container": container, "path": known("/"), "protocol": known("HTTP"), "matcher": known(matcher)}

anonymous := {"name": "web", "path": known("/"), "protocol": known("HTTPS"), "matcher": known("200")}

with_groups(groups) := {"service": {"name": "web"}, "infra": {"target_groups": groups}}

middleware(value) := {"settings": {"MIDDLEWARE": {"state": "known", "value": value}}}

test_groups if {
	count(health.plain_groups) == 1 with input as with_groups([group("web", "200")])
	count(health.groups) == 0 with input as with_groups([group("nginx", "200")])
	health.ask_others with input as with_groups([group("nginx", "200")])
	not health.ask_others with input as with_groups([group("web", "200")])
	not health.ask_others with input as with_groups([anonymous])
	count(health.perhaps) == 1 with input as with_groups([anonymous])
	count(health.perhaps) == 0 with input as with_groups([group("web", "200")])
}

test_codes if {
	health.accepts(group("web", "200"), 200)
	health.accepts(group("web", "200-399"), 301)
	health.accepts(group("web", "200, 301"), 301)
	health.refuses(group("web", "200-299,302"), 301)
	not health.refuses(group("web", "200-499"), 400)
	not health.refuses({"matcher": {"state": "unknown"}}, 400)
}

test_reaches if {
	common := "django.middleware.common.CommonMiddleware"
	health.reaches(common) with input as middleware(["corsheaders.middleware.CorsMiddleware", common])
	not health.reaches(common) with input as middleware(["config.gateway.Gateway", common])
	health.may_not_reach(common) with input as middleware(["config.gateway.Gateway", common])
	not health.may_not_reach(common) with input as middleware([common])
	not health.may_not_reach(common) with input as middleware(["config.health.Check", common])
	health.is_answered_before(common) with input as middleware(["config.health.Check", common])
	not health.is_answered_before(common) with input as middleware([common, "config.health.Check"])
	health.reaches_none(common) with input as middleware([])
}
