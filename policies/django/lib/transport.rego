# METADATA
# description: Whether connections to databases over the internet are encrypted.
package django.lib.transport

import data.django.lib.settings
import data.django.lib.stores

# The databases that are reached over the internet, where nothing makes the client
# insist on TLS: by default it takes whatever the other side offers.
in_clear contains {"alias": alias, "host": host} if {
	some alias, host in settings.column("DATABASES", "HOST")
	is_string(host)
	stores.is_public_address(host)
	some options in _options(alias)
	_lacks_tls(settings.column("DATABASES", "ENGINE")[alias], options)
}

_lacks_tls(engine, options) if {
	endswith(engine, "postgresql")
	object.get(options, "sslmode", "prefer") in {"disable", "allow", "prefer"}
	not options["$more"]
}

_lacks_tls(engine, options) if {
	endswith(engine, "mysql")
	object.get(options, "ssl_mode", "PREFERRED") in {"DISABLED", "PREFERRED"}
	every key, _ in options {
		not key in {"ssl", "$more"}
	}
}

_options(alias) := {options | options := input.settings.DATABASES.value[alias].OPTIONS} if input.settings.DATABASES.value[alias].OPTIONS

_options(alias) := {{}} if not input.settings.DATABASES.value[alias].OPTIONS
