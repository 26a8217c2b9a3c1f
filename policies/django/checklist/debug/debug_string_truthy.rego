# METADATA
# title: DEBUG is text
# description: >-
#   Python takes every text but the empty one for true, "False" and "0" too. Text
#   comes from a variable that nothing parses. Where no input sets that variable, debug
#   mode is off until somebody does, to be sure of it: then it is on.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#debug
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#debug
# custom:
#   severity: high
#   reads: [settings.DEBUG, source.unparsed]
#   remediation: 'Parse the variable, for example DEBUG = os.environ.get("DEBUG", "") == "1".'
#   django_check: security.W018
#   aliases: [debug-env-unparsed]
#   cwe: [489, 704]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.debug.debug_string_truthy

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.source

deny contains result.at("DEBUG", "DEBUG is text, not True or False: whatever it says but nothing at all turns debug mode on.") if {
	settings.of_type("DEBUG", "str")
}

deny contains result.graded_here(sprintf("env.%s", [trap.variable]), "medium", trap.at, _latent(trap)) if {
	some trap in source.unparsed("DEBUG")
}

_latent(trap) := sprintf(
	"%s=False would turn debug mode on: nothing parses what the variable says, and any text is true.",
	[trap.variable],
)

allow if settings.of_type("DEBUG", "bool")

allow if settings.of_type("DEBUG", "int")
