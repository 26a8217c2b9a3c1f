# METADATA
# title: The proxy serves static files from another folder
# description: >-
#   collectstatic writes into STATIC_ROOT, and the proxy looks elsewhere, as far as the
#   volumes of both tell: pages come without styles and scripts, or with old ones.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/static-files/deployment/
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#static-root-and-static-url
# custom:
#   severity: high
#   reads: [proxy, service.kind, settings.STATIC_ROOT, settings.STATIC_URL, source.places]
#   inputs: [http]
#   remediation: Mount the volume of the proxy in the container of Django at STATIC_ROOT; on one machine, name that folder in the proxy.
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.static.static_alias_mismatch

import data.django.lib.assets
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.routing
import data.django.lib.service
import data.django.lib.settings

deny contains result.resting(
	result.here(
		"STATIC_ROOT",
		wrong.end.route.at,
		sprintf(
			"what is served for %s is %s%s, and collectstatic writes into STATIC_ROOT, another folder: the files are not found.",
			[routing.address("STATIC_URL"), wrong.folder, service.within],
		),
	),
	{"STATIC_ROOT", "STATIC_URL"},
) if {
	settings.is_on("STATIC_ROOT")
	some wrong in assets.astray
}

deny contains result.resting(
	result.here(
		"STATIC_ROOT",
		end.route.at,
		sprintf("%s is served from %s, where nothing of the deployment puts files: no volume brings STATIC_ROOT there.", [routing.address("STATIC_URL"), end.route.root]),
	),
	{"STATIC_ROOT", "STATIC_URL"},
) if {
	settings.is_on("STATIC_ROOT")
	some end in assets.empty
}

unsure contains doubt if some doubt in assets.doubts

unsure contains doubt if some doubt in routing.doubts(assets.path)

allow if proxies.are_unseen

allow if settings.is_off("STATIC_ROOT")

allow if routing.is_elsewhere("STATIC_URL")
