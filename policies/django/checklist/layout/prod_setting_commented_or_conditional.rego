# METADATA
# title: Whether the site is protected hangs on one variable
# description: >-
#   The settings that protect it are set in a branch that a variable opens, and no file
#   shows that the variable is set. Without it the site runs the same and unprotected.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: low
#   reads: [settings.CSRF_COOKIE_SECURE, settings.DEBUG, settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE]
#   inputs: [http]
#   remediation: Set them always, and turn them off where you develop; or name the variable under `provided` in .djgate.yaml.
#   cwe: [636, 1188]
#   owasp: ["A05:2021"]
#   judges_fallback: true
package django.checklist.layout.prod_setting_commented_or_conditional

import data.django.lib.protections
import data.django.lib.result
import data.django.lib.target

deny contains result.at(conditional.subject, sprintf("%s on %s of the environment, which no file here sets: without it the site runs unprotected.", [conditional.words, conditional.variables])) if {
	target.is_deployed
	some conditional in protections.conditional
}
