# METADATA
# title: MySQL shortens values without an error
# description: >-
#   sql_mode without a STRICT mode stores what fits of a value and goes on. Servers of today are strict unless the settings say otherwise.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/databases/#mysql-sql-mode
# custom:
#   severity: medium
#   reads: [settings.DATABASES.*.ENGINE, settings.DATABASES.*.OPTIONS]
#   remediation: >-
#     Set "OPTIONS": {"init_command": "SET sql_mode='STRICT_TRANS_TABLES'"}, or leave the mode to the server.
#   django_check: mysql.W002
#   unmapped: It loses data, and discloses none.
package django.checklist.database.mysql_strict_mode

import data.django.lib.databases
import data.django.lib.result

deny contains result.at(databases.part(alias, sprintf("OPTIONS.%s", [option])), sprintf("sql_mode of %q is not strict: values that are too long are cut off without an error.", [alias])) if {
	some alias in databases.mysql
	some option in ["init_command", "sql_mode"]
	mode := databases.option(alias, option)
	is_string(mode)
	_sets_mode(option, mode)
	not contains(upper(mode), "STRICT")
}

_sets_mode("sql_mode", _)

_sets_mode("init_command", command) if contains(lower(command), "sql_mode")
