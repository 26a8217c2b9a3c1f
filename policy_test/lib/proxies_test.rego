package django.lib.proxies_test

import data.django.lib.edge
import data.django.lib.proxies

_at := {"file": "nginx.conf", "line": 1}

# A way in on a port, over TLS or not, and one route from it.
_site(service, is_edge, tls, route) := {
	"service": service, "kind": "nginx", "edge": is_edge, "published": true, "default": false, "port": 443, "hosts": [], "at": _at,
	"tls": {"state": "known", "truth": tls}, "redirect": {"state": "known", "truth": false}, "routes": [route],
}

_to_django(headers) := {"does": "forwards", "django": true, "service": "web", "protocol": "http", "request": headers, "at": _at}

_behind(sites, inner) := {
	"settings": {"SECURE_PROXY_SSL_HEADER": {"state": "known", "value": ["HTTP_X_FORWARDED_PROTO", "https"]}},
	"infra": {"listeners": []},
	"proxy": {"declared": false, "redirect": false, "sites": sites, "inner": inner, "doubts": [], "at": _at},
}

test_entrances_lead_through_inner_proxies if {
	inner := _site("inner", false, false, _to_django([]))
	outer := _site("outer", true, true, {"does": "forwards", "django": false, "service": "inner", "request": []})
	other := _site("outer", true, true, {"does": "forwards", "django": false, "service": "blog", "request": []})
	proxies.entrances == {outer} with input as _behind([inner, outer, other], ["inner"])
	proxies.blind == {[inner, inner.routes[0], "it does not set X-Forwarded-Proto"]} with input as _behind([inner, outer], ["inner"])
	count(proxies.blind) == 0 with input as _behind([inner], [])
}

test_a_port_that_is_not_known if {
	site := object.union(_site("edge", true, true, _to_django([])), {"port": 0, "tls": {"state": "unknown", "because": "a variable"}})
	unknown := json.remove(site, ["tls/truth"])
	proxies.in_words(unknown) == "nginx"
	proxies.unclear_ways == {{"subject": "proxy", "msg": "nginx: a variable"}} with input as _behind([unknown], [])
	edge.is_unclear with input as _behind([unknown], [])
}

test_a_platform_is_called_by_its_name if {
	edge.redirects == {{"at": _at, "by": "declared: Render redirects to HTTPS"}} with input as {
		"infra": {"listeners": []},
		"proxy": {"declared": true, "name": "Render", "redirect": true, "sites": [], "doubts": [], "at": _at},
	}
}

test_nothing_is_seen_without_a_proxy if {
	proxies.are_unseen with input as {"infra": {"listeners": []}}
	not proxies.are_unseen with input as _behind([_site("edge", true, true, _to_django([]))], [])
}

test_the_host_is_of_another_header_where_django_reads_that if {
	host := {"name": "Host", "from": "upstream", "value": "app", "at": _at}
	site := _site("edge", true, true, _to_django([host]))
	reading := {"settings": {"USE_X_FORWARDED_HOST": {"state": "known", "truth": true}}}
	count(proxies.named_after_upstream) == 1 with input as object.union(_behind([site], []), reading)

	sent := {"name": "X-Forwarded-Host", "from": "host", "at": _at}
	other := _site("edge", true, true, _to_django([host, sent]))
	count(proxies.named_after_upstream) == 0 with input as object.union(_behind([other], []), reading)
}

test_a_server_believes_the_proxy_of_its_own_machine if {
	told := [{"name": "X-Forwarded-Proto", "from": "scheme", "value": "https"}]
	site := _site("edge", true, true, object.union(_to_django(told), {"upstreams": ["127.0.0.1:8000"]}))
	near := {"kind": "systemd", "server": {"program": "gunicorn", "forwarded_allow_ips": {"value": "127.0.0.1,::1"}}}
	count(proxies.silent) == 0 with input as object.union(_behind([site], []), {"service": near})
	container := {"service": object.union(near, {"kind": "compose"})}
	proxies.silent == {[site, site.routes[0]]} with input as object.union(_behind([site], []), container)
}
