# METADATA
# title: A variable is set that nothing reads
# description: >-
#   The deployment sets a variable of nearly the name of one that the settings read, and
#   not that one itself; or of the name of a setting that is a literal. What it should
#   change stays as it is.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/settings/
# custom:
#   severity: low
#   reads: [env.*, settings.ALLOWED_HOSTS, settings.DEBUG, settings.SECRET_KEY, source.reads]
#   remediation: 'Give the variable the name that the settings read; or read it there: DEBUG = os.environ.get("DEBUG") == "true"'
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.layout.env_var_not_consumed

import data.django.lib.env
import data.django.lib.result
import data.django.lib.target

deny contains result.here(
	sprintf("env.%s", [miss.set]),
	miss.at,
	sprintf("nothing reads %s; the settings read %s (%s:%d), which nothing sets.", [miss.set, miss.read.name, miss.read.at.file, miss.read.at.line]),
) if {
	target.is_closed
	some miss in env.near_misses
}

deny contains result.resting(
	result.here(
		sprintf("env.%s", [miss.set]),
		miss.at,
		sprintf("the settings do not read %s: %s is what %s:%d says, whatever is set here.", [miss.set, miss.setting, miss.literal.file, miss.literal.line]),
	),
	{miss.setting},
) if {
	target.is_deployed
	some miss in env.deaf
}

unsure contains result.here(sprintf("env.%s", [miss.set]), miss.at, sprintf("nothing reads %s; the settings read %s, which may be set where no file shows it", [miss.set, miss.read.name])) if {
	target.is_open
	some miss in env.near_misses
}

allow if env.misses_nothing
