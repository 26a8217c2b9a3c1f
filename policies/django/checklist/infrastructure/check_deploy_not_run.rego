# METADATA
# title: No pipeline runs check --deploy
# description: Django's own checks of a deployment find much of what is wrong before it is live, if somebody runs them.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#run-manage-py-check-deploy
# custom:
#   severity: low
#   reads: [source.ci]
#   inputs: [ci]
#   remediation: python manage.py check --deploy --fail-level WARNING --settings config.settings.production
#   unmapped: A step of the release is missing, and nothing of the site is weaker for it.
package django.checklist.infrastructure.check_deploy_not_run

import data.django.lib.pipelines
import data.django.lib.result
import data.django.lib.target

deny contains result.here("source.ci", pipelines.first, "no pipeline runs manage.py check --deploy: what Django itself finds wrong with these settings goes live unseen.") if {
	target.is_deployed
	pipelines.run_no_check
}

unsure contains result.here("source.ci", pipelines.doubt.at, sprintf("%s%s: %s", [pipelines.doubt.what, pipelines.further, pipelines.doubt.because]))
