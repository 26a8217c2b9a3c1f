# METADATA
# title: 500.html needs a context
# description: >-
#   Django renders 500.html without a context and without context processors: each variable
#   is an empty text, and an address made with one fails, so that the visitor gets the bare
#   page after all.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/views/#the-500-server-error-view
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#templates
# custom:
#   severity: low
#   reads: [settings.TEMPLATES, source.pages]
#   inputs: [http]
#   remediation: Let 500.html extend a base of its own that prints no variable, or set handler500 to a view that renders it with the request.
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.debug.template_500_needs_context

import data.django.lib.pages
import data.django.lib.result
import data.django.lib.settings

deny contains result.here("source.pages", pages.first_need, sprintf("500.html is rendered without a context, so %s is empty in it.", [pages.needs])) if {
	settings.is_whole("TEMPLATES")
}
