# METADATA
# title: Nobody serves the static files
# description: >-
#   With DEBUG off Django serves none itself, and the proxy hands their address on to it:
#   pages come without styles and scripts, the admin among them.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/static-files/deployment/
# custom:
#   severity: high
#   reads: [deps.*, deps.django, proxy, service.kind, service.ports, service.server, service.statics, settings.DEBUG, settings.INSTALLED_APPS,
#     settings.MIDDLEWARE, settings.STATICFILES_STORAGE, settings.STATIC_URL, settings.STORAGES, settings.STORAGES.staticfiles.BACKEND, source.urls]
#   inputs: [http]
#   remediation: 'location /static/ { alias /srv/static/; }  # a volume that holds STATIC_ROOT; or WhiteNoise in MIDDLEWARE'
#   aliases: [static-url-unrouted]
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.static.static_not_served

import data.django.lib.apps
import data.django.lib.assets
import data.django.lib.result
import data.django.lib.routing
import data.django.lib.settings
import data.django.lib.storages

deny contains result.resting(
	result.here(
		"STATIC_URL",
		way.at,
		sprintf("%s hands %s on to Django, which serves no static files while DEBUG is off: pages come without styles and scripts.", [way.by, routing.address("STATIC_URL")]),
	),
	{"DEBUG", "STATICFILES_STORAGE", "STATIC_URL", "STORAGES"},
) if {
	_wants_files
	assets.are_needed
	assets.by_no_whitenoise
	assets.is_left_to_proxies
	some way in assets.from_django
}

unsure contains doubt if {
	_wants_files
	some doubt in assets.serving_doubts
}

unsure contains result.at("INSTALLED_APPS", "without the admin, whether any page needs static files is not known") if assets.are_perhaps_needed

allow if settings.is_on("DEBUG")

allow if apps.is_absent("django.contrib.staticfiles")

allow if settings.is_off("STATIC_URL")

allow if routing.is_elsewhere("STATIC_URL")

allow if storages.is_kept_elsewhere

allow if assets.by_whitenoise

allow if assets.by_platform

allow if assets.are_kept_from_django

_wants_files if {
	settings.is_off("DEBUG")
	apps.is_installed("django.contrib.staticfiles")
	storages.is_kept_here
}
