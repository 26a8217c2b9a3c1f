# METADATA
# title: Each request reads its session from the database
# description: >-
#   One query for each request of a visitor with a session. A cache that is there anyway
#   answers it faster, and cached_db keeps what the cache forgets.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#sessions
# custom:
#   severity: info
#   collection: advice
#   reads: [settings.CACHES.*.BACKEND, settings.MIDDLEWARE, settings.SESSION_CACHE_ALIAS, settings.SESSION_ENGINE]
#   inputs: [http]
#   remediation: SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
#   unmapped: It costs time, and opens nothing.
package django.checklist.sessions.session_backend_perf

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.sessions
import data.django.lib.settings
import data.django.lib.target

deny contains result.resting(result.at("SESSION_ENGINE", "each request reads its session from the database, though a cache that all processes share is there."), {"CACHES", "SESSION_CACHE_ALIAS"}) if {
	target.is_deployed
	middleware.has_class("django.contrib.sessions.middleware.SessionMiddleware")
	sessions.is_kept_in("db")
	sessions.has_shared_cache
}

allow if settings.is_not_text("SESSION_ENGINE", "django.contrib.sessions.backends.db")
