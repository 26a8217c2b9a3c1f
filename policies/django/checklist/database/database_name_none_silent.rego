# METADATA
# title: A database without a name is another one
# description: >-
#   With NAME None Django connects to PostgreSQL's maintenance database, "postgres", instead of failing. os.environ.get("DB_NAME") without the variable is None.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#databases
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   reads: [settings.DATABASES.*.ENGINE, settings.DATABASES.*.NAME]
#   remediation: Read it with os.environ["DB_NAME"], so that Django does not start without the variable.
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.database.database_name_none_silent

import data.django.lib.databases
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(
	result.at(databases.part(alias, "NAME"), sprintf("the database %q has no name: Django uses PostgreSQL's own, \"postgres\", without a word.", [alias])),
	{databases.part(alias, "ENGINE")},
) if {
	some alias in databases.postgres
	settings.column("DATABASES", "NAME")[alias] == null
}
