# METADATA
# title: Background tasks do not run in the background
# description: >-
#   The two backends that Django comes with are for development: ImmediateBackend runs a
#   task within the request that asks for it, DummyBackend never.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/tasks/
# custom:
#   severity: medium
#   reads: [settings.TASKS, settings.TASKS.*.BACKEND]
#   django: [">=6.0"]
#   remediation: >-
#     TASKS = {"default": {"BACKEND": "django_tasks.backends.database.DatabaseBackend"}}
#     # and a worker
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.layout.tasks_immediate_backend

import data.django.lib.dotted
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(sprintf("TASKS.%s.BACKEND", [alias]), sprintf("%s %s.", [dotted.last(backend), effect])) if {
	settings.is_set("TASKS")
	some alias, backend in settings.column("TASKS", "BACKEND")
	effect := _effects[backend]
}

allow if settings.is_unset("TASKS")

_effects := {
	"django.tasks.backends.immediate.ImmediateBackend": "runs each task within the request that asks for it: visitors wait for it, and a restart loses it",
	"django.tasks.backends.dummy.DummyBackend": "stores tasks in memory and never runs them",
}
