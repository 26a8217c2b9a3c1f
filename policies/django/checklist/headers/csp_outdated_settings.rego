# METADATA
# title: The content security policy is written for an older package
# description: >-
#   django-csp 4 reads CONTENT_SECURITY_POLICY alone. With settings that begin with CSP_
#   its check stops manage.py, and where checks are not run, no policy is sent.
# related_resources:
#   - ref: https://django-csp.readthedocs.io/en/latest/migration-guide.html
# custom:
#   severity: high
#   reads: [deps.django-csp, settings.*, settings.CONTENT_SECURITY_POLICY, settings.CONTENT_SECURITY_POLICY_REPORT_ONLY, settings.MIDDLEWARE]
#   inputs: [http]
#   remediation: 'CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["''self''"]}}'
#   django_check: csp.E001
#   cwe: [693, 1021]
#   owasp: [ASVS-14.4.3, ASVS5-3.4.3, "A05:2021"]
package django.checklist.headers.csp_outdated_settings

import data.django.lib.csp
import data.django.lib.result

deny contains result.at(csp.outdated, sprintf("%s is a setting of django-csp before 4.0, and the one that is installed does not read it: no policy is sent.", [csp.outdated])) if {
	csp.is_outdated
}

unsure contains result.at(csp.outdated, "which version of django-csp is installed is not known; from 4.0 on it does not read it") if {
	csp.is_perhaps_outdated
}

allow if csp.is_not_served_by_package

allow if csp.is_up_to_date
