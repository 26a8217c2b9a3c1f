# METADATA
# title: A setting is a placeholder that nobody replaced
# description: >-
#   The text stands in a sample file and was to be filled in. What needs it fails when it
#   is first used, often only when mail is sent or a file is stored.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/
# custom:
#   severity: medium
#   reads: [settings.CSRF_TRUSTED_ORIGINS, settings.DATABASES, settings.DEFAULT_FROM_EMAIL, settings.EMAIL_HOST, settings.EMAIL_HOST_PASSWORD, settings.EMAIL_HOST_USER, settings.SERVER_EMAIL]
#   remediation: |-
#     EMAIL_HOST = os.environ["EMAIL_HOST"]  # and a value in the environment
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.layout.placeholder_in_use

import data.django.lib.placeholders
import data.django.lib.result

deny contains result.at(sample.subject, sprintf("it is %s, a text of a sample that was to be replaced: what needs it fails when it is first used.", [sample.text])) if {
	some sample in placeholders.found
}

# What a variable holds that no file here sets is no text of a sample.
allow if placeholders.are_none
