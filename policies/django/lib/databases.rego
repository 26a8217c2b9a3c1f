# METADATA
# description: Questions about the entries of DATABASES, by their alias. An attribute that is not known is neither there nor absent.
package django.lib.databases

import data.django.lib.service
import data.django.lib.settings

_engines[alias] := engine if {
	some alias, engine in settings.column("DATABASES", "ENGINE")
	is_string(engine)
}

postgres contains alias if {
	some alias, engine in _engines
	some word in {"postgis", "postgres", "psqlextra"}
	contains(engine, word)
}

mysql contains alias if {
	some alias, engine in _engines
	contains(engine, "mysql")
}

sqlite contains alias if {
	some alias, engine in _engines
	strings.any_suffix_match(engine, {"spatialite", "sqlite", "sqlite3"})
}

# The host of a database that is reached by a network: no socket and no file.
hosts[alias] := host if {
	some alias, host in settings.column("DATABASES", "HOST")
	is_string(host)
	host != ""
	not startswith(host, "/")
	not alias in sqlite
}

# The machine itself, or the container.
is_local(host) if host in {"localhost", "127.0.0.1", "::1"}

# A host that is certainly not on a private network: a public name or address.
is_public(host) if {
	contains(host, ".")
	not regex.match(`^(10|127|192\.168|172\.(1[6-9]|2[0-9]|3[01])|169\.254)\.`, host)
	not regex.match(`\.(internal|local|lan|localhost|svc|home|test|invalid|cluster\.local)\.?$`, host)
	not contains(host, ".svc.")
}

part(alias, field) := sprintf("DATABASES.%s.%s", [alias, field])

# An option of the driver, where it is known.
option(alias, name) := value if {
	value := input.settings.DATABASES.value[alias].OPTIONS[name]
	not is_object(value)
}

has_option(alias, name) if input.settings.DATABASES.value[alias].OPTIONS[name]

lacks_option(alias, _) if {
	input.settings.DATABASES.value[alias].ENGINE
	not input.settings.DATABASES.value[alias].OPTIONS
	not input.settings.DATABASES.value[alias]["$more"]
}

lacks_option(alias, name) if {
	options := input.settings.DATABASES.value[alias].OPTIONS
	is_object(options)
	not name in object.keys(options)
	not "$more" in object.keys(options)
	not "$unknown" in object.keys(options)
}

# Whether a database keeps a connection after the request.
keeps_connections(alias) if input.settings.DATABASES.value[alias].CONN_MAX_AGE == null

keeps_connections(alias) if {
	age := input.settings.DATABASES.value[alias].CONN_MAX_AGE
	is_number(age)
	age != 0
}

opens_each_time(alias) if input.settings.DATABASES.value[alias].CONN_MAX_AGE == 0

opens_each_time(alias) if {
	input.settings.DATABASES.value[alias].ENGINE
	not input.settings.DATABASES.value[alias].CONN_MAX_AGE
	not input.settings.DATABASES.value[alias].CONN_MAX_AGE == null
	not input.settings.DATABASES.value[alias]["$more"]
}

checks_no_health(alias) if {
	input.settings.DATABASES.value[alias].ENGINE
	not input.settings.DATABASES.value[alias].CONN_HEALTH_CHECKS
	not input.settings.DATABASES.value[alias]["$more"]
}

# The host is a pooler in transaction mode, by its name or port.
pools_transactions(alias) if {
	some word in _poolers
	contains(hosts[alias], word)
}

pools_transactions(alias) if {
	hosts[alias]
	sprintf("%v", [input.settings.DATABASES.value[alias].PORT]) == "6432"
}

has_server_cursors(alias) if {
	input.settings.DATABASES.value[alias].ENGINE
	not input.settings.DATABASES.value[alias].DISABLE_SERVER_SIDE_CURSORS
	not input.settings.DATABASES.value[alias]["$more"]
}

# The password stands as a literal in the settings, or as the default of a variable that nothing sets.
literal_passwords contains alias if {
	some alias
	facts := input.settings.DATABASES.value[alias].PASSWORD["$secret"]
	facts.empty == false
	_origin(alias) in {"literal", "literal-default"}
}

_origin(alias) := input.settings.DATABASES.parts[sprintf("%s.PASSWORD", [alias])].origin

_origin(alias) := origin if {
	not input.settings.DATABASES.parts[sprintf("%s.PASSWORD", [alias])].origin
	origin := input.settings.DATABASES.origin
}

# A file that is meant to stay.
is_kept(name) if {
	is_string(name)
	name != ":memory:"
	not startswith(name, "file::memory:")
}

# The host has no pooler's name.
is_no_pooler(host) if {
	every word in _poolers | {"proxysql"} {
		not contains(host, word)
	}
}

_poolers := {"pgbouncer", "pgpool", "pooler"}

# The services of a host, each with the number of connections that it leaves to
# applications: PostgreSQL keeps three of a hundred back, MySQL and MariaDB have 151.
limits(host) := {[peer, most] |
	some peer in input.service.peers
	service.is_called(peer, host)
	most := _most(peer)
}

has_no_limit(host) if count(limits(host)) == 0

_most(peer) := {"postgres": 97, "mysql": 151, "mariadb": 151}[peer.kind] if not peer.max_connections

_most(peer) := peer.max_connections

# There is one that has tables; or certainly none.
is_used if {
	some alias, _ in _engines
	not alias in sqlite
}

is_unused if {
	settings.is_whole("DATABASES")
	count({alias | some alias, _ in _engines; not alias in sqlite}) == 0
}

# Where Django asks a database of the same deployment for what its image does not make:
# another user, another database, or by another password. Scripts may make more.
mismatches contains {"alias": alias, "field": "USER", "peer": peer.name, "what": "user", "made": sprintf("the user %q", [made])} if {
	some [alias, peer] in _made_here
	made := peer.accounts.users[0].user.value
	user := settings.column("DATABASES", "USER")[alias]
	not user in {"", null}
	every account in peer.accounts.users {
		account.user.state == "known"
		account.user.value != user
	}
}

mismatches contains {"alias": alias, "field": "NAME", "peer": peer.name, "what": "database", "made": sprintf("the database %q", [peer.accounts.database.value])} if {
	some [alias, peer] in _made_here
	alias == "default"
	not peer.accounts.database.value == ""
	name := settings.column("DATABASES", "NAME")[alias]
	not name in {"", null, "postgres"}
	name != peer.accounts.database.value
}

mismatches contains {"alias": alias, "field": "PASSWORD", "peer": peer.name, "what": "password", "made": "its user with one password"} if {
	some [alias, peer] in _made_here
	some account in peer.accounts.users
	account.user.value == settings.column("DATABASES", "USER")[alias]
	facts := settings.secrets("DATABASES", "PASSWORD")[alias]
	facts.empty == false
	account.password.group != facts.group
}

# No service beside Django makes users and databases by variables.
makes_none if count([peer | some peer in input.service.peers; peer.accounts]) == 0

# What its image makes is not known.
unknown_accounts contains {"alias": alias, "peer": peer.name, "because": node.because} if {
	some [alias, peer] in _made_here
	some node in ({account.user | some account in peer.accounts.users} | {peer.accounts.database})
	node.state == "unknown"
}

_made_here contains [alias, peer] if {
	some alias, host in hosts
	some peer in input.service.peers
	service.is_called(peer, host)
	peer.accounts.scripts == false
}
