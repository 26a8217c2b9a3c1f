# METADATA
# title: DJANGO_ALLOW_ASYNC_UNSAFE is set
# description: "Any text counts, \"0\" and \"false\" too. Database code may then run in the event loop and damage data."
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#asynchronous-support
# custom:
#   severity: high
#   collection: system-checks
#   reads: [env.DJANGO_ALLOW_ASYNC_UNSAFE]
#   remediation: Remove the variable.
#   django_check: async.E001
package django.system_checks.check_async_e001

import data.django.lib.env
import data.django.lib.result

deny contains result.at("env.DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_ALLOW_ASYNC_UNSAFE is set: Django lets code that is not safe run in the event loop.") if {
	env.is_filled("DJANGO_ALLOW_ASYNC_UNSAFE")
}

allow if env.is_empty("DJANGO_ALLOW_ASYNC_UNSAFE")
