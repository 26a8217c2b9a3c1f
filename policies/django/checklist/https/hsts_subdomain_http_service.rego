# METADATA
# title: HSTS shuts visitors out of a subdomain
# description: A browser that has seen includeSubDomains asks for every subdomain by HTTPS, which this one does not answer.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-hsts-include-subdomains
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: high
#   reads: [infra.dns_records, infra.dns_records.*.plain, infra.dns_records.*.record, settings.ALLOWED_HOSTS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_SECONDS]
#   inputs: [http, terraform]
#   remediation: Serve the subdomain by HTTPS first (a CDN before the bucket, a listener on port 443), or leave SECURE_HSTS_INCLUDE_SUBDOMAINS off.
#   aliases: [hsts-subdomains-risky]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.https.hsts_subdomain_http_service

import data.django.lib.hosts
import data.django.lib.infra
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.here(
		"SECURE_HSTS_INCLUDE_SUBDOMAINS",
		record.at,
		sprintf("%s answers by plain HTTP alone, and visitors of %s are told to use HTTPS for all subdomains: they no longer reach it.", [record.record.value, host]),
	),
	{"ALLOWED_HOSTS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_SECONDS"},
) if {
	settings.is_on("SECURE_HSTS_INCLUDE_SUBDOMAINS")
	settings.is_on("SECURE_HSTS_SECONDS")
	some record in (infra.with_on("dns_records", "plain") & infra.with_on("dns_records", "record"))
	some host in hosts.above(record.record.value)
}

allow if settings.is_off("SECURE_HSTS_INCLUDE_SUBDOMAINS")

allow if settings.is_off("SECURE_HSTS_SECONDS")
