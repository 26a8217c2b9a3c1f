# METADATA
# title: Django serves files by itself
# description: >-
#   django.views.static.serve is for development: it is slow, holds a worker for each
#   download, and was never reviewed for a site. The helper static() routes it only while
#   DEBUG is on; this route is always there.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/static-files/#serving-files-uploaded-by-a-user-during-development
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: medium
#   reads: [settings.ROOT_URLCONF, source.urls]
#   inputs: [http]
#   remediation: |-
#     # urls.py: routes nothing while DEBUG is off; let the proxy or a bucket serve uploads
#     urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
#   cwe: [489]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.media.media_served_by_django

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.urls

deny contains result.here("source.urls", route.at, "this route serves files by django.views.static.serve, which is for development, also while DEBUG is off.") if {
	settings.is_set("ROOT_URLCONF")
	some route in urls.certain("serve")
}

unsure contains result.here("source.urls", route.at, "whether this route is there depends on what is not known") if some route in urls.perhaps("serve")

unsure contains result.at("ROOT_URLCONF", gap.because) if some gap in urls.doubts
