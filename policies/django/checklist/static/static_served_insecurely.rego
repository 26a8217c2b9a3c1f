# METADATA
# title: Static files are served as for development
# description: >-
#   runserver --insecure and views.serve(insecure=True) look for each file in the source at
#   each request; WhiteNoise does so with WHITENOISE_AUTOREFRESH. That is slow, and gives
#   out what collectstatic would have left behind. With WHITENOISE_USE_FINDERS alone it
#   lists the files once, when it starts.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#cmdoption-runserver-insecure
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#static-root-and-static-url
# custom:
#   severity: high
#   severities: [high, medium]
#   reads: [service.command, service.server, settings.MIDDLEWARE, settings.ROOT_URLCONF, settings.WHITENOISE_AUTOREFRESH, source.urls]
#   inputs: [http]
#   remediation: Run collectstatic when the image is built, and let WhiteNoise or the proxy serve STATIC_ROOT.
#   cwe: [489]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.static.static_served_insecurely

import data.django.lib.result
import data.django.lib.serving
import data.django.lib.settings
import data.django.lib.target
import data.django.lib.urls

deny contains result.graded_here("source.urls", "high", route.at, "this route serves static files from the source, as only a site in development should.") if {
	settings.is_set("ROOT_URLCONF")
	some route in urls.certain("insecure")
}

deny contains result.graded_here("service.command", "high", serving.at, "runserver --insecure serves static files from the source, as only a site in development should.") if {
	target.is_deployed
	serving.is_insecure
}

deny contains result.graded("WHITENOISE_AUTOREFRESH", "medium", "WHITENOISE_AUTOREFRESH is on: WhiteNoise looks for each file anew at each request.") if {
	settings.holds_class("MIDDLEWARE", "WhiteNoiseMiddleware")
	settings.is_on("WHITENOISE_AUTOREFRESH")
}

unsure contains result.here("source.urls", route.at, "whether this route is there depends on what is not known") if some route in urls.perhaps("insecure")

allow if {
	settings.is_off("WHITENOISE_AUTOREFRESH")
	settings.is_set("ROOT_URLCONF")
	urls.routes_nothing("insecure")
}
