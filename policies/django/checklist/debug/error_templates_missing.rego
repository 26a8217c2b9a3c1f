# METADATA
# title: The site has no page of its own for errors
# description: >-
#   Without 404.html and 500.html visitors get Django's bare line of text. 400.html and
#   403.html are asked for as well; few visitors meet those. What a package brings is not
#   looked at, and a project without pages for visitors needs none.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#customize-the-default-error-views
# custom:
#   severity: info
#   reads: [settings.TEMPLATES, source.pages]
#   inputs: [http]
#   remediation: Put 404.html and 500.html into a folder of TEMPLATES[0]["DIRS"]; 500.html must do without a context.
#   unmapped: Visitors see a bare page, and nothing is opened.
package django.checklist.debug.error_templates_missing

import data.django.lib.pages
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("TEMPLATES", sprintf("the project has no %s: visitors get Django's bare line of text.", [pages.missing])) if {
	settings.is_whole("TEMPLATES")
	pages.are_told
}

unsure contains result.at(gap.what, sprintf("the project has no %s: %s", [pages.missing, gap.because])) if some gap in pages.doubts
