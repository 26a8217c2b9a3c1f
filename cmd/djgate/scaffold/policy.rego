# METADATA
# title: ${setting} is on
# description: Say in a sentence or two what happens to whom when this is wrong.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/
# custom:
#   severity: ${severity}
#   reads: [settings.${setting}]
#   remediation: Say what to change, and to what.
package ${package}

import data.django.lib.result
import data.django.lib.settings

# Questions have opposites (is_on, is_off); never negate one: what is not known
# would then be reported, or pass, as if it were.
deny contains result.at("${setting}", "${setting} is on: say what follows from it.") if settings.is_on("${setting}")
