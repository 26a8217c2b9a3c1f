# METADATA
# title: The admin lacks something that it needs
# description: >-
#   The admin needs four other applications, three middlewares and three context
#   processors. Without them its pages, or the whole project, fail.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/contrib/admin/#overview
# custom:
#   severity: high
#   reads: [deps.django, settings.AUTHENTICATION_BACKENDS, settings.INSTALLED_APPS, settings.MIDDLEWARE, settings.SESSION_ENGINE, settings.TEMPLATES]
#   inputs: [http]
#   remediation: >-
#     Add what is missing to INSTALLED_APPS, to MIDDLEWARE, or to
#     OPTIONS["context_processors"] of TEMPLATES.
#   cwe: [703]
#   owasp: ["A05:2021"]
package django.checklist.layout.admin_dependencies

import data.django.lib.admin
import data.django.lib.apps
import data.django.lib.result

deny contains result.resting(result.at(gap.subject, sprintf("%s is missing, and the admin needs it: %s.", [gap.needs, gap.effect])), gap.rests) if {
	apps.is_installed("django.contrib.admin")
	some gap in admin.gaps
}

unsure contains result.at(doubt.subject, doubt.because) if {
	apps.is_installed("django.contrib.admin")
	some doubt in admin.doubts
}

allow if apps.is_absent("django.contrib.admin")
