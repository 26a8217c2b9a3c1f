# METADATA
# title: The proxy gives up before the server does
# description: A worker goes on with a request that nobody waits for any more, while visitors get 504 and try again.
# related_resources:
#   - ref: https://docs.gunicorn.org/en/stable/settings.html#timeout
# custom:
#   severity: low
#   reads: [proxy, service.server]
#   inputs: [http]
#   remediation: 'Let the proxy wait longer than gunicorn: proxy_read_timeout above --timeout.'
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.proxy.timeout_mismatch

import data.django.lib.result
import data.django.lib.serving
import data.django.lib.target

deny contains result.here(
	"service.server.timeout",
	serving.timeout.at,
	sprintf(
		"gunicorn ends a request after %d seconds, and the proxy (%s:%d) waits %d: it answers 504 while the worker goes on.",
		[serving.timeout.value, route.at.file, route.at.line, route.timeout.value],
	),
) if {
	target.is_deployed
	some route in serving.outlasted
}

unsure contains result.here("service.server.timeout", serving.timeout.at, serving.timeout.because) if some _ in serving.perhaps_outlasted
