# METADATA
# title: A variable says on, and its reader takes it for off
# description: >-
#   Each reader of variables knows its own words for true and takes every other for
#   false, without a word. Who set the variable believes that the setting is on.
# related_resources:
#   - ref: https://django-environ.readthedocs.io/en/latest/types.html
# custom:
#   severity: medium
#   reads: [env.*, settings.CSRF_COOKIE_SECURE, settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE]
#   remediation: Write true, which every reader knows.
#   cwe: [704, 1188]
#   owasp: ["A05:2021"]
package django.checklist.layout.bool_env_unknown_token

import data.django.lib.protections
import data.django.lib.result

deny contains result.here(misread.subject, misread.at, sprintf("%s is %q, and the settings do not take that for true: %s is off.", [misread.variable, misread.word, misread.subject])) if {
	some misread in protections.misread
}

allow if protections.reads_well
