# METADATA
# title: WhiteNoise stands in the wrong place
# description: >-
#   It belongs right after SecurityMiddleware. Before it, static files come without
#   HTTPS redirect and headers; after others, each static file costs a session, a cache
#   entry or a compression.
# related_resources:
#   - ref: https://whitenoise.readthedocs.io/en/stable/django.html#enable-whitenoise
# custom:
#   severity: medium
#   severities: [medium, low]
#   reads: [settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: |-
#     MIDDLEWARE = [
#         "django.middleware.security.SecurityMiddleware",
#         "whitenoise.middleware.WhiteNoiseMiddleware",
#         ...,  # the others
#     ]
#   cwe: [693]
#   owasp: ["A05:2021"]
package django.checklist.static.whitenoise_order

import data.django.lib.middleware
import data.django.lib.result

deny contains result.graded(place.subject, "medium", "WhiteNoise comes before SecurityMiddleware: static files are sent without the redirect to HTTPS and its headers.") if {
	some place in middleware.before("whitenoise.middleware.WhiteNoiseMiddleware", "django.middleware.security.SecurityMiddleware")
}

deny contains result.graded(place.subject, "low", sprintf("WhiteNoise comes after %s, which then runs for each static file.", [name])) if {
	some name in {
		"django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
		"django.middleware.cache.UpdateCacheMiddleware", "django.middleware.locale.LocaleMiddleware",
	}
	some place in middleware.after("whitenoise.middleware.WhiteNoiseMiddleware", name)
	name == middleware.first_of(place.before)
}
