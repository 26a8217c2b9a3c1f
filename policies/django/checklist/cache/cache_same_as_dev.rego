# METADATA
# title: Two environments share a cache
# description: >-
#   With one location and one prefix the keys of both collide: sessions and fragments of one
#   are answers of the other. Hosts that each machine may have of its own are not compared.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/cache/#cache-key-prefixing
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#caches
# custom:
#   severity: medium
#   reads: [peers, "peers.*", "settings.CACHES.*.LOCATION"]
#   remediation: 'KEY_PREFIX: "production", and better a server of its own'
#   cwe: [668]
#   owasp: ["A01:2021"]
package django.checklist.cache.cache_same_as_dev

import data.django.lib.peers
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(sprintf("CACHES.%s", [shared.alias]), sprintf("%s uses %s with the same prefix: keys of one environment are read in the other.", [shared.with, location])) if {
	some shared in peers.shared_caches
	location := settings.column("CACHES", "LOCATION")[shared.alias]
}

allow if peers.are_alike
