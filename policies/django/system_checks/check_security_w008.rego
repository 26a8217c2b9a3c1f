# METADATA
# title: SECURE_SSL_REDIRECT is not True
# description: Django cannot see a proxy that redirects, and names this one itself a frequent false alarm; ssl-redirect-off of the checklist looks at the proxy.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#security
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.MIDDLEWARE, settings.SECURE_SSL_REDIRECT]
#   remediation: Redirect at the proxy and silence the check, or set SECURE_SSL_REDIRECT to True.
#   django_check: security.W008
package django.system_checks.check_security_w008

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.at("SECURE_SSL_REDIRECT", "SECURE_SSL_REDIRECT is not True: Django answers plain HTTP."), {"MIDDLEWARE"}) if {
	middleware.secures
	settings.is_not_true("SECURE_SSL_REDIRECT")
}

allow if middleware.does_not_secure

allow if settings.is_true("SECURE_SSL_REDIRECT")
