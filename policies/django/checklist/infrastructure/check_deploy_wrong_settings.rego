# METADATA
# title: check --deploy checks other settings
# description: The check says nothing of the settings that are deployed.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#run-manage-py-check-deploy
# custom:
#   severity: medium
#   reads: [source.ci]
#   remediation: python manage.py check --deploy --fail-level WARNING --settings config.settings.production
#   aliases: [ci-checks-other-settings]
#   unmapped: A step of the release is missing, and nothing of the site is weaker for it.
package django.checklist.infrastructure.check_deploy_wrong_settings

import data.django.lib.pipelines
import data.django.lib.result
import data.django.lib.target

deny contains result.here("source.ci", run.at, sprintf("check --deploy is run with %s, and %s is deployed: what is wrong with that goes live unseen.", [run.settings, target.module])) if {
	target.is_deployed
	some run in pipelines.others
}

unsure contains result.here("source.ci", run.at, "it is not known which settings check --deploy is run with") if {
	some run in pipelines.unsettled
}
