# METADATA
# title: Nothing tells the server which settings to load
# description: >-
#   The deployment does not set DJANGO_SETTINGS_MODULE, so the default in wsgi.py or
#   asgi.py holds, which names settings with DEBUG on.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/wsgi/#configuring-the-settings-module
# custom:
#   severity: critical
#   reads: [env.DJANGO_SETTINGS_MODULE, settings.DEBUG, source.modules]
#   inputs: [http]
#   remediation: 'environment: {DJANGO_SETTINGS_MODULE: config.settings.production}  # and let wsgi.py default to it, too'
#   covers: [debug-enabled, settings-module-dev-default]
#   cwe: [489, 1188]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.layout.settings_module_runtime_mismatch

import data.django.lib.env
import data.django.lib.modules
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.target

deny contains result.here(
	"DEBUG",
	target.module_at,
	sprintf("nothing sets DJANGO_SETTINGS_MODULE, so the server loads %s, in which DEBUG is on: every error page shows code and settings.", [target.module]),
) if {
	modules.has_others
	settings.is_on("DEBUG")
	target.is_closed
	target.module_is_default
	env.is_absent("DJANGO_SETTINGS_MODULE")
}

unsure contains result.here("DEBUG", target.module_at, sprintf("DJANGO_SETTINGS_MODULE may be set where no file shows it; else the server loads %s, in which DEBUG is on", [target.module])) if {
	modules.has_others
	settings.is_on("DEBUG")
	target.is_open
	target.module_is_default
	env.is_absent("DJANGO_SETTINGS_MODULE")
}

allow if settings.is_off("DEBUG")

allow if target.module_is_named

# There are no others to name: what is wrong is DEBUG alone.
allow if modules.has_no_others
