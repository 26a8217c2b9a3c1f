# METADATA
# title: The settings do not load
# description: An exception in the settings module stops every process of the deployment.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/settings/
# custom:
#   severity: critical
#   reads: [source.failure]
#   remediation: Mend the line, or set the variable that it needs.
#   aliases: [env-value-unparsable]
#   covers: [env-var-required-not-provided]
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.layout.settings_do_not_load

import data.django.lib.result
import data.django.lib.source

deny contains result.here("target.settings_module", source.failure.at, sprintf("loading the settings raises %s: Django does not start.", [_raised(source.failure)]))

_raised(failure) := failure.exception if failure.message in {"", "..."}

_raised(failure) := sprintf("%s (%s)", [failure.exception, failure.message]) if not failure.message in {"", "..."}
