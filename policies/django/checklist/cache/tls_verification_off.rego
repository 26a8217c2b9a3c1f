# METADATA
# title: The certificate of a cache is not verified
# description: >-
#   ssl_cert_reqs None takes any certificate: who stands between reads sessions and writes pickled objects, which are code.
# related_resources:
#   - ref: https://redis.readthedocs.io/en/stable/examples/ssl_connection_examples.html
# custom:
#   severity: high
#   reads: [settings.CACHES.*.OPTIONS.CONNECTION_POOL_KWARGS.ssl_cert_reqs, settings.CACHES.*.OPTIONS.ssl_cert_reqs]
#   remediation: Delete ssl_cert_reqs, and give ssl_ca_certs where the server's certificate is of an authority of its own.
#   cwe: [295]
#   owasp: [ASVS-9.2.1, ASVS5-12.3.2, "A02:2021"]
package django.checklist.cache.tls_verification_off

import data.django.lib.caches
import data.django.lib.result

deny contains result.at(sprintf("CACHES.%s.OPTIONS", [alias]), sprintf("the certificate of the cache %q is not verified: who stands between can write to it, and runs code in Django.", [alias])) if {
	some alias in caches.unverified
}
