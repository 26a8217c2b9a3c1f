# METADATA
# title: A service runs other settings than the site
# description: >-
#   Services of one project share the database and what they sign. One that loads other
#   settings works with other keys, caches, mail and switches than the pages do.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings
# custom:
#   severity: high
#   reads: [peers.*]
#   remediation: 'Give each service the same: environment: {DJANGO_SETTINGS_MODULE: config.settings.production}; x-django: &django keeps it in one place.'
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.layout.settings_module_differs_between_services

import data.django.lib.peers
import data.django.lib.result
import data.django.lib.target

deny contains result.here(
	"target.settings_module",
	peer.module_at,
	sprintf(
		"%s runs %s, settings for %s, beside %s with %s (%s:%d): tasks run with other keys, databases and switches than the pages.",
		[concat(", ", peer.services), peer.settings_module, peer.class, target.services, target.module, target.module_at.file, target.module_at.line],
	),
) if {
	some peer in peers.helpers_with_other_settings
	peer.class in {"development", "test"}
}

unsure contains result.at(
	"target.settings_module",
	sprintf("whether %s is meant to run %s, and %s to run %s, is not known", [concat(", ", peer.services), peer.settings_module, target.services, target.module]),
) if {
	some peer in peers.with_other_settings
	peer.class in {"production", "staging"}
}
