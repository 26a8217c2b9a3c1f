# METADATA
# title: A list has blanks round its members
# description: >-
#   split(",") and django-environ keep the blank after a comma, and a member with a blank never matches. ALLOWED_HOSTS and CSRF_TRUSTED_ORIGINS have policies of their own.
# related_resources:
#   - ref: https://github.com/adamchainz/django-cors-headers#configuration
# custom:
#   severity: medium
#   reads: [settings.CORS_ALLOWED_ORIGINS, settings.INTERNAL_IPS]
#   remediation: >-
#     Write the variable without blanks, or strip each member: [item.strip() for item in value.split(",")].
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.layout.list_env_whitespace

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(member.subject, sprintf("%q has a blank at its end or beginning: it matches nothing.", [member.value])) if {
	some member in _members
	is_string(member.value)
	member.value != trim_space(member.value)
}

_members contains member if some member in settings.members("CORS_ALLOWED_ORIGINS")

_members contains member if some member in settings.members("INTERNAL_IPS")
