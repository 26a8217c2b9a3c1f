# METADATA
# title: A number is a text
# description: >-
#   os.environ gives texts. Django calculates or compares with the number, which raises TypeError in the middle of a request.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/
# custom:
#   severity: high
#   reads: [settings.CSRF_COOKIE_AGE, settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, settings.EMAIL_TIMEOUT,
#     settings.FILE_UPLOAD_MAX_MEMORY_SIZE, settings.PASSWORD_RESET_TIMEOUT, settings.SESSION_COOKIE_AGE]
#   remediation: Write int(os.environ["..."]), or env.int("...").
#   cwe: [704]
#   owasp: ["A05:2021"]
package django.checklist.layout.env_number_as_string

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(name, sprintf("%s is a text: Django calculates with it, and requests are answered with 500.", [name])) if {
	some name in _texts
}

_texts contains "CSRF_COOKIE_AGE" if settings.of_type("CSRF_COOKIE_AGE", "str")

_texts contains "DATA_UPLOAD_MAX_MEMORY_SIZE" if settings.of_type("DATA_UPLOAD_MAX_MEMORY_SIZE", "str")

_texts contains "DATA_UPLOAD_MAX_NUMBER_FIELDS" if settings.of_type("DATA_UPLOAD_MAX_NUMBER_FIELDS", "str")

_texts contains "EMAIL_TIMEOUT" if settings.of_type("EMAIL_TIMEOUT", "str")

_texts contains "FILE_UPLOAD_MAX_MEMORY_SIZE" if settings.of_type("FILE_UPLOAD_MAX_MEMORY_SIZE", "str")

_texts contains "PASSWORD_RESET_TIMEOUT" if settings.of_type("PASSWORD_RESET_TIMEOUT", "str")

_texts contains "SESSION_COOKIE_AGE" if settings.of_type("SESSION_COOKIE_AGE", "str")
