# METADATA
# title: Nothing asks whether a release answers
# description: >-
#   A pipeline deploys and ends well whether or not the site does. A few requests, to a
#   page, to the login and with a wrong host, tell it at once.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/
# custom:
#   severity: info
#   collection: advice
#   reads: [source.work]
#   inputs: [ci]
#   remediation: curl --fail --silent --show-error https://shop.example.com/accounts/login/
#   unmapped: A step of the release is missing, and nothing of the site is weaker for it.
package django.checklist.infrastructure.smoke_test_missing

import data.django.lib.release
import data.django.lib.result
import data.django.lib.target

deny contains result.here("source.work", release.deploys_at, "a pipeline deploys, and none asks afterwards whether the site answers.") if {
	target.is_deployed
	release.does("deploy")
	release.does_not("probe")
}
