# METADATA
# title: check --deploy fails on nothing that it finds
# description: Nearly everything that check --deploy finds is a warning, and without --fail-level it ends well all the same.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/django-admin/#cmdoption-check-fail-level
# custom:
#   severity: medium
#   reads: [source.ci]
#   remediation: python manage.py check --deploy --fail-level WARNING
package django.checklist.infrastructure.check_deploy_no_fail_level

import data.django.lib.pipelines
import data.django.lib.result
import data.django.lib.target

deny contains result.here("source.ci", run.at, "check --deploy fails on errors alone, and what it finds are warnings: the pipeline goes on whatever is wrong.") if {
	target.is_deployed
	some run in pipelines.lenient
}
