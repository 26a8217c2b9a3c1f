# METADATA
# title: Logs are written into the container
# description: >-
#   They are gone with it, and fill its disk before. Several workers that rotate one
#   file lose lines.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/logging/#handlers
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#logging
# custom:
#   severity: low
#   reads: [service, service.kind, settings.LOGGING.handlers.*.class]
#   remediation: Use logging.StreamHandler, and let the platform keep what the container prints.
#   cwe: [779]
#   owasp: [ASVS-7.3.3, "A09:2021"]
package django.checklist.logging.logging_file_handler_container

import data.django.lib.logs
import data.django.lib.result
import data.django.lib.service

deny contains result.at(subject, sprintf("%s writes into the container: the log is gone with it, and workers that rotate one file lose lines.", [class])) if {
	some subject, class in logs.files
	service.is_container
}

allow if service.is_no_container
