# METADATA
# description: >-
#   Questions about caches in files (django/core/checks/caches.py). Whether a
#   backend from elsewhere is a FileBasedCache, only its source could tell, unless
#   it is one that many have, or its LOCATION is none of a file.
package django.lib.caches

import data.django.lib.paths
import data.django.lib.settings

# The folders of the caches in files, by their alias.
folders[alias] := cache.LOCATION if {
	some alias in settings.keys("CACHES")
	cache := settings.entry_of("CACHES", alias)
	cache.BACKEND == _files
	is_string(cache.LOCATION)
}

# Every cache is known, and none is in files but those of folders.
are_told if {
	count(_told) == count(settings.keys("CACHES"))
	settings.misses("CACHES", "")
}

# The caches that may be in files.
may_be_files contains alias if {
	some alias in settings.keys("CACHES")
	cache := settings.entry_of("CACHES", alias)
	is_string(cache.BACKEND)
	not startswith(cache.BACKEND, "django.core.cache.backends.")
	not _is_elsewhere(cache)
}

# The caches in files that say no folder.
without_folder contains alias if {
	some alias in settings.keys("CACHES")
	cache := settings.entry_of("CACHES", alias)
	cache.BACKEND == _files
	every key, _ in cache {
		not key in {"LOCATION", "$more"}
	}
}

# A cache whose folder is, holds or is held by one that visitors read.
exposed contains {"alias": alias, "name": name, "relation": relation} if {
	some alias, folder in folders
	some name, others in _public
	some other in others
	relation := paths.relation(folder, other)
}

# No cache lies where visitors read.
are_hidden if {
	are_told
	are_apart
}

# The folders of caches lie apart from those that visitors read.
are_apart if {
	count(_public) == 3
	every folder in folders {
		every others in _public {
			every other in others {
				paths.are_apart(folder, other)
			}
		}
	}
}

# Their paths do not tell how the folders lie to what visitors read.
are_not_apart if {
	not are_apart
	count(exposed) == 0
}

are_absolute if {
	every folder in folders {
		paths.is_absolute(folder)
	}
}

# What visitors read, where all of it is known.
_public[name] := _seen(name) if some name in {"MEDIA_ROOT", "STATICFILES_DIRS", "STATIC_ROOT"}

_seen("MEDIA_ROOT") := _roots("MEDIA_ROOT")

_seen("STATIC_ROOT") := _roots("STATIC_ROOT")

_seen("STATICFILES_DIRS") := {_folder(entry) | some entry in settings.value("STATICFILES_DIRS")} if {
	is_array(settings.value("STATICFILES_DIRS"))
	settings.is_on("STATICFILES_DIRS")
}

_seen("STATICFILES_DIRS") := set() if settings.is_off("STATICFILES_DIRS")

_roots(name) := {folder} if {
	folder := settings.value(name)
	is_string(folder)
	settings.is_on(name)
}

_roots(name) := set() if settings.is_off(name)

# An entry is a folder, or a prefix and a folder.
_folder(entry) := entry if is_string(entry)

_folder(entry) := entry[1] if is_array(entry)

_told contains alias if some alias, _ in folders

_told contains alias if {
	some alias in settings.keys("CACHES")
	_is_elsewhere(settings.entry_of("CACHES", alias))
}

# A backend of Django's that keeps no files, or a LOCATION that is no folder.
_is_elsewhere(cache) if {
	is_string(cache.BACKEND)
	startswith(cache.BACKEND, "django.core.cache.backends.")
	cache.BACKEND != _files
}

_is_elsewhere(cache) if cache.BACKEND in _servers

_is_elsewhere(cache) if {
	is_string(cache.LOCATION)
	contains(cache.LOCATION, "://")
}

_is_elsewhere(cache) if is_array(cache.LOCATION)

_is_elsewhere(cache) if cache.LOCATION["$secret"]

_files := "django.core.cache.backends.filebased.FileBasedCache"

# Backends of packages that ask a server or keep all in memory, whatever their LOCATION.
_servers := {
	"django_bmemcached.memcached.BMemcached",
	"django_elastipymemcache.backend.ElastiPymemcache",
	"django_prometheus.cache.backends.locmem.LocMemCache",
	"django_prometheus.cache.backends.memcached.PyLibMCCache",
	"django_prometheus.cache.backends.memcached.PyMemcacheCache",
	"django_prometheus.cache.backends.redis.NativeRedisCache",
	"django_prometheus.cache.backends.redis.RedisCache",
	"django_pylibmc.memcached.PyLibMCCache",
	"django_redis.cache.RedisCache",
	"django_valkey.cache.ValkeyCache",
	"redis_cache.RedisCache",
	"redis_cache.cache.RedisCache",
	"redis_lock.django_cache.RedisCache",
}

# The caches whose client takes any certificate.
unverified contains alias if {
	some alias
	_is_none(input.settings.CACHES.value[alias].OPTIONS.ssl_cert_reqs)
}

unverified contains alias if {
	some alias
	_is_none(input.settings.CACHES.value[alias].OPTIONS.CONNECTION_POOL_KWARGS.ssl_cert_reqs)
}

_is_none(null)

_is_none("none")
