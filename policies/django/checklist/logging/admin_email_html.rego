# METADATA
# title: Error reports go out as whole debug pages
# description: >-
#   include_html adds the debug page to each report: local variables of every frame and
#   settings, in a mailbox. What its filter does not know by name is readable there.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/logging/#django.utils.log.AdminEmailHandler
# custom:
#   severity: low
#   reads: [settings.ADMINS, settings.LOGGING.handlers.*.class, settings.LOGGING.handlers.*.include_html]
#   remediation: |-
#     "mail_admins": {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR"}  # without include_html
#   cwe: [209, 532]
#   owasp: [ASVS-7.4.1, ASVS5-16.2.5, "A09:2021"]
package django.checklist.logging.admin_email_html

import data.django.lib.logs
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at(place, "the debug page is mailed with each error: local variables and settings stand in mailboxes."), {"ADMINS"}) if {
	settings.is_on("ADMINS")
	some place in logs.mailed_pages
}

allow if settings.is_off("ADMINS")
