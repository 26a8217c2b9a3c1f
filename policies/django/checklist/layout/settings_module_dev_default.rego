# METADATA
# title: The server falls back to settings for development
# description: >-
#   A process in which nobody set DJANGO_SETTINGS_MODULE, a new machine, a shell, a cron
#   job, then runs with DEBUG and keys for developers, and nothing tells.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/wsgi/#configuring-the-settings-module
# custom:
#   severity: medium
#   severities: [high, medium]
#   reads: [source.defaults, source.modules]
#   inputs: [http]
#   remediation: |-
#     os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")  # in wsgi.py and asgi.py; manage.py may differ
#   cwe: [489, 1188]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.layout.settings_module_dev_default

import data.django.lib.modules
import data.django.lib.result
import data.django.lib.target

deny contains result.graded_here(
	"DEBUG",
	"high",
	fallback.at,
	sprintf("nothing sets DJANGO_SETTINGS_MODULE for %s, so the server loads %s, settings for %s.", [target.services, fallback.module, fallback.class]),
) if {
	target.is_deployed
	some fallback in modules.in_force
}

deny contains result.graded_here(
	"target.settings_module",
	"medium",
	fallback.at,
	sprintf("it falls back to %s, settings for %s: a process in which nothing sets DJANGO_SETTINGS_MODULE runs them in place of %s.", [fallback.module, fallback.class, target.module]),
) if {
	target.is_deployed
	some fallback in modules.overruled
}
