# METADATA
# title: The proxy gives out the project itself
# description: >-
#   The folder that the proxy serves holds the source, its settings, or files such as
#   .env and .git: every visitor can read them, and SECRET_KEY with them.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/security/
# custom:
#   severity: critical
#   reads: [proxy, source.places]
#   inputs: [http]
#   remediation: Let root and alias name the folders of static files and uploads alone.
#   cwe: [538, 552]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.1, "A05:2021"]
package django.checklist.proxy.wsgi_root_exposed

import data.django.lib.proxies
import data.django.lib.result
import data.django.lib.served

deny contains result.here("proxy", shown.at, sprintf("%s serves the folder %s, which holds %s: any visitor can read it.", [shown.by, shown.folder, shown.names])) if {
	some shown in served.exposures
}

unsure contains doubt if some doubt in proxies.doubts_of_files

unsure contains doubt if some doubt in served.folder_doubts

allow if proxies.are_unseen
