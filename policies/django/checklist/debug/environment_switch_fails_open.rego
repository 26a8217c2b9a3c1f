# METADATA
# title: A forgotten variable turns debug mode on
# description: >-
#   A variable decides whether the settings are those of production, and without it they
#   are those of a developer. One machine on which it is missing shows code and settings.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#debug
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug
# custom:
#   severity: high
#   reads: [settings.DEBUG]
#   remediation: |-
#     # what is missing means production, and developers set theirs
#     DEBUG = os.environ.get("DEBUG", "") == "1"  # or ENVIRONMENT = os.environ.get("DJANGO_ENV", "production")
#   cwe: [489, 636, 1188]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
#   judges_fallback: true
package django.checklist.debug.environment_switch_fails_open

import data.django.lib.platforms
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.target

deny contains result.at("DEBUG", sprintf("without %s, which no file here sets, these are settings with DEBUG on: one machine that lacks it shows code and settings to visitors.", [variables])) if {
	target.is_deployed
	settings.is_on("DEBUG")
	platforms.may_be_forgotten(settings.deciding("DEBUG"))
	variables := settings.hangs_on("DEBUG")
}

unsure contains result.at("DEBUG", sprintf("DEBUG is on without %s, which its platform sets on each of its machines; whether this is one is not known", [variables])) if {
	target.is_deployed
	settings.is_on("DEBUG")
	platforms.are_given(settings.deciding("DEBUG"))
	variables := settings.hangs_on("DEBUG")
}

allow if settings.is_off("DEBUG")
