# METADATA
# title: Sessions are kept in a cache that forgets them
# description: >-
#   LocMemCache is of one process and of one start; DummyCache keeps nothing; files of a container go with it. Visitors are logged out at random.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/http/sessions/#using-cached-sessions
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#sessions
# custom:
#   severity: high
#   reads: [service.kind, service.mounts, settings.CACHES.*.BACKEND, settings.SESSION_CACHE_ALIAS, settings.SESSION_ENGINE]
#   remediation: Keep sessions in Redis, Memcached or the database, such as SESSION_ENGINE = "django.contrib.sessions.backends.cached_db".
#   aliases: [cache-not-shared-replicas]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.sessions.session_cache_volatile

import data.django.lib.dotted
import data.django.lib.process
import data.django.lib.result
import data.django.lib.sessions

deny contains result.resting(
	result.at("SESSION_ENGINE", sprintf("sessions are kept in a %s, which %s: visitors are logged out at random.", [dotted.last(sessions.cache), _fault])),
	{"CACHES", "SESSION_CACHE_ALIAS"},
) if {
	sessions.is_kept_in("cache")
}

_fault := "every process has for itself" if endswith(sessions.cache, ".LocMemCache")

_fault := "keeps nothing" if endswith(sessions.cache, ".DummyCache")

_fault := "goes with the container" if {
	endswith(sessions.cache, ".FileBasedCache")
	process.is_fleeting
}

allow if {
	some engine in ["db", "cached_db", "file", "signed_cookies"]
	sessions.is_kept_in(engine)
}
