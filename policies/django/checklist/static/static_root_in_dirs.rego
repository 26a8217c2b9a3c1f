# METADATA
# title: Static files are collected where they come from
# description: >-
#   STATIC_ROOT is for the copies; a folder of sources belongs in STATICFILES_DIRS.
#   Where they are the same, collectstatic copies files onto themselves.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#staticfiles-dirs
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#static-root-and-static-url
# custom:
#   severity: high
#   reads: [settings.INSTALLED_APPS, settings.STATICFILES_DIRS, settings.STATICFILES_FINDERS, settings.STATIC_ROOT]
#   inputs: [http]
#   remediation: |-
#     STATIC_ROOT = BASE_DIR / "staticfiles"
#     STATICFILES_DIRS = [BASE_DIR / "static"]
#   django_check: staticfiles.E002
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.static.static_root_in_dirs

import data.django.lib.result
import data.django.lib.static

deny contains result.resting(result.at(subject, "this folder is STATIC_ROOT too: collectstatic and check fail."), {"STATIC_ROOT"}) if {
	some subject in static.with_root
	static.are_checked
}

unsure contains result.at(subject, "its path does not tell whether it is STATIC_ROOT") if {
	some subject in static.perhaps_with_root
	static.are_checked
}

allow if static.are_not_checked
