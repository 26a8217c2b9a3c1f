# METADATA
# title: Addresses of ADMINS have the wrong form
# description: >-
#   Up to Django 5.2 each entry is a pair of name and address; a plain address raises an
#   exception while an error is reported, so that nobody learns of it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#admins
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#admins-and-managers
# custom:
#   severity: medium
#   reads: [settings.ADMINS]
#   django: ["<6.0"]
#   remediation: ADMINS = [("Ada", "ada@example.com")]
#   cwe: [778]
#   owasp: [ASVS-7.1.3, ASVS5-16.3.4, "A09:2021"]
package django.checklist.email.admins_format

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(admin.subject, "an entry of ADMINS is plain text, not a pair of name and address: reporting an error raises another, and no mail leaves.") if {
	some admin in settings.members("ADMINS")
	is_string(admin.value)
}

deny contains result.at("ADMINS", "ADMINS is one text, not a list of pairs: reporting an error raises another, and no mail leaves.") if {
	settings.of_type("ADMINS", "str")
	settings.is_on("ADMINS")
}

allow if settings.is_off("ADMINS")
