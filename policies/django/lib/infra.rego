# METADATA
# description: >-
#   Questions about the infrastructure. A fact of a resource is asked as a setting
#   is: it may be known to be on, known to be off, or not known.
package django.lib.infra

import data.django.lib.versions

# The resources of a kind of which a fact is on.
with_on(kind, fact) := {input.infra[kind][i] | input.infra[kind][i][fact].truth == true}

# Those of which it is off.
with_off(kind, fact) := {input.infra[kind][i] | input.infra[kind][i][fact].truth == false}

# All of a kind have it on, or off.
are_on(kind, fact) if count(with_on(kind, fact)) == count(input.infra[kind])

are_off(kind, fact) if count(with_off(kind, fact)) == count(input.infra[kind])

# What a finding on a fact is about.
subject(thing, fact) := sprintf("infra.%s.%s", [thing.name, fact])

# The rules that let the whole internet in to a port, and not to all of them.
openings(port) := {rule |
	some i, rule in input.infra.firewall_rules
	input.infra.firewall_rules[i].open.truth == true
	input.infra.firewall_rules[i].from.value <= port
	input.infra.firewall_rules[i].to.value >= port
}

# Those for the port of a cache alone.
openings_for(engine) := {rule |
	port := {"redis": 6379, "valkey": 6379, "memcached": 11211}[engine]
	some rule in openings(port)
	rule.from.value == port
}

# No rule does, and all of them are known.
is_shut(port) if {
	count(openings(port)) == 0
	count({i |
		some i, _ in input.infra.firewall_rules
		input.infra.firewall_rules[i].open.state == "unknown"
	}) == 0
}

# Rules that let the whole internet in to a port that databases or caches alone listen on,
# where no resource is one of them: it runs on a machine, if it does.
store_openings contains {"rule": rule, "port": port} if {
	some port in _unseen_ports
	some rule in openings(port)
	rule.from.value == port
	rule.to.value == port
}

_unseen_ports contains port if {
	count(input.infra.databases) == 0
	some port in _ports
}

_unseen_ports contains port if {
	count(input.infra.caches) == 0
	some port in {6379, 11211}
}

# Databases with a public address that do not say themselves whom they let in, and
# the port on which they listen.
addressed contains {"database": database, "port": port} if {
	some i, database in input.infra.databases
	input.infra.databases[i].public.truth == true
	not input.infra.databases[i].open
	port := _ports[input.infra.databases[i].engine.value]
}

_ports := {"postgres": 5432, "mysql": 3306, "mariadb": 3306, "oracle": 1521, "sqlserver": 1433}

# Databases whose version is too old for every version of Django that the project
# may use, each with the oldest that would do. What leaves out the last numbers is the
# newest of its series: 8.0 is 8.0.11 or later.
outdated contains {"database": database, "least": least} if {
	some i, database in input.infra.databases
	least := least_version(input.infra.databases[i].engine.value)
	is_older(input.infra.databases[i].version.value, least)
}

# A version, or the newest of a series, is older than another.
is_older(version, least) if {
	given := split(version, ".")
	needed := array.slice(split(least, "."), 0, count(given))
	versions.number(version) < versions.number(concat(".", needed))
}

# The oldest version of a database that Django supports (release notes of each series).
least_version(engine) := needed[count(needed) - 1][1] if {
	needed := sort([[versions.number(version), version] |
		some django, version in _supported[engine]
		versions.from(django)
	])
}

_supported := {
	"postgres": {"4.1": "11", "4.2": "12", "5.1": "13", "5.2": "14", "6.1": "15"},
	"mysql": {"4.2": "8", "5.0": "8.0.11", "6.1": "8.4"},
	"mariadb": {"4.1": "10.3", "4.2": "10.4", "5.1": "10.5", "6.0": "10.6", "6.1": "10.11"},
}

# The rules that send requests for a name to the container that is judged, and those
# of which it is not known whom they send them to.
own_host_rules contains rule if {
	some rule in with_on("host_rules", "host")
	rule.container == input.service.name
}

unclear_host_rules contains rule if {
	some rule in with_on("host_rules", "host")
	not rule.container
}
