# METADATA
# title: Uploads that are deleted are gone
# description: A bucket without versions keeps nothing of what a bug, a wrong command or an intruder overwrites or deletes.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: info
#   collection: advice
#   reads: [deps.django, infra.buckets, infra.buckets.*.bucket, infra.buckets.*.versioning, settings.AWS_STORAGE_BUCKET_NAME,
#     settings.DEFAULT_FILE_STORAGE, settings.GS_BUCKET_NAME, settings.STORAGES.default.BACKEND, settings.STORAGES.default.OPTIONS.bucket_name]
#   inputs: [terraform]
#   remediation: Turn versioning on (aws_s3_bucket_versioning, status = 'Enabled'), with a rule that deletes old versions after some weeks.
#   unmapped: It loses data, and discloses none.
package django.checklist.media.media_no_backup

import data.django.lib.infra
import data.django.lib.result
import data.django.lib.stores

deny contains result.resting(
	result.here(infra.subject(bucket, "versioning"), bucket.versioning.at, sprintf("uploads go to %s, which keeps no versions: what is deleted or overwritten is lost.", [bucket.name])),
	{"AWS_STORAGE_BUCKET_NAME"},
) if {
	stores.are_remote
	some bucket in (infra.with_off("buckets", "versioning") & infra.with_on("buckets", "bucket"))
	stores.is_upload_bucket(bucket.bucket.value)
}

allow if infra.are_on("buckets", "versioning")
