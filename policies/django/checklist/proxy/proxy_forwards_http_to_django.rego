# METADATA
# title: The proxy has HTTPS and forwards plain HTTP as well
# description: A site that is served both ways is read and changed on the way of those who come by HTTP.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/security/#ssl-https
# custom:
#   severity: medium
#   reads: [proxy, settings.SECURE_SSL_REDIRECT]
#   inputs: [http]
#   remediation: Redirect on port 80 with return 301 https://$host$request_uri, but for /.well-known/acme-challenge/.
#   cwe: [319]
#   owasp: [ASVS-9.1.1, ASVS5-12.2.1, "A02:2021"]
package django.checklist.proxy.proxy_forwards_http_to_django

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.here("proxy", site.at, sprintf("%s forwards plain HTTP to Django, which does not redirect it, though the proxy has HTTPS.", [proxies.in_words(site)])),
	{"SECURE_SSL_REDIRECT"},
) if {
	settings.is_off("SECURE_SSL_REDIRECT")
	proxies.some_encrypted
	some site in proxies.entrances
	proxies.is_plain(site)
	site.redirect.truth == false
}

unsure contains doubt if some doubt in proxies.doubts

unsure contains doubt if some doubt in proxies.unclear_ways

allow if proxies.are_unseen

allow if proxies.take_no_plain_http

allow if settings.is_on("SECURE_SSL_REDIRECT")
