# METADATA
# description: Whether connections to databases over the internet are encrypted.
package django.lib.transport

import data.django.lib.databases
import data.django.lib.stores

# The databases that are reached over the internet, where nothing makes the client
# insist on TLS: by default it takes whatever the other side offers.
in_clear contains {"alias": alias, "host": host} if {
	some alias, host in databases.hosts
	stores.is_public_address(host)
	_lacks_tls(alias)
}

_lacks_tls(alias) if {
	alias in databases.postgres
	_is_lax(alias, "sslmode", {"disable", "allow", "prefer"})
}

_lacks_tls(alias) if {
	alias in databases.mysql
	_is_lax(alias, "ssl_mode", {"DISABLED", "PREFERRED"})
	databases.lacks_option(alias, "ssl")
}

_is_lax(alias, name, _) if databases.lacks_option(alias, name)

_is_lax(alias, name, modes) if databases.option(alias, name) in modes
