# METADATA
# title: A variable is set that nothing reads
# description: >-
#   The deployment sets a variable of nearly the name of one that the settings read, and
#   not that one itself: what it should change stays as it is.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/settings/
# custom:
#   severity: low
#   reads: [env.*, source.reads]
#   remediation: Give the variable the name that the settings read.
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.layout.env_var_not_consumed

import data.django.lib.env
import data.django.lib.result
import data.django.lib.target

deny contains result.here(sprintf("env.%s", [miss.set]), miss.at, sprintf("nothing reads %s; the settings read %s (%s:%d), which nothing sets.", [miss.set, miss.read.name, miss.read.at.file, miss.read.at.line])) if {
	target.is_closed
	some miss in env.near_misses
}

unsure contains result.here(sprintf("env.%s", [miss.set]), miss.at, sprintf("nothing reads %s; the settings read %s, which may be set where no file shows it", [miss.set, miss.read.name])) if {
	target.is_open
	some miss in env.near_misses
}

allow if env.misses_nothing
