# METADATA
# description: How Django matches a Host header with ALLOWED_HOSTS, in every version from 3.2.
package django.lib.hosts

import data.django.lib.settings

# A pattern that some Host header matches. Django compares in lower case, drops
# the port, and takes one dot off the end of what the client sent.
can_match("*")

can_match(pattern) if {
	is_string(pattern)
	pattern != ""
	not endswith(pattern, ".")
	trim(lower(pattern), "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
}

can_match(pattern) if {
	is_string(pattern)
	startswith(pattern, "[")
	regex.match(`^\[[a-f0-9]*:[a-f0-9.:]+\]$`, lower(pattern))
}

# Why a pattern matches nothing, and what was meant.
reason(pattern) := "it is not text" if not is_string(pattern)

reason(pattern) := text if {
	is_string(pattern)
	not can_match(pattern)
	text := [text | some [shape, text] in _reasons; regex.match(shape, pattern)][0]
}

# The first that fits is said.
_reasons := [
	[`^\s|\s$`, "the space belongs to the name; strip it"],
	[`,`, "it is one text with commas; split it"],
	[`^[A-Za-z][A-Za-z0-9+.-]*://`, "it has a scheme; write the host alone"],
	[`^[0-9a-fA-F.:]+/[0-9]+$`, "Django knows no address ranges"],
	[`/`, "it has a path; write the host alone"],
	[`^[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$`, "an IPv6 address needs brackets"],
	[`:[0-9]*$`, "it has a port, which Django drops before it compares"],
	[`^\*\.`, "only a leading dot matches subdomains; drop the star"],
	[`\*`, "* stands for all hosts only when it is alone"],
	[`_`, "Django refuses host names with an underscore"],
	[`[^\x00-\x7f]`, "write a name that is not ASCII as punycode (xn--...)"],
	[`\.$`, "Django drops the dot at the end before it compares"],
	[``, "no Host header can be equal to it"],
]

# A Host header and one pattern (django.http.request.validate_host).
match(header, "*") if domain(header)

match(header, pattern) if is_same_domain(domain(header), pattern)

# The domain that a Host header names, without its port; Django takes no other form.
domain(header) := trim_suffix(name, ".") if {
	name := regex.find_all_string_submatch_n(`^([a-z0-9.-]+)(?::[0-9]+)?$`, lower(header), 1)[0][1]
}

domain(header) := regex.find_all_string_submatch_n(`^(\[[a-f0-9]*:[a-f0-9.:]+\])(?::[0-9]+)?$`, lower(header), 1)[0][1]

# django.utils.http.is_same_domain: equal, or below a pattern with a leading dot.
is_same_domain(host, pattern) if {
	is_string(pattern)
	pattern != ""
	lower(pattern) == host
}

is_same_domain(host, pattern) if {
	is_string(pattern)
	startswith(pattern, ".")
	endswith(host, lower(pattern))
}

is_same_domain(host, pattern) if {
	is_string(pattern)
	startswith(pattern, ".")
	lower(pattern) == concat("", [".", host])
}

# Requests with this Host header are answered; while DEBUG is on and nothing is
# allowed, those for this machine are.
is_allowed(header) if {
	some pattern in settings.members("ALLOWED_HOSTS")
	match(header, pattern.value)
}

is_allowed(header) if {
	settings.is_off("ALLOWED_HOSTS")
	settings.is_on("DEBUG")
	some pattern in _this_machine
	match(header, pattern)
}

is_refused(header) if {
	settings.is_on("ALLOWED_HOSTS")
	_all_refuse(header)
}

is_refused(_) if {
	settings.is_off("ALLOWED_HOSTS")
	settings.is_off("DEBUG")
}

is_refused(header) if {
	_all_refuse(header)
	every pattern in _this_machine {
		not match(header, pattern)
	}
}

_all_refuse(header) if {
	listed := settings.all_members("ALLOWED_HOSTS")
	every pattern in listed {
		not match(header, pattern.value)
	}
}

# No entry names this host, though one may admit every host.
is_unnamed(header) if {
	listed := settings.all_members("ALLOWED_HOSTS")
	every pattern in listed {
		_is_another(header, pattern.value)
	}
}

_is_another(_, "*")

_is_another(header, pattern) if not match(header, pattern)

_this_machine := {".localhost", "127.0.0.1", "[::1]"}

# Those of a proxy's names that are refused, in words. Names of the machine itself, which
# such a list may have, nobody else asks for.
refused(names) := {"names": concat(" and ", known), "them": _them[min({count(known), 2})]} if {
	known := {name |
		some name in names
		domain(name)
		is_refused(name)
		_is_asked_for(name)
	}
	count(known) > 0
}

_them := {1: "it", 2: "them"}

_is_asked_for(name) if {
	name != "0.0.0.0"
	every pattern in _this_machine {
		not match(name, pattern)
	}
}

# No entry of ALLOWED_HOSTS is an address, nor all hosts.
hold_no_address if {
	listed := settings.all_members("ALLOWED_HOSTS")
	every member in listed {
		is_string(member.value)
		not member.value == "*"
		not regex.match(`^[0-9.]+$|^\[`, member.value)
	}
}

# The hosts of ALLOWED_HOSTS of which a name is a subdomain.
above(name) := {host |
	some member in settings.texts("ALLOWED_HOSTS")
	host := trim_prefix(member.value, ".")
	contains(host, ".")
	endswith(lower(trim_suffix(name, ".")), sprintf(".%s", [lower(host)]))
}

# A name that others on the internet may use: no address, no name of a machine alone,
# nor one that is kept for private use (RFC 6761, RFC 6762).
is_public_name(pattern) if {
	is_string(pattern)
	contains(trim_prefix(pattern, "."), ".")
	not regex.match(`^[0-9.]+$|[:*]|\.(localhost|local|internal|lan|test|invalid|example|svc|cluster\.local)\.?$`, lower(pattern))
}

# What is looked up while the settings load: an address of the machine, an answer of
# another service.
computed contains {"subject": "ALLOWED_HOSTS", "because": input.settings.ALLOWED_HOSTS.because} if {
	input.settings.ALLOWED_HOSTS.state == "unknown"
	_is_lookup(input.settings.ALLOWED_HOSTS.because)
}

computed contains {"subject": "ALLOWED_HOSTS", "because": doubt.because} if {
	some member in input.settings.ALLOWED_HOSTS.value
	some key, doubt in member
	key in {"$unknown", "$more"}
	_is_lookup(doubt.because)
}

# A variable holds them that no file here sets, in whole or in part.
are_given if {
	input.settings.ALLOWED_HOSTS.state == "unknown"
	input.settings.ALLOWED_HOSTS.origin == "env"
}

are_given if {
	input.settings.ALLOWED_HOSTS.state == "partial"
	every doubt in _doubts {
		count(doubt.needs) > 0
	}
}

_doubts contains doubt if {
	some member in input.settings.ALLOWED_HOSTS.value
	some key, doubt in member
	key in {"$unknown", "$more"}
}

_is_lookup(because) if regex.match(`only when the process runs|the package (requests|httpx|urllib3|boto3|botocore|ec2_metadata|netifaces|psutil|dns) is not modelled`, because)
