# METADATA
# title: The proxy runs uploads as programs
# description: >-
#   A rule for PHP counts for the folder of uploads, too: who uploads a file called
#   x.php runs commands on the server.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/security/#user-uploaded-content
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: critical
#   reads: [proxy, settings.MEDIA_URL]
#   inputs: [http]
#   remediation: 'location ^~ /media/ { ... }  # no regular expression is asked behind it'
#   cwe: [434]
#   owasp: [ASVS-12.5.2, ASVS5-5.3.1, "A03:2021"]
package django.checklist.media.media_executable

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.routing
import data.django.lib.settings
import data.django.lib.uploads

deny contains result.resting(
	result.here("MEDIA_URL", end.route.at, sprintf("%s gives files under %s that end in .php to PHP: an upload of that name is run.", [proxies.in_words(end.site), routing.address("MEDIA_URL")])),
	{"MEDIA_URL"},
) if {
	settings.is_set("MEDIA_URL")
	some end in uploads.run
}

unsure contains result.here("MEDIA_URL", end.route.at, "whether PHP finds uploads in its own root is not known") if some end in uploads.perhaps_run

unsure contains doubt if some doubt in uploads.script_doubts

allow if proxies.are_unseen

allow if settings.is_unset("MEDIA_URL")

allow if settings.is_off("MEDIA_URL")

allow if routing.is_elsewhere("MEDIA_URL")
