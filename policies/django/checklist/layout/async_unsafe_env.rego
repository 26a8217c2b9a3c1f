# METADATA
# title: DJANGO_ALLOW_ASYNC_UNSAFE is set
# description: >-
#   Any text counts, "0" and "false" too. Code that is not safe there, such as queries,
#   may then run in the event loop and mix the data of requests.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/async/#envvar-DJANGO_ALLOW_ASYNC_UNSAFE
# custom:
#   severity: high
#   reads: [env.DJANGO_ALLOW_ASYNC_UNSAFE]
#   remediation: >-
#     Remove the variable; call such code through sync_to_async.
#   django_check: async.E001
#   cwe: [362]
#   owasp: ["A05:2021"]
package django.checklist.layout.async_unsafe_env

import data.django.lib.env
import data.django.lib.result

deny contains result.at("env.DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_ALLOW_ASYNC_UNSAFE is set, and any text turns it on: queries may run in the event loop and damage data.") if {
	env.is_filled("DJANGO_ALLOW_ASYNC_UNSAFE")
}

allow if env.is_empty("DJANGO_ALLOW_ASYNC_UNSAFE")

# Nobody sets it by chance where no file names it.
allow if env.is_unnamed("DJANGO_ALLOW_ASYNC_UNSAFE")
