package django.lib.edge_test

import data.django.lib.edge

at := {"file": "main.tf", "line": 9}

yes := {"state": "known", "value": true, "truth": true}

no := {"state": "known", "value": false, "truth": false}

unknown := {"state": "unknown", "because": "nothing sets it"}

outward := {"published": "9000", "container": "8000", "loopback": false}

unnamed := {"container": "8000", "loopback": false}

unaddressed := {"host_ip": "${BIND}", "container": "8000", "at": at}

inward := {"published": "9001", "container": "8000", "loopback": true}

plain := {"name": "plain", "port": 80, "protocol": "HTTP", "redirect": no, "at": at}

redirecting := {"name": "front", "port": 80, "protocol": "HTTP", "redirect": yes, "at": at}

tls := {"name": "tls", "port": 443, "protocol": "HTTPS", "redirect": no, "at": at}

unclear := {"name": "unclear", "port": 0, "protocol": "", "redirect": unknown, "at": at}

deployed(ports, listeners) := {"service": {"kind": "compose", "ports": ports, "peers": []}, "infra": {"listeners": listeners}}

behind(proxy) := object.union(deployed([], []), {"proxy": object.union({"at": at, "declared": false, "redirect": false, "hsts": false, "hosts": []}, proxy)})

test_published if {
	edge.published == {outward} with input as deployed([outward, inward], [])
	edge.published == set() with input as deployed([inward], [])
	edge.published == set() with input as {"service": {"kind": "ecs", "ports": [outward]}}
	edge.published == set() with input as {}
}

test_unaddressed_ports if {
	edge.is_unaddressed(unaddressed)
	not edge.is_unaddressed(inward)
	not edge.is_open(unaddressed)
	edge.published == set() with input as deployed([unaddressed], [])
	not edge.is_private with input as deployed([unaddressed], [])
	edge.published_in_words == "ports 8000 and 9000" with input as deployed([outward, unnamed], [])
}

test_plain_ways if {
	edge.plain_ways == {"published on port 9000 without TLS or redirect"} with input as deployed([outward], [redirecting, tls])
	edge.plain_ways == {"published on port 8000 without TLS or redirect"} with input as deployed([unnamed], [])
	edge.plain_ways == {"reached through listener plain on port 80, which does not redirect"} with input as deployed([inward], [plain])
	edge.plain_ways == {"reached through Heroku on port 80, which does not redirect"} with input as deployed([], [object.union(plain, {"by": "Heroku"})])
	edge.plain_ways == {"reached through listener plain on port 80, which does not redirect"} with input as deployed([], [object.union(plain, {"public": yes})])
	edge.plain_ways == set() with input as deployed([], [object.union(plain, {"public": no})])
}

test_shielded if {
	edge.is_shielded with input as deployed([inward], [redirecting, tls])
	edge.is_shielded with input as {}
	not edge.is_shielded with input as deployed([outward], [])
	not edge.is_shielded with input as deployed([], [plain])
	not edge.is_shielded with input as deployed([], [unclear])
	not edge.is_shielded with input as deployed([], [object.union(plain, {"public": unknown})])
	edge.is_shielded with input as deployed([], [object.union(plain, {"public": no})])
}

test_redirects if {
	edge.redirects == {{"at": at, "by": "listener front redirects to HTTPS"}} with input as deployed([], [redirecting, plain, tls])
	edge.redirects == {{"at": at, "by": "the proxy redirects to HTTPS"}} with input as behind({"redirect": true})
	edge.redirects == {{"at": at, "by": "declared: the proxy redirects to HTTPS"}} with input as behind({"redirect": true, "declared": true})
	edge.redirects == set() with input as behind({})
}

test_hsts if {
	edge.hsts == {{"at": at, "by": "the proxy adds Strict-Transport-Security"}} with input as behind({"hsts": true})
	edge.hsts == {{"at": at, "by": "declared: the proxy adds Strict-Transport-Security"}} with input as behind({"hsts": true, "declared": true})
	edge.hsts == set() with input as behind({"redirect": true})
}

# Something is in sight, or nothing is; never both.
test_sight if {
	every seen in [behind({}), deployed([], [tls])] {
		edge.is_visible with input as seen
		not edge.is_unseen with input as seen
	}
	edge.is_unseen with input as deployed([outward], [])
	not edge.is_visible with input as deployed([outward], [])
}

test_hosts_that_a_router_knows if {
	known := deployed([], [object.union(plain, {"by": "Heroku"})])
	edge.doorkeeper == "the router of Heroku" with input as known
	not edge.passes_any_host with input as known
	not edge.perhaps_passes_any_host with input as known
	edge.passes_any_host with input as deployed([], [object.union(plain, {"by": "Fly.io"})])
	edge.passes_any_host with input as deployed([], [plain, object.union(plain, {"by": "Cloud Run"})])
	edge.doorkeeper == "the proxy" with input as behind({"hosts": ["a.example.org"]})
}

test_hosts_that_a_proxy_names if {
	edge.names_hosts with input as behind({"hosts": ["a.example.org"]})
	not edge.passes_any_host with input as behind({"hosts": ["a.example.org"]})
	edge.passes_any_host with input as behind({})
	edge.passes_any_host with input as deployed([], [])
	edge.passes_any_host with input as object.union(behind({"hosts": ["a.example.org"]}), {"service": {"kind": "compose", "ports": [outward]}})
	unclear_port := object.union(behind({"hosts": ["a.example.org"]}), {"service": {"kind": "compose", "ports": [unaddressed]}})
	not edge.names_hosts with input as unclear_port
	not edge.passes_any_host with input as unclear_port
	edge.perhaps_passes_any_host with input as unclear_port
}

test_ports_of_a_peer if {
	peers := {"service": {"peers": [{"name": "db", "ports": [outward, inward]}, {"name": "cache", "ports": [inward]}, {"name": "queue", "ports": [unaddressed]}]}}
	edge.exposed("db") == {outward} with input as peers
	edge.exposed("cache") == set() with input as peers
	edge.exposed("queue") == set() with input as peers
	edge.is_unexposed("queue") with input as peers
	edge.is_unexposed("elsewhere.example.org") with input as peers
	not edge.is_unexposed("db") with input as peers
}

test_first_tls_listener if {
	every case in [
		[[{"name": "a", "protocol": "HTTP"}], set()],
		[[{"name": "b", "protocol": "HTTPS"}, {"name": "a", "protocol": "HTTPS"}], {"a"}],
		[[{"name": "a", "by": "Cloud Run", "protocol": "HTTP"}], {"a"}],
	] {
		{l.name | some l in edge.first_tls_listener} == case[1] with input as {"infra": {"listeners": case[0]}}
	}
}

test_who_adds_hsts if {
	adds := {"name": "a", "protocol": "HTTPS", "hsts": {"truth": true, "at": "here"}}
	adds_none := {"name": "b", "protocol": "HTTPS"}
	unclear := {"name": "c", "protocol": "HTTPS", "hsts": {"state": "unknown", "because": "why", "at": "there"}}
	every case in [[[adds], 1, 0, true], [[adds, adds_none], 0, 0, true], [[adds, unclear], 0, 1, false], [[adds_none], 0, 0, true]] {
		listeners := {"infra": {"listeners": case[0]}}
		count(edge.hsts) == case[1] with input as listeners
		count(edge.unclear_hsts) == case[2] with input as listeners
		{true | edge.adds_no_hsts} == {true | case[3]} with input as listeners
	}
}

test_https_alone if {
	every case in [[["HTTPS"], 1], [["HTTP", "HTTPS"], 0], [[], 0]] {
		listeners := [{"name": protocol, "protocol": protocol, "at": "here"} | some protocol in case[0]]
		count(edge.redirects) == case[1] with input as {"infra": {"listeners": listeners}}
	}
}
