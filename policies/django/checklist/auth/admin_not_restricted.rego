# METADATA
# title: Everybody can reach the login of the admin
# description: >-
#   Neither a password, an address nor a VPN stands before it, as far as the proxy
#   shows, so that leaked passwords and faults of the admin can be tried from anywhere.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/contrib/admin/
# custom:
#   severity: medium
#   collection: advice
#   reads: [proxy, settings.INSTALLED_APPS, settings.ROOT_URLCONF, source.urls]
#   inputs: [http]
#   remediation: 'location /admin/ { allow 10.0.0.0/8; deny all; ... }'
#   cwe: [425]
#   owasp: [ASVS-1.4.1, "A01:2021"]
package django.checklist.auth.admin_not_restricted

import data.django.lib.admission
import data.django.lib.apps
import data.django.lib.proxies
import data.django.lib.result

deny contains result.here("proxy", end.route.at, sprintf("%s leads to the login of the admin without asking who comes.", [proxies.in_words(end.site)])) if {
	apps.is_installed("django.contrib.admin")
	some end in admission.open
}

unsure contains doubt if {
	apps.is_installed("django.contrib.admin")
	some doubt in admission.doubts
}

allow if apps.is_absent("django.contrib.admin")

allow if admission.is_absent

allow if admission.is_guarded
