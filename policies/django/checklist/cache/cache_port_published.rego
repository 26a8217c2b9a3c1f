# METADATA
# title: Everybody reaches the cache or the broker
# description: >-
#   Django unpickles what it reads from a cache, so who writes into it runs code in the
#   process. Who writes into the broker of Celery has its workers run tasks.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/cache/#memcached
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: critical
#   severities: [critical, high]
#   reads: [service.kind, service.peers, settings.BROKER_URL, settings.CACHES, settings.CELERY_BROKER_URL]
#   inputs: [compose]
#   remediation: Publish no port of it (Compose services reach it without), or on 127.0.0.1 alone; and set a password.
#   covers: [cache-unauthenticated]
#   cwe: [306, 502]
#   owasp: [ASVS-5.5.3, ASVS5-1.5.2, "A07:2021"]
package django.checklist.cache.cache_port_published

import data.django.lib.edge
import data.django.lib.result
import data.django.lib.stores

deny contains result.at(
	stores.location(cache.alias),
	sprintf("port %s of %s is published and the cache %q asks for no password: who writes into it runs code in Django.", [port.published, cache.host, cache.alias]),
) if {
	some cache in stores.unguarded
	some port in edge.exposed(cache.host)
}

deny contains result.graded(
	broker.setting,
	"high",
	sprintf("port %s of %s is published and %s asks for no password: who writes into it has Celery run tasks.", [port.published, broker.host, broker.setting]),
) if {
	some broker in stores.unguarded_brokers
	some port in edge.exposed(broker.host)
}

allow if edge.publishes_no_store

unsure contains doubt if {
	some store in (stores.unguarded | stores.unguarded_brokers)
	some doubt in edge.unclear_ports_of(store.host)
}
