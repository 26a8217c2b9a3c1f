# METADATA
# title: The database password is written in the source
# description: >-
#   Everybody who has the repository, a copy of it or the image has the password, and it cannot differ between environments.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#databases
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#databases
# custom:
#   severity: high
#   reads: [settings.DATABASES, settings.DATABASES.*.ENGINE, settings.DATABASES.*.HOST, settings.DATABASES.*.PASSWORD]
#   remediation: Read it from the environment, as os.environ["DB_PASSWORD"], and change it, since git keeps the old one.
#   cwe: [798]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
package django.checklist.database.database_hardcoded_credentials

import data.django.lib.databases
import data.django.lib.result

deny contains result.resting(
	result.at(databases.part(alias, "PASSWORD"), sprintf("the password of the database %q is a literal in the source: who has the repository has the password.", [alias])),
	{databases.part(alias, "HOST")},
) if {
	some alias in databases.literal_passwords
	databases.hosts[alias]
}
