# METADATA
# title: A folder for visitors holds the project
# description: >-
#   What lies in STATIC_ROOT and MEDIA_ROOT is served to everybody: a proxy or WhiteNoise
#   then gives out the source, .env and a database in a file.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#static-root
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#static-root-and-static-url
# custom:
#   severity: critical
#   reads: [settings.MEDIA_ROOT, settings.STATIC_ROOT, source.exposed]
#   inputs: [http]
#   remediation: |-
#     STATIC_ROOT = BASE_DIR / "staticfiles"
#     MEDIA_ROOT = BASE_DIR / "media"
#   cwe: [538, 552]
#   owasp: [ASVS-12.5.1, ASVS5-13.4.1, "A05:2021"]
package django.checklist.static.static_root_is_project

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.static

deny contains result.at("STATIC_ROOT", "the project lies in STATIC_ROOT: who serves static files serves its source, .env and databases in files too.") if {
	settings.is_on("STATIC_ROOT")
	"STATIC_ROOT" in static.with_project
}

deny contains result.at("MEDIA_ROOT", "the project lies in MEDIA_ROOT: who serves uploads serves its source, .env and databases in files too, and an upload may replace a module.") if {
	settings.is_on("MEDIA_ROOT")
	"MEDIA_ROOT" in static.with_project
}
