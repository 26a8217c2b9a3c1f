# METADATA
# title: Uploads run as pages of the site
# description: >-
#   The proxy serves uploads on the site's own address, where Django's headers do not
#   reach them. Browsers may take an upload for a page or a script, which then acts
#   with the session of whoever opens it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/security/#user-uploaded-content
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: medium
#   reads: [deps.django, proxy, settings.DEFAULT_FILE_STORAGE, settings.MEDIA_ROOT, settings.MEDIA_URL, settings.STORAGES.default.BACKEND, source.places]
#   inputs: [http]
#   remediation: |-
#     add_header X-Content-Type-Options nosniff always;
#     add_header Content-Security-Policy "sandbox; default-src 'none'" always;
#   aliases: [media-proxy-no-nosniff]
#   cwe: [79, 430]
#   owasp: [ASVS-12.5.2, ASVS5-5.4.1, "A05:2021"]
package django.checklist.media.media_same_origin_active_content

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.routing
import data.django.lib.settings
import data.django.lib.storages
import data.django.lib.uploads

deny contains result.resting(
	result.here(
		"MEDIA_URL",
		end.route.at,
		sprintf(
			"%s serves uploads under %s without X-Content-Type-Options, Content-Disposition or a sandbox: a browser may run one as a page of the site.",
			[proxies.in_words(end.site), routing.address("MEDIA_URL")],
		),
	),
	{"DEFAULT_FILE_STORAGE", "MEDIA_ROOT", "MEDIA_URL", "STORAGES"},
) if {
	storages.uploads_are_kept_here
	settings.is_set("MEDIA_URL")
	some end in uploads.unguarded
}

unsure contains doubt if some doubt in uploads.doubts

unsure contains doubt if some doubt in routing.doubts(uploads.path)

allow if proxies.are_unseen

allow if settings.is_off("MEDIA_URL")

allow if settings.is_unset("MEDIA_URL")

allow if routing.is_elsewhere("MEDIA_URL")

allow if storages.uploads_are_kept_elsewhere
