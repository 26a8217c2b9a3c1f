# METADATA
# description: >-
#   Questions about caches that processes reach over the network, and about where
#   uploads are stored.
package django.lib.stores

import data.django.lib.settings
import data.django.lib.versions

# The caches in Redis or Memcached that ask for no password, each with its host.
unguarded contains {"alias": alias, "host": host, "port": port} if {
	some alias in settings.keys("CACHES")
	cache := settings.entry_of("CACHES", alias)
	is_string(cache.BACKEND)
	port := _port(lower(cache.BACKEND))
	some host in _hosts(cache.LOCATION)
	not cache.OPTIONS.PASSWORD
	not cache.OPTIONS.password
}

# The brokers of Celery that ask for no password, each with its host: RabbitMQ takes
# everybody for guest, whom its image lets in from everywhere.
unguarded_brokers contains {"setting": setting, "host": host} if {
	some setting, url in _brokers
	is_string(url)
	host := regex.find_all_string_submatch_n(`^(?:redis|amqp|pyamqp)://([A-Za-z0-9._-]+)(?::[0-9]+)?(?:[/?].*)?$`, url, 1)[0][1]
}

_brokers["BROKER_URL"] := settings.value("BROKER_URL")

_brokers["CELERY_BROKER_URL"] := settings.value("CELERY_BROKER_URL")

# A subject for what is wrong with one.
location(alias) := sprintf("CACHES.%s.LOCATION", [alias])

# An address that every machine of the internet can be asked to reach (RFC 6890).
is_public_address(host) if {
	trim(host, "0123456789.") == ""
	regex.match(`^[0-9]+(\.[0-9]+){3}$`, host)
	every network in _private {
		not net.cidr_contains(network, host)
	}
}

# Uploads go to a package's storage in a bucket.
are_remote if startswith(_upload_class, "storages.")

# They go to a class of the project's own, which may have its own bucket.
may_be_remote if {
	is_foreign(_upload_class)
	not startswith(_upload_class, "storages.")
}

# The bucket that they go to.
is_upload_bucket(name) if name == input.settings.STORAGES.value["default"].OPTIONS.bucket_name

is_upload_bucket(name) if {
	not input.settings.STORAGES.value["default"].OPTIONS.bucket_name
	name == settings.value("AWS_STORAGE_BUCKET_NAME")
}

is_upload_bucket(name) if {
	not input.settings.STORAGES.value["default"].OPTIONS.bucket_name
	name == settings.value("GS_BUCKET_NAME")
}

is_foreign(class) if {
	is_string(class)
	not startswith(class, "django.")
}

_upload_class := class if {
	_reads_old_name
	class := settings.value("DEFAULT_FILE_STORAGE")
	is_string(class)
}

_upload_class := class if {
	not _reads_old_name
	class := settings.entry("STORAGES", "default", "BACKEND")
	is_string(class)
}

_reads_old_name if {
	versions.before("5.1")
	settings.is_set("DEFAULT_FILE_STORAGE")
}

_port(backend) := 6379 if contains(backend, "redis")

_port(backend) := 11211 if contains(backend, "memcache")

# A location is an address with a scheme, HOST:PORT, or a list of them; with a
# password in it, it is a secret.
_hosts(location) := {host |
	some text in _texts(location)
	host := regex.find_all_string_submatch_n(`^(?:[a-z]+://)?([A-Za-z0-9._-]+)(?::[0-9]+)?(?:[/?].*)?$`, text, 1)[0][1]
}

_texts(location) := {location} if is_string(location)

_texts(location) := {text | some text in location; is_string(text)} if is_array(location)

_private := {
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
	"192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
}
