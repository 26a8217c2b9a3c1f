# METADATA
# title: Debug mode is on unless a variable turns it off
# description: One forgotten variable, in one of many environments, then shows code and settings to visitors.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#debug
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug
# custom:
#   severity: high
#   reads: [settings.DEBUG]
#   remediation: 'Make the default False and parse what is set, for example DEBUG = os.environ.get("DEBUG", "") == "1"; set the variable where you develop.'
#   cwe: [489, 1188]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
#   judges_fallback: true
package django.checklist.debug.debug_default_true

import data.django.lib.platforms
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("DEBUG", sprintf("DEBUG is on when %s: one forgotten variable shows code and settings to visitors.", [unset])) if {
	settings.fallback_is_on("DEBUG")
	forgotten := settings.deciding("DEBUG") - settings.baked("DEBUG")
	platforms.may_be_forgotten(forgotten)
	settings.turns_on("DEBUG", forgotten)
	unset := settings.unset("DEBUG")
}

unsure contains result.at("DEBUG", sprintf("DEBUG is on when %s, which its platform sets on each of its machines; whether this is one is not known", [unset])) if {
	settings.fallback_is_on("DEBUG")
	platforms.are_given(settings.deciding("DEBUG"))
	unset := settings.unset("DEBUG")
}

allow if settings.fallback_is_off("DEBUG")

allow if settings.fixed("DEBUG")
