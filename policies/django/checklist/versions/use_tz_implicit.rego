# METADATA
# title: Whether times are aware of their zone changes with the next Django
# description: >-
#   Without USE_TZ times are naive up to Django 4.2 and aware from 5.0 on: stored times shift, and comparisons of the two kinds raise exceptions.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#use-tz
# custom:
#   severity: low
#   reads: [settings.USE_TZ]
#   django: ["<5.0"]
#   remediation: Set USE_TZ = True, or False to keep what is stored.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.versions.use_tz_implicit

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("USE_TZ", "USE_TZ is not set: with Django 5.0 stored times get a zone, and what compares them fails.") if {
	settings.is_unset("USE_TZ")
}
