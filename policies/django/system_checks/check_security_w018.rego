# METADATA
# title: DEBUG is on
# description: "Anything that Python takes for true counts, the text \"False\" too."
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.DEBUG]
#   remediation: Set DEBUG to False.
#   django_check: security.W018
package django.system_checks.check_security_w018

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("DEBUG", sprintf("DEBUG is %s.", [settings.described("DEBUG")])) if settings.is_on("DEBUG")

allow if settings.is_off("DEBUG")
