# METADATA
# title: Everybody reads the bucket of uploads
# description: Who knows or guesses an address reads the file, whatever Django would have allowed; documents and exports lie beside pictures.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/security/#user-uploaded-content
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#media-root-and-media-url
# custom:
#   severity: medium
#   reads: [deps.django, infra.buckets, infra.buckets.*.bucket, infra.buckets.*.public, settings.AWS_STORAGE_BUCKET_NAME,
#     settings.DEFAULT_FILE_STORAGE, settings.GS_BUCKET_NAME, settings.STORAGES.default.BACKEND, settings.STORAGES.default.OPTIONS.bucket_name]
#   inputs: [resources]
#   remediation: Keep public files and uploads in two buckets, close that of uploads (aws_s3_bucket_public_access_block), and let the storage sign addresses (querystring_auth).
#   cwe: [552]
#   owasp: ["A01:2021"]
package django.checklist.media.media_public_bucket

import data.django.lib.infra
import data.django.lib.result
import data.django.lib.stores

deny contains result.resting(result.here(infra.subject(bucket, "public"), bucket.public.at, sprintf("uploads go to %s, which everybody reads.", [bucket.name])), {"AWS_STORAGE_BUCKET_NAME"}) if {
	stores.are_remote
	some bucket in (infra.with_on("buckets", "public") & infra.with_on("buckets", "bucket"))
	stores.is_upload_bucket(bucket.bucket.value)
}

unsure contains result.here(infra.subject(bucket, "public"), bucket.public.at, "a class of the project stores uploads, and may use the public bucket") if {
	stores.may_be_remote
	some bucket in (infra.with_on("buckets", "public") & infra.with_on("buckets", "bucket"))
	stores.is_upload_bucket(bucket.bucket.value)
}

allow if infra.are_off("buckets", "public")
