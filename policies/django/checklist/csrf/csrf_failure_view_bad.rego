# METADATA
# title: The view for refused forms does not work
# description: >-
#   Django calls CSRF_FAILURE_VIEW with the request and reason="...". One that is not there or
#   takes something else turns each refused form into a 500.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#csrf-failure-view
# custom:
#   severity: medium
#   reads: [settings.CSRF_FAILURE_VIEW, source.urls]
#   inputs: [http]
#   remediation: 'def csrf_failure(request, reason=""): ...'
#   django_check: security.E101
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.csrf.csrf_failure_view_bad

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.urls

deny contains result.at("CSRF_FAILURE_VIEW", sprintf("CSRF_FAILURE_VIEW %s: each refused form is answered with 500.", [_wrong[urls.failure_view.problem]])) if {
	settings.is_set("CSRF_FAILURE_VIEW")
}

unsure contains result.at("CSRF_FAILURE_VIEW", "its source does not tell what the view takes") if urls.failure_view.problem == "unknown"

_wrong := {
	"missing": "names a view that the project does not have",
	"arguments": `does not take what Django calls it with (request, reason="")`,
}
