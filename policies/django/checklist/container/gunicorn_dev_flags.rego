# METADATA
# title: The server runs with options for development
# description: A server that reloads watches every file and drops requests when one changes; without a timeout, a worker that hangs is lost for good.
# related_resources:
#   - ref: https://docs.gunicorn.org/en/stable/settings.html
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#switch-away-from-manage-py-runserver
# custom:
#   severity: medium
#   reads: [service.server]
#   inputs: [http]
#   remediation: |-
#     gunicorn --timeout 30 config.wsgi  # without --reload
#   cwe: [489]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.container.gunicorn_dev_flags

import data.django.lib.result
import data.django.lib.serving
import data.django.lib.target

deny contains result.here("service.server.reload", serving.reload.at, sprintf("%s restarts whenever a file changes: it watches all files, and drops requests.", [serving.program])) if {
	target.is_deployed
	serving.reloads
}

deny contains result.here("service.server.timeout", serving.timeout.at, "gunicorn has no timeout: a worker that hangs is never replaced, and when all hang the site is down.") if {
	target.is_deployed
	serving.waits_for_ever
}

unsure contains result.here(doubt.subject, doubt.at, doubt.msg) if some doubt in serving.doubts
