# METADATA
# title: check --deploy fails on nothing that it finds
# description: Nearly everything that check --deploy finds is a warning, and without --fail-level it ends well all the same.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/django-admin/#cmdoption-check-fail-level
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#run-manage-py-check-deploy
# custom:
#   severity: medium
#   reads: [source.ci]
#   remediation: python manage.py check --deploy --fail-level WARNING
#   unmapped: A step of the release is missing, and nothing of the site is weaker for it.
package django.checklist.infrastructure.check_deploy_no_fail_level

import data.django.lib.pipelines
import data.django.lib.result
import data.django.lib.target

deny contains result.here("source.ci", run.at, "check --deploy fails on errors alone, and what it finds are warnings: what runs it goes on whatever is wrong.") if {
	target.is_deployed
	some run in pipelines.lenient
}
