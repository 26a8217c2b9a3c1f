# METADATA
# title: Requests of any size are read into memory
# description: >-
#   Django refuses bodies of over 2.5 MB (uploaded files apart), of over 1000 fields and
#   of over 100 files. Without these limits one request takes all memory, or all
#   processors.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#data-upload-max-memory-size
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: high
#   severities: [high, medium]
#   reads: [settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.DATA_UPLOAD_MAX_NUMBER_FILES]
#   inputs: [http]
#   remediation: DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
#   cwe: [400, 770]
#   owasp: [ASVS-12.1.1, ASVS5-5.2.1, "A05:2021"]
package django.checklist.media.upload_limits_disabled

import data.django.lib.result
import data.django.lib.settings

deny contains result.graded("DATA_UPLOAD_MAX_MEMORY_SIZE", "high", "DATA_UPLOAD_MAX_MEMORY_SIZE is None: one request may take all memory.") if {
	settings.is_none("DATA_UPLOAD_MAX_MEMORY_SIZE")
}

deny contains result.graded("DATA_UPLOAD_MAX_MEMORY_SIZE", "medium", "DATA_UPLOAD_MAX_MEMORY_SIZE is over 100 MB: a few requests may take all memory.") if {
	settings.at_least("DATA_UPLOAD_MAX_MEMORY_SIZE", 104857601)
}

deny contains result.graded("DATA_UPLOAD_MAX_NUMBER_FIELDS", "medium", "DATA_UPLOAD_MAX_NUMBER_FIELDS is None: one request may keep a worker busy with fields.") if {
	settings.is_none("DATA_UPLOAD_MAX_NUMBER_FIELDS")
}

deny contains result.graded("DATA_UPLOAD_MAX_NUMBER_FILES", "medium", "DATA_UPLOAD_MAX_NUMBER_FILES is None: one request may keep a worker busy with files.") if {
	settings.is_none("DATA_UPLOAD_MAX_NUMBER_FILES")
}
