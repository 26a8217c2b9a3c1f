# METADATA
# title: Sessions are kept in a cache that does not exist
# description: SESSION_CACHE_ALIAS names no entry of CACHES, so that every request that reads a session is an exception.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cache-alias
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#sessions
# custom:
#   severity: high
#   reads: [settings.CACHES, settings.SESSION_CACHE_ALIAS, settings.SESSION_ENGINE]
#   remediation: Add the entry to CACHES, or name one that is there.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.sessions.session_cache_alias_missing

import data.django.lib.result
import data.django.lib.sessions
import data.django.lib.settings

deny contains result.resting(result.at("SESSION_CACHE_ALIAS", sprintf("CACHES has no %q, in which sessions are kept: requests are answered with 500.", [alias])), {"CACHES", "SESSION_ENGINE"}) if {
	alias := settings.value("SESSION_CACHE_ALIAS")
	settings.misses("CACHES", alias)
	settings.is_whole("CACHES")
	some engine in ["cache", "cached_db"]
	sessions.is_kept_in(engine)
}

allow if {
	some engine in ["db", "file", "signed_cookies"]
	sessions.is_kept_in(engine)
}

allow if settings.has("CACHES", settings.value("SESSION_CACHE_ALIAS"))
