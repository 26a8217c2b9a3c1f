# METADATA
# title: The API is open to everybody unless a view says otherwise
# description: >-
#   djangorestframework allows everything to everybody where neither
#   DEFAULT_PERMISSION_CLASSES nor the view says otherwise; one view that forgets it is
#   open. Its browsable pages show the forms of the API to who finds them.
# related_resources:
#   - ref: https://www.django-rest-framework.org/api-guide/permissions/#setting-the-permission-policy
# custom:
#   severity: medium
#   severities: [medium, info]
#   reads: [settings.INSTALLED_APPS, settings.REST_FRAMEWORK, settings.REST_FRAMEWORK.DEFAULT_PERMISSION_CLASSES, settings.REST_FRAMEWORK.DEFAULT_RENDERER_CLASSES]
#   inputs: [http]
#   remediation: |-
#     REST_FRAMEWORK = {
#         "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
#         "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
#     }
#   cwe: [862]
#   owasp: [ASVS-4.1.3, "A01:2021"]
package django.checklist.auth.drf_insecure_defaults

import data.django.lib.rest
import data.django.lib.result

deny contains result.resting(
	result.graded("REST_FRAMEWORK", "medium", "DEFAULT_PERMISSION_CLASSES is not set: each view of the API that names no permission is open to everybody."),
	{"INSTALLED_APPS"},
) if {
	rest.is_used
	rest.lacks("DEFAULT_PERMISSION_CLASSES")
}

deny contains result.resting(
	result.graded("REST_FRAMEWORK.DEFAULT_PERMISSION_CLASSES", "medium", "AllowAny is the default: each view of the API that names no permission is open to everybody."),
	{"INSTALLED_APPS"},
) if {
	rest.is_used
	rest.holds("DEFAULT_PERMISSION_CLASSES", "AllowAny")
}

deny contains result.resting(result.graded("REST_FRAMEWORK.DEFAULT_RENDERER_CLASSES", "info", "the browsable API is on: who finds it sees each endpoint with its forms."), {"INSTALLED_APPS"}) if {
	rest.is_used
	rest.holds("DEFAULT_RENDERER_CLASSES", "BrowsableAPIRenderer")
}

allow if rest.is_not_used
