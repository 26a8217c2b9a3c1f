# METADATA
# title: The redirect to HTTPS leads to a host that is refused
# description: >-
#   SECURE_SSL_HOST is put into the address as it is. With a scheme in it the address is
#   no address; a host that ALLOWED_HOSTS does not have answers 400.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-ssl-host
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: medium
#   reads: [settings.ALLOWED_HOSTS, settings.DEBUG, settings.SECURE_SSL_HOST, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: 'SECURE_SSL_HOST = "shop.example.com"  # and the same in ALLOWED_HOSTS'
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.https.ssl_host_not_allowed

import data.django.lib.hosts
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(nowhere, {"SECURE_SSL_REDIRECT"}) if {
	contains(settings.text("SECURE_SSL_HOST"), "/")
	settings.is_on("SECURE_SSL_REDIRECT")
	nowhere := result.at("SECURE_SSL_HOST", "SECURE_SSL_HOST has a scheme or a path: visitors are sent to https://https://..., which is nowhere.")
}

deny contains result.resting(refused, {"SECURE_SSL_REDIRECT", "ALLOWED_HOSTS"}) if {
	host := settings.text("SECURE_SSL_HOST")
	not contains(host, "/")
	host != ""
	hosts.is_refused(host)
	settings.is_on("SECURE_SSL_REDIRECT")
	refused := result.at("SECURE_SSL_HOST", sprintf("visitors are sent to %q, which ALLOWED_HOSTS does not have: they are answered with 400.", [host]))
}

allow if settings.is_off("SECURE_SSL_HOST")

allow if settings.is_off("SECURE_SSL_REDIRECT")
