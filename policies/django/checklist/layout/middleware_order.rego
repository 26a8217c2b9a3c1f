# METADATA
# title: Middleware stands in an order that breaks some of it
# description: >-
#   Requests pass MIDDLEWARE from the first entry to the last, and answers from the last
#   to the first. Only orders that certainly take something away are reported; others may
#   stand first.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering
# custom:
#   severity: low
#   reads: [settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: >-
#     The order: UpdateCache, Security, CORS, GZip, Session, Locale, Common, Csrf,
#     Authentication, Message, XFrameOptions, FetchFromCache.
#   cwe: [693]
#   owasp: ["A05:2021"]
package django.checklist.layout.middleware_order

import data.django.lib.order
import data.django.lib.result

deny contains result.at(place, sprintf("%s stands before %s.", [early.name, early.what])) if some place, early in order.early
