package django.lib.frontends_test

import data.django.lib.frontends
import data.django.lib.proxies

_at := {"file": "nginx.conf", "line": 3}

_site(tls, port) := {
	"service": "nginx", "kind": "nginx", "edge": true, "published": true, "default": false, "port": port, "hosts": ["shop.example.org"], "at": _at,
	"tls": {"state": "known", "truth": tls}, "redirect": {"state": "known", "truth": false}, "routes": [{
		"does": "forwards", "django": true, "service": "web", "protocol": "http", "at": _at,
		"request": [{"name": "Host", "from": "literal", "value": "internal.example.org", "at": _at}],
	}],
}

_behind(site) := {
	"settings": {"CSRF_TRUSTED_ORIGINS": {"state": "known", "set": true, "truth": false, "type": "list", "value": []}},
	"infra": {"listeners": [], "host_rules": []},
	"proxy": {"declared": false, "redirect": false, "sites": [site], "inner": [], "doubts": [], "at": _at},
}

test_renamed_ways_in_have_the_origin_of_their_port if {
	{way.origin | some way in frontends.renamed} == {"https://shop.example.org"} with input as _behind(_site(true, 443))
	{way.origin | some way in frontends.renamed} == {"http://shop.example.org"} with input as _behind(_site(false, 80))
	frontends.renamed == set() with input as _behind(_site(false, 8080))
}

test_pages_are_unseen_where_no_file_names_one if {
	frontends.are_unseen with input as object.union(_behind(_site(true, 443)), {"proxy": {"sites": []}})
	not frontends.are_unseen with input as _behind(_site(true, 443))
}

test_a_header_with_more_at_its_end_passes if {
	proxies.passes({"protocol": "fastcgi", "request": [{"name": "X-Forwarded-Proto", "from": "appended"}]}, "X-Forwarded-Proto")
	not proxies.passes({"protocol": "fastcgi", "request": [{"name": "X-Forwarded-Proto", "from": "scheme"}]}, "X-Forwarded-Proto")
}

test_doubts_are_those_of_the_proxy_too if {
	doubt := {"subject": "proxy", "msg": "Caddyfile: it cannot be read"}
	doubt in frontends.doubts with input as object.union(_behind(_site(true, 443)), {"proxy": {"doubts": [{"what": "Caddyfile", "because": "it cannot be read"}]}})
}
