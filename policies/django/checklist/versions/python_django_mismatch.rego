# METADATA
# title: Python is too old for Django
# description: pip refuses to install Django on a Python that it does not support, or Django fails when it is imported.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/faq/install/#what-python-version-can-i-use-with-django
# custom:
#   severity: high
#   reads: [deps.django, deps.python]
#   remediation: Use an image with a newer Python, such as python:3.13-slim.
#   cwe: [1104]
#   owasp: [ASVS-14.2.1, ASVS5-15.2.1, "A06:2021"]
package django.checklist.versions.python_django_mismatch

import data.django.lib.result
import data.django.lib.versions

deny contains result.here(
	"deps.python",
	versions.python_at,
	sprintf("Python is %s, and this Django needs %s or newer: it is not installed, or fails with its first import.", [versions.python, least]),
) if {
	least := versions.required("python")
	versions.python_is_before(least)
}

unsure contains result.at("deps.django", "this version of Django is not in the tables") if versions.is_untold
