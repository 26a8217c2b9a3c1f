# METADATA
# title: A middleware reads the session before it is there
# description: >-
#   AuthenticationMiddleware and MessageMiddleware read request.session, which SessionMiddleware sets; so does CsrfViewMiddleware with CSRF_USE_SESSIONS. Before it, every request is an exception.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering
# custom:
#   severity: high
#   reads: [settings.CSRF_USE_SESSIONS, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: Put "django.contrib.sessions.middleware.SessionMiddleware" before them in MIDDLEWARE.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.sessions.session_middleware_order

import data.django.lib.dotted
import data.django.lib.result
import data.django.lib.sessions

deny contains result.resting(
	result.at(reader.subject, sprintf("%s stands before SessionMiddleware and reads the session: requests are answered with 500.", [dotted.last(reader.value)])),
	{"CSRF_USE_SESSIONS"},
) if {
	some reader in sessions.early
}
