# METADATA
# title: A trusted origin has no scheme
# description: From Django 4.0 each entry of CSRF_TRUSTED_ORIGINS needs its scheme; without one the system check stops commands, and the origin is not trusted.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins
# custom:
#   severity: high
#   reads: [settings.CSRF_TRUSTED_ORIGINS]
#   inputs: [http]
#   django: [">=4.0"]
#   remediation: Write https:// before the host.
#   django_check: "4_0.E001"
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.csrf.csrf_origins_no_scheme

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(origin.subject, sprintf("%q has no scheme: migrate and check fail, and forms sent from there are refused.", [origin.value])) if {
	some origin in settings.members("CSRF_TRUSTED_ORIGINS")
	is_string(origin.value)
	not contains(origin.value, "://")
}

deny contains result.at("CSRF_TRUSTED_ORIGINS", "CSRF_TRUSTED_ORIGINS is one text, which Django reads letter by letter: write a list.") if {
	settings.is_on("CSRF_TRUSTED_ORIGINS")
	settings.of_type("CSRF_TRUSTED_ORIGINS", "str")
}

allow if settings.is_off("CSRF_TRUSTED_ORIGINS")
