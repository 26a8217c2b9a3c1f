# METADATA
# title: Django does not understand the list that proxies send
# description: >-
#   Each proxy adds to X-Forwarded-Proto, so that Django gets "https,http". Before 4.1 it
#   compares the whole text with the value of SECURE_PROXY_SSL_HEADER: every request
#   counts as plain HTTP.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/4.1/releases/4.1/#requests-and-responses
# custom:
#   severity: high
#   reads: [proxy, settings.SECURE_PROXY_SSL_HEADER]
#   inputs: [http]
#   django: ["<4.1"]
#   remediation: 'proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;  # hand on what the first proxy says, or use Django 4.1 or newer'
#   covers: [proxy-proto-passthrough]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.proxy.proto_list_on_old_django

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.here("proxy", header.at, sprintf("%s adds to the %s that it gets: Django before 4.1 does not understand a list, and takes HTTPS for plain HTTP.", [proxies.in_words(site), header.name])),
	{"SECURE_PROXY_SSL_HEADER"},
) if {
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	some [site, route] in proxies.routes
	header := proxies.header(route, proxies.scheme_header)
	header.from == "appended"
}

unsure contains doubt if {
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	some doubt in proxies.unclear_scheme
}

unsure contains doubt if some doubt in proxies.doubts

allow if proxies.are_unseen

allow if settings.is_off("SECURE_PROXY_SSL_HEADER")
