# METADATA
# title: The cache of pages may hand a visitor's page to others
# description: >-
#   Before Django 5.2.15 and 6.0.6 the cache middleware also stored answers to requests with an Authorization header.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/cache/#the-per-site-cache
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: medium
#   reads: [settings.MIDDLEWARE]
#   inputs: [http]
#   django: ["<5.2.15", ">=6.0,<6.0.6"]
#   remediation: Upgrade Django to 5.2.15 or 6.0.6; or take UpdateCacheMiddleware out and cache single views.
#   cwe: [524]
#   owasp: ["A01:2021"]
package django.checklist.cache.cache_middleware_private

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(member.subject, "the cache of pages also stores answers to requests with an Authorization header: others may be handed them.") if {
	some member in settings.members("MIDDLEWARE")
	member.value == "django.middleware.cache.UpdateCacheMiddleware"
}
