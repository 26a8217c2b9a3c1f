# METADATA
# title: The type of primary keys changes with the next Django
# description: >-
#   Without DEFAULT_AUTO_FIELD new tables get 32-bit keys up to Django 5.2 and 64-bit ones from 6.0, so that an upgrade makes migrations for every table.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#default-auto-field
# custom:
#   severity: low
#   reads: [settings.DEFAULT_AUTO_FIELD]
#   django: [">=3.2,<6.0"]
#   remediation: Set DEFAULT_AUTO_FIELD = "django.db.models.AutoField" to keep the tables as they are, or BigAutoField and migrate now.
#   django_check: models.W042
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.versions.default_auto_field_unset

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("DEFAULT_AUTO_FIELD", "DEFAULT_AUTO_FIELD is not set: with Django 6.0 the keys of all tables become larger, and migrations change them.") if {
	settings.is_unset("DEFAULT_AUTO_FIELD")
}
