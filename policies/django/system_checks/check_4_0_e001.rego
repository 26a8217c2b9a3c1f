# METADATA
# title: A trusted origin has no scheme
# description: Each entry of CSRF_TRUSTED_ORIGINS begins with a scheme from Django 4.0 on; a text instead of a list is read letter by letter.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#backwards-compatibility
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.CSRF_TRUSTED_ORIGINS]
#   django: [">=4.0"]
#   remediation: "Write https:// before the host."
#   django_check: "4_0.E001"
package django.system_checks.check_4_0_e001

import data.django.lib.origins
import data.django.lib.result

deny contains result.at(origin.subject, sprintf("%s has no ://, and is not trusted.", [json.marshal(origin.value)])) if {
	some origin in origins.without_scheme
}

allow if origins.have_scheme
