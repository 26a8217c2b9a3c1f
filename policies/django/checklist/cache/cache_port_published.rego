# METADATA
# title: Everybody reaches the cache
# description: Django unpickles what it reads from a cache, so who writes into it runs code in the process.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/cache/#memcached
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: critical
#   reads: [service.peers, settings.CACHES]
#   inputs: [compose]
#   remediation: Publish no port of the cache (Compose services reach it without), or on 127.0.0.1 alone; and set a password.
#   covers: [cache-unauthenticated]
#   cwe: [306, 502]
#   owasp: [ASVS-5.5.3, ASVS5-1.5.2, "A07:2021"]
package django.checklist.cache.cache_port_published

import data.django.lib.edge
import data.django.lib.result
import data.django.lib.stores

deny contains result.at(stores.location(cache.alias), sprintf("port %s of %s is published and the cache %q asks for no password: who writes into it runs code in Django.", [port.published, cache.host, cache.alias])) if {
	some cache in stores.unguarded
	some port in edge.exposed(cache.host)
}

unsure contains doubt if {
	some cache in stores.unguarded
	some doubt in edge.unclear_ports_of(cache.host)
}
