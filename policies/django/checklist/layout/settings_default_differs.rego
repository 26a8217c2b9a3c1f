# METADATA
# title: Files of the project fall back to different settings
# description: >-
#   Where DJANGO_SETTINGS_MODULE is not set, the web server and the workers then run with
#   other databases, keys and switches, and each looks well by itself.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/settings/#designating-the-settings
# custom:
#   severity: low
#   reads: [source.defaults, source.modules]
#   remediation: |-
#     os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")  # the same in wsgi.py, asgi.py and celery.py
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.layout.settings_default_differs

import data.django.lib.modules
import data.django.lib.result
import data.django.lib.target

deny contains result.here(
	"source.defaults",
	pair.other.at,
	sprintf("it falls back to %s, and %s:%d to %s: where DJANGO_SETTINGS_MODULE is not set, the two run different settings.", [pair.other.module, pair.one.at.file, pair.one.at.line, pair.one.module]),
) if {
	target.is_deployed
	some pair in modules.differing
}
