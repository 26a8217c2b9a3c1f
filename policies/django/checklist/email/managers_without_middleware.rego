# METADATA
# title: Managers and the mail about broken links do not meet
# description: >-
#   Only BrokenLinkEmailsMiddleware sends mail to MANAGERS of a 404 that a link of the
#   site led to. MANAGERS is empty unless the project sets it, whatever ADMINS is.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/error-reporting/#errors
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#admins-and-managers
# custom:
#   severity: info
#   reads: [settings.ADMINS, settings.MANAGERS, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: |-
#     MANAGERS = ADMINS
#     MIDDLEWARE = [
#         ...,
#         "django.middleware.common.BrokenLinkEmailsMiddleware",  # before CommonMiddleware
#     ]
#   aliases: [managers-assumed-from-admins]
#   cwe: [778]
#   owasp: [ASVS-7.1.3, ASVS5-16.3.4, "A09:2021"]
package django.checklist.email.managers_without_middleware

import data.django.lib.managers
import data.django.lib.result

deny contains result.resting(result.at("MANAGERS", sprintf("BrokenLinkEmailsMiddleware runs, and MANAGERS is empty%s: nobody learns of broken links.", [managers.though])), {"MIDDLEWARE"}) if {
	managers.are_awaited
}

deny contains result.resting(result.at("MANAGERS", "MANAGERS is set, and BrokenLinkEmailsMiddleware is not there: Django sends them nothing."), {"MIDDLEWARE"}) if {
	managers.wait_in_vain
}

unsure contains result.at(member.subject, sprintf("%s may send it; its code is not read", [member.value])) if {
	some member in managers.senders
}

allow if managers.are_well
