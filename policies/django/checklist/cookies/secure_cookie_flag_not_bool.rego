# METADATA
# title: A cookie's Secure flag is no bool
# description: >-
#   Django asks only whether the flag is true, and the text "False" is. From 4.1 on its
#   own check takes nothing but True for on.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-secure
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#csrf-cookie-secure
# custom:
#   severity: medium
#   reads: [settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_SECURE]
#   inputs: [http]
#   remediation: SESSION_COOKIE_SECURE = True
#   django_check: security.W012
#   cwe: [614, 704]
#   owasp: [ASVS-3.4.1, ASVS5-3.3.1, "A05:2021"]
package django.checklist.cookies.secure_cookie_flag_not_bool

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SESSION_COOKIE_SECURE", sprintf("SESSION_COOKIE_SECURE is %s: only an empty text would turn it off.", [state])) if {
	settings.is_on("SESSION_COOKIE_SECURE")
	settings.of_type("SESSION_COOKIE_SECURE", "str")
	state := settings.described("SESSION_COOKIE_SECURE")
}

deny contains result.at("CSRF_COOKIE_SECURE", sprintf("CSRF_COOKIE_SECURE is %s: only an empty text would turn it off.", [state])) if {
	settings.is_on("CSRF_COOKIE_SECURE")
	settings.of_type("CSRF_COOKIE_SECURE", "str")
	state := settings.described("CSRF_COOKIE_SECURE")
}
