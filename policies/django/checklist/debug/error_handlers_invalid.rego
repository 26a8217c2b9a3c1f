# METADATA
# title: The view for an error does not work
# description: >-
#   Django calls handler400, handler403 and handler404 with the request and the exception,
#   handler500 with the request alone. One that is not there or takes something else fails
#   while the error is answered, and the visitor gets a blank 500.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#url-configuration
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#customize-the-default-error-views
# custom:
#   severity: medium
#   reads: [settings.ROOT_URLCONF, source.urls]
#   inputs: [http]
#   remediation: |-
#     def page_not_found(request, exception): ...
#     def server_error(request): ...
#   django_check: urls.E007
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.debug.error_handlers_invalid

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.urls

deny contains result.here(sprintf("source.urls.%s", [view.name]), view.at, sprintf("%s %s: the error that it should answer becomes a 500.", [view.name, _wrong[view.problem]])) if {
	settings.is_set("ROOT_URLCONF")
	some view in urls.bad_handlers
}

unsure contains result.here(sprintf("source.urls.%s", [view.name]), view.at, sprintf("its source does not tell whether %s takes what Django calls it with", [view.name])) if {
	some view in urls.unclear_handlers
}

unsure contains result.at("ROOT_URLCONF", gap.because) if some gap in urls.doubts

_wrong := {
	"missing": "names a view that the project does not have",
	"arguments": "does not take what Django calls it with (request, exception; for handler500 request alone)",
}
