# METADATA
# title: A middleware cannot be imported
# description: >-
#   Django imports each entry of MIDDLEWARE when the server loads the application. The
#   system checks do not, so that they stay clean. Only names of Django itself are judged.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/http/middleware/#activating-middleware
# custom:
#   severity: critical
#   reads: [deps.django, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: >-
#     Delete the entry, or write the path that this version of Django has.
#   cwe: [703]
#   owasp: ["A05:2021"]
package django.checklist.layout.middleware_unimportable

import data.django.lib.middleware
import data.django.lib.result

deny contains result.at(entry.subject, sprintf("%s %s: the server does not start.", [json.marshal(entry.value), entry.why])) if {
	some entry in middleware.unimportable
}

unsure contains result.at(entry.subject, sprintf("the class %s, and the version is not known exactly", [entry.why])) if {
	some entry in middleware.perhaps_unimportable
}
