# METADATA
# title: Uploads and static files share a place
# description: >-
#   A visitor's upload then replaces a script of the site, or collectstatic --clear
#   deletes uploads. Django refuses equal addresses and roots when the storage is made;
#   it does not see one in the other.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#media-root
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#static-root-and-static-url
# custom:
#   severity: high
#   reads: [settings.MEDIA_ROOT, settings.MEDIA_URL, settings.STATIC_ROOT, settings.STATIC_URL]
#   inputs: [http]
#   remediation: |-
#     MEDIA_ROOT = BASE_DIR / "media"
#     MEDIA_URL = "media/"
#   cwe: [434, 552]
#   owasp: [ASVS-12.4.1, ASVS5-5.3.1, "A05:2021"]
package django.checklist.static.static_media_overlap

import data.django.lib.paths
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(overlap, {"STATIC_ROOT"}) if {
	settings.is_on("MEDIA_ROOT")
	settings.is_on("STATIC_ROOT")
	relation := paths.relation(settings.text("MEDIA_ROOT"), settings.text("STATIC_ROOT"))
	overlap := result.at("MEDIA_ROOT", sprintf("MEDIA_ROOT %s STATIC_ROOT: uploads of visitors and files of the site get into each other's way.", [relation]))
}

deny contains result.resting(overlap, {"STATIC_URL"}) if {
	url := settings.text("MEDIA_URL")
	url != ""
	trim(url, "/") == trim(settings.text("STATIC_URL"), "/")
	overlap := result.at("MEDIA_URL", "MEDIA_URL is STATIC_URL: Django raises ImproperlyConfigured, or serves one for the other.")
}
