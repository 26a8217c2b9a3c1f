# METADATA
# title: Templates are read and compiled for each request
# description: >-
#   Django wraps its loaders in one that remembers templates, but not those that the
#   settings list themselves.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/templates/api/#django.template.loaders.cached.Loader
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#templates
# custom:
#   severity: low
#   reads: [settings.TEMPLATES]
#   inputs: [http]
#   remediation: '"loaders": [("django.template.loaders.cached.Loader", [...])]  # or leave loaders out and write "APP_DIRS": True'
#   unmapped: It costs time, and opens nothing.
package django.checklist.layout.template_cache_off

import data.django.lib.result
import data.django.lib.target
import data.django.lib.templates

deny contains result.at(subject, "it lists loaders without the cached one: each request reads and compiles its templates anew.") if {
	target.is_deployed
	some subject in templates.uncached
}
