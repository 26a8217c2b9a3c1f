package django.lib.hosts_test

import data.django.lib.hosts

matching := {"*", "shop.example.org", "Shop.Example.ORG", ".example.org", "localhost", "10.0.0.1", "[::1]", "[2001:DB8::1]", "xn--bcher-kva.example", ".com"}

# Each pattern that nothing matches, and a word of the reason that is given.
unmatchable := {
	"shop.example.org ": "space",
	" shop.example.org": "space",
	"a.example.org,b.example.org": "commas",
	"https://shop.example.org": "scheme",
	"10.0.0.0/8": "ranges",
	"shop.example.org/": "path",
	"::1": "brackets",
	"2001:db8::1": "brackets",
	"shop.example.org:8000": "port",
	"shop.example.org:": "port",
	"*.example.org": "leading dot",
	"shop*": "alone",
	"shop_one.example.org": "underscore",
	"bücher.example": "punycode",
	"shop.example.org.": "dot at the end",
	"^shop$": "equal",
	"": "equal",
}

test_what_can_match_has_no_reason if {
	every pattern in matching {
		hosts.can_match(pattern)
		not hosts.reason(pattern)
	}
}

test_what_cannot_match_has_its_reason if {
	every pattern, word in unmatchable {
		not hosts.can_match(pattern)
		contains(hosts.reason(pattern), word)
	}
}

test_what_is_no_text if {
	every value in [null, 3, true, ["a"]] {
		hosts.reason(value) == "it is not text"
	}
}

test_no_address if {
	every host in {"*", "10.0.0.1", "[::1]"} {
		not hosts.hold_no_address with input as {"settings": {"ALLOWED_HOSTS": {"state": "known", "value": ["example.org", host]}}}
	}
	hosts.hold_no_address with input as {"settings": {"ALLOWED_HOSTS": {"state": "known", "value": [".example.org"]}}}
	not hosts.hold_no_address with input as {"settings": {"ALLOWED_HOSTS": {"state": "unknown"}}}
}

test_above if {
	allowed := {"settings": {"ALLOWED_HOSTS": {"state": "known", "value": ["example.org", ".shop.example.net", "localhost"]}}}
	hosts.above("Old.example.org.") == {"example.org"} with input as allowed
	hosts.above("a.shop.example.net") == {"shop.example.net"} with input as allowed
	hosts.above("example.org") == set() with input as allowed
	hosts.above("x.localhost") == set() with input as allowed
}

test_a_host_that_no_entry_names if {
	settings := {"ALLOWED_HOSTS": {"state": "known", "type": "list", "truth": true, "value": ["*", ".example.org"]}}
	hosts.is_unnamed("shop.example.com") with input.settings as settings
	not hosts.is_unnamed("shop.example.org") with input.settings as settings
}
