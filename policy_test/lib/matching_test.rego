package django.lib.matching_test

import data.django.lib.hosts
import data.django.lib.origins
import data.django.lib.redirects

# How Django 3.2 to 6.1 answers a Host header: header, ALLOWED_HOSTS, whether.
requests := [
	["example.com", ["example.com"], true],
	["EXAMPLE.COM", ["example.com"], true],
	["example.com", ["EXAMPLE.com"], true],
	["example.com:8000", ["example.com"], true],
	["example.com:8000", ["example.com:8000"], false],
	["example.com.", ["example.com"], true],
	["example.com.", ["example.com."], false],
	["example.com..", ["example.com"], false],
	["example.com", [".example.com"], true],
	["a.b.example.com", [".example.com"], true],
	["evilexample.com", [".example.com"], false],
	["a.example.com", ["*.example.com"], false],
	["*.example.com", ["*.example.com"], false],
	["evil.com", ["*"], true],
	["evil_host.com", ["*"], false],
	["a_b.example.com", [".example.com"], false],
	["example.com", [" example.com"], false],
	["example.com", [""], false],
	["example.com", [null], false],
	["example.com", ["https://example.com"], false],
	["example.com", ["example.com,www.example.com"], false],
	["10.1.2.3", ["10.0.0.0/8"], false],
	["10.1.2.3", [".2.3"], true],
	["10.1.2.3", ["10.*"], false],
	["[::1]:8000", ["[::1]"], true],
	["[::1]", ["::1"], false],
	["::1", ["::1"], false],
	["[0:0:0:0:0:0:0:1]", ["[::1]"], false],
	["xn--bcher-kva.de", ["bücher.de"], false],
	["bücher.de", ["bücher.de"], false],
	["example.com", [".com"], true],
	["example.com", ["."], false],
	["example.com:abc", ["example.com"], false],
	["example.com:", ["example.com"], false],
	["a@example.com", ["example.com"], false],
	["example.com, proxy", ["example.com"], false],
]

nodes(allowed, debug) := {
	"ALLOWED_HOSTS": {"state": "known", "value": allowed, "type": "list", "truth": count(allowed) > 0},
	"DEBUG": {"state": "known", "value": debug, "type": "bool", "truth": debug},
}

test_hosts_as_django_answers if {
	every request in requests {
		_answer(request[0], nodes(request[1], false)) == request[2]
	}
}

# While DEBUG is on, an empty list admits this machine; another list is what it is.
test_hosts_under_debug if {
	every host in ["localhost:8000", "a.localhost", "127.0.0.1", "[::1]"] {
		_answer(host, nodes([], true)) == true
		_answer(host, nodes([], false)) == false
		_answer(host, nodes(["example.com"], true)) == false
	}
	every host in ["127.0.0.2", "0.0.0.0:8000", "evil.com"] {
		_answer(host, nodes([], true)) == false
	}
}

test_hosts_that_are_not_known if {
	some_ := object.union(nodes([], false), {"ALLOWED_HOSTS": {"state": "partial", "value": ["example.com", {"$more": {}}], "type": "list", "truth": true}})
	hosts.is_allowed("example.com") with input.settings as some_
	not hosts.is_allowed("a.example.com") with input.settings as some_
	not hosts.is_refused("a.example.com") with input.settings as some_
}

_answer(host, settings) if {
	hosts.is_allowed(host) with input.settings as settings
	not hosts.is_refused(host) with input.settings as settings
}

_answer(host, settings) := false if {
	not hosts.is_allowed(host) with input.settings as settings
	hosts.is_refused(host) with input.settings as settings
}

# How Django 4.0 to 6.1 answers an Origin header that is not the site's own.
senders := [
	["https://a.com", "https://a.com", true],
	["https://example.com:8443", "https://example.com", false],
	["https://example.com:8443", "https://example.com:8443", true],
	["https://a.com", "https://a.com:443", false],
	["https://a.com", "https://a.com/", false],
	["https://a.com", "https://A.com", false],
	["https://x.a.com", "https://*.a.com", true],
	["https://a.com", "https://*.a.com", true],
	["http://x.a.com", "https://*.a.com", false],
	["https://evila.com", "https://*a.com", false],
	["https://evil.com", "https://*", false],
	["https://evil.com", "https://*.com", true],
	["https://a.com", "*://a.com", false],
	["https://x.a.com", "https://*.A.com", true],
	["https://x.a.com", "https://.a.com", false],
	["https://a.com", "https://a.com/app", false],
	["https://a.com", " https://a.com", false],
	["null", "null", true],
]

test_origins_as_django_answers if {
	every sender in senders {
		_trust(sender[0], sender[1]) == sender[2]
	}
}

_trust(origin, entry) if {
	origins.is_trusted(origin) with input.settings as {"CSRF_TRUSTED_ORIGINS": {"state": "known", "value": [entry], "type": "list"}}
}

_trust(origin, entry) := false if {
	origins.is_not_trusted(origin) with input.settings as {"CSRF_TRUSTED_ORIGINS": {"state": "known", "value": [entry], "type": "list"}}
}

# Versions of Python differ in what they drop around an address.
test_origins_that_are_not_told if {
	not origins.match("https://x.a.com", " https://*.a.com")
	not origins.differ("https://x.a.com", " https://*.a.com")
}

test_referers if {
	origins.match_referer("a.com", "https://a.com/")
	origins.match_referer("a.com", "http://a.com")
	not origins.match_referer("evil.com", "https://*")
	not origins.match_referer("a.com", "a.com")
}

# SECURE_REDIRECT_EXEMPT, a path, and whether it stays on HTTP.
exempt := [
	[["^/health$"], "/health", false],
	[["^health$"], "/health", true],
	[["health"], "/a/healthy", true],
	[["^api/(?P<version>v[0-9]+)/"], "/api/v2/", true],
	[["(?i)^HEALTH$"], "/health", true],
	[[], "/health", false],
]

test_redirects if {
	every case in exempt {
		_exempt({"state": "known", "value": case[0], "type": "list"}, case[1]) == case[2]
	}
}

# A text is a pattern a letter.
test_redirects_of_a_text if {
	_exempt({"state": "known", "value": "^health$", "type": "str"}, "/admin/") == true
	_exempt({"state": "known", "value": "health", "type": "str"}, "/ok/") == false
}

test_redirects_that_are_not_told if {
	every pattern in ["(?!admin)", `(a)\1`, `\Z`, `[[:alpha:]]`, "a{,3}", "a(?i)b", "(", "ü"] {
		node := {"SECURE_REDIRECT_EXEMPT": {"state": "known", "value": [pattern], "type": "list"}}
		not redirects.is_exempt("/admin/") with input.settings as node
		not redirects.is_not_exempt("/admin/") with input.settings as node
	}
}

_exempt(node, path) if {
	redirects.is_exempt(path) with input.settings as {"SECURE_REDIRECT_EXEMPT": node}
	not redirects.is_not_exempt(path) with input.settings as {"SECURE_REDIRECT_EXEMPT": node}
}

_exempt(node, path) := false if {
	redirects.is_not_exempt(path) with input.settings as {"SECURE_REDIRECT_EXEMPT": node}
	not redirects.is_exempt(path) with input.settings as {"SECURE_REDIRECT_EXEMPT": node}
}
