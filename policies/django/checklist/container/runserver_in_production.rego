# METADATA
# title: The development server serves the site
# description: runserver handles few requests, restarts itself, and has had no review for security; Django 5.2 and later warn of it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#switch-away-from-manage-py-runserver
# custom:
#   severity: critical
#   reads: [service.server]
#   inputs: [http]
#   remediation: |-
#     gunicorn config.wsgi  # in place of manage.py runserver
#   cwe: [489]
#   owasp: [ASVS-14.3.2, ASVS5-13.4.2, "A05:2021"]
package django.checklist.container.runserver_in_production

import data.django.lib.result
import data.django.lib.serving
import data.django.lib.target

deny contains result.here("service.server", serving.at, "the site is served by runserver, which is made for one developer: it is slow, stops easily and was never reviewed for security.") if {
	target.is_deployed
	serving.serves_by_runserver
}

unsure contains result.here("service.server", serving.at, serving.may_be_runserver)
