# METADATA
# title: A pattern for ignored 404s is a text
# description: >-
#   BrokenLinkEmailsMiddleware calls search() of each entry, which a text does not have:
#   every missing page is then answered with 500.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#ignorable-404-urls
# custom:
#   severity: medium
#   reads: [settings.IGNORABLE_404_URLS, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: 'IGNORABLE_404_URLS = [re.compile(r"^/favicon\.ico$")]'
#   cwe: [704]
#   owasp: ["A05:2021"]
package django.checklist.email.ignorable_404_not_compiled

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at(text.subject, sprintf("%q is a text, and BrokenLinkEmailsMiddleware needs a compiled pattern: every missing page is answered with 500.", [text.value])),
	{"MIDDLEWARE"},
) if {
	middleware.has("django.middleware.common.BrokenLinkEmailsMiddleware")
	some text in settings.texts("IGNORABLE_404_URLS")
}

unsure contains result.at(member.subject, sprintf("%s may be the middleware of Django that reads it", [member.value])) if {
	some member in middleware.own_like("brokenlink")
}

allow if middleware.lacks_like("brokenlink")

allow if settings.is_off("IGNORABLE_404_URLS")
