# METADATA
# title: An administrator's password stands in the source
# description: >-
#   What makes the first account of an administrator runs with each start of the
#   container, and its password stands in a script, a command or an env file. Whoever
#   knows it logs in at the admin, which reaches all data.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/django-admin/#createsuperuser
# custom:
#   severity: critical
#   severities: [critical, high, medium]
#   reads: [env.*, env.DJANGO_SUPERUSER_PASSWORD, service, service.managed, service.superusers]
#   remediation: |-
#     # once, by hand, and with a password that stands nowhere:
#     python manage.py createsuperuser
#     # take the line out of the start, and change the password of the account that it made:
#     python manage.py changepassword NAME
#   cwe: [798, 1392]
#   owasp: [ASVS-2.10.2, ASVS5-6.3.2, "A07:2021"]
package django.checklist.auth.superuser_password_known

import data.django.lib.result
import data.django.lib.superusers
import data.django.lib.target

deny contains result.graded_here("service.superusers", user.severity, user.at, user.msg) if {
	target.is_deployed
	some user in superusers.known
}

unsure contains result.here("service.superusers", user.at, user.msg) if {
	target.is_deployed
	some user in superusers.doubts
}

allow if superusers.are_none
