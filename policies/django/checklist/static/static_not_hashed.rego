# METADATA
# title: Browsers keep old static files
# description: >-
#   They are told to keep static files for weeks, and the names stay the same when the
#   content changes: after a deployment visitors run old scripts with new pages.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/contrib/staticfiles/#manifeststaticfilesstorage
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#static-root-and-static-url
# custom:
#   severity: info
#   reads: [deps.django, proxy, settings.STATICFILES_STORAGE, settings.STATIC_URL, settings.STORAGES.staticfiles.BACKEND]
#   inputs: [http]
#   remediation: |-
#     STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
#   unmapped: It costs time, and opens nothing.
package django.checklist.static.static_not_hashed

import data.django.lib.assets
import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.routing
import data.django.lib.storages

deny contains result.resting(
	result.here("STORAGES", kept.at, sprintf("visitors keep static files for %d days, and StaticFilesStorage does not change their names: they go on with old ones after a deployment.", [kept.days])),
	{"STATIC_URL"},
) if {
	storages.keeps_names
	some kept in assets.kept_long
}

unsure contains doubt if some doubt in assets.kept_doubts

unsure contains doubt if some doubt in routing.doubts(assets.path)

allow if storages.changes_names

allow if proxies.are_unseen

allow if routing.is_elsewhere("STATIC_URL")
