# METADATA
# title: Both WhiteNoise and the proxy serve static files
# description: >-
#   The proxy answers first, so that WhiteNoise's compressed files and long lifetimes
#   never reach a visitor, and two configurations must be kept in step.
# related_resources:
#   - ref: https://whitenoise.readthedocs.io/en/stable/django.html
# custom:
#   severity: info
#   reads: [proxy, settings.MIDDLEWARE, settings.STATIC_URL]
#   inputs: [http]
#   remediation: Take the location out of the proxy, or WhiteNoise out of MIDDLEWARE.
#   unmapped: It costs time, and opens nothing.
package django.checklist.static.whitenoise_and_proxy_both

import data.django.lib.assets
import data.django.lib.middleware
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.routing

deny contains result.here(
	"STATIC_URL",
	end.route.at,
	sprintf("%s serves %s itself, so that WhiteNoise in MIDDLEWARE is never asked.", [proxies.in_words(end.site), routing.address("STATIC_URL")]),
) if {
	middleware.has("whitenoise.middleware.WhiteNoiseMiddleware")
	some end in assets.served
}

unsure contains doubt if some doubt in routing.doubts(assets.path)

allow if proxies.are_unseen

allow if routing.is_elsewhere("STATIC_URL")

allow if middleware.misses("whitenoise.middleware.WhiteNoiseMiddleware")
