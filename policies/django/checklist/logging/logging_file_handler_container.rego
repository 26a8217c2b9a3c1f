# METADATA
# title: Logs are written into the container
# description: >-
#   They are gone with it, and fill its disk before. On a volume they stay; several
#   workers that rotate one file lose lines there as well.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/logging/#handlers
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#logging
# custom:
#   severity: low
#   reads: [service, service.kind, service.mounts, settings.LOGGING.handlers.*.class, settings.LOGGING.handlers.*.filename, source.places]
#   remediation: Use logging.StreamHandler, and let the platform keep what the container prints.
#   cwe: [779]
#   owasp: [ASVS-7.3.3, "A09:2021"]
package django.checklist.logging.logging_file_handler_container

import data.django.lib.logs
import data.django.lib.process
import data.django.lib.result
import data.django.lib.service

deny contains result.at(file.subject, sprintf("%s writes into the container: the log is gone with it.", [file.class])) if {
	some file in logs.files
	service.is_container
	process.is_lost_file(file.path)
}

deny contains result.at(file.subject, sprintf("%s rotates its file: workers that write the same one lose lines.", [file.class])) if {
	some file in logs.rotating
	service.is_container
	process.holds_file(file.path)
}

allow if service.is_no_container
