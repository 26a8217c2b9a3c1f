# METADATA
# title: A middleware runs twice
# description: >-
#   It then handles each request and each answer twice, which costs time and, for some,
#   changes the answer.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering
# custom:
#   severity: low
#   reads: [settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: >-
#     Delete one of the two entries.
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.layout.middleware_duplicate

import data.django.lib.middleware
import data.django.lib.result

deny contains result.at(entry.subject, sprintf("%s stands at MIDDLEWARE[%d] already: it handles each request twice.", [entry.value, entry.first])) if {
	some entry in middleware.repeated
}
