# METADATA
# title: The cache asks for no password
# description: Django unpickles what it reads from a cache. Where more than the application reaches it, each of them can run code in the process.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/cache/#memcached
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: high
#   reads: [infra.caches, infra.caches.*.engine, infra.caches.*.password, infra.firewall_rules, infra.firewall_rules.*.from, infra.firewall_rules.*.open, infra.firewall_rules.*.to, settings.CACHES]
#   remediation: Set a password (auth_token, auth_enabled, or user:password in LOCATION) and TLS, and let in the application's own servers alone.
#   cwe: [306, 502]
#   owasp: [ASVS-5.5.3, ASVS5-1.5.2, "A07:2021"]
package django.checklist.cache.cache_unauthenticated

import data.django.lib.infra
import data.django.lib.result
import data.django.lib.stores

deny contains result.at(
	stores.location(cache.alias),
	sprintf("the cache %q is at the public address %s and asks for no password: who writes into it runs code in Django.", [cache.alias, cache.host]),
) if {
	some cache in stores.unguarded
	stores.is_public_address(cache.host)
}

deny contains result.here(
	infra.subject(cache, "password"),
	cache.password.at,
	sprintf("%s asks for no password, and %s opens port %d to every address: who writes into it runs code in Django.", [cache.name, rule.name, rule.from.value]),
) if {
	some cache in (infra.with_off("caches", "password") & infra.with_on("caches", "engine"))
	some rule in infra.openings_for(cache.engine.value)
}
