# METADATA
# title: The age of connections is a text
# description: Django adds it to the time, so that the first connection raises TypeError.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#conn-max-age
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   reads: [settings.DATABASES.*.CONN_MAX_AGE]
#   remediation: Write int(os.environ["CONN_MAX_AGE"]), or env.int("CONN_MAX_AGE").
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.database.database_conn_max_age_type

import data.django.lib.databases
import data.django.lib.result
import data.django.lib.settings

deny contains result.at(
	databases.part(alias, "CONN_MAX_AGE"),
	sprintf("CONN_MAX_AGE of %q is a text, which Django adds to the time: every request that reads the database is answered with 500.", [alias]),
) if {
	some alias, age in settings.column("DATABASES", "CONN_MAX_AGE")
	is_string(age)
}
