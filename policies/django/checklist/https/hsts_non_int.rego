# METADATA
# title: SECURE_HSTS_SECONDS is no number of seconds
# description: >-
#   Django writes the value into the header as it is. "0" counts as on and tells
#   browsers to forget; True and negative numbers make a header that browsers ignore.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secure-hsts-seconds
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#https
# custom:
#   severity: medium
#   reads: [settings.MIDDLEWARE, settings.SECURE_HSTS_SECONDS]
#   inputs: [http]
#   remediation: SECURE_HSTS_SECONDS = 31536000
#   covers: [hsts-too-short]
#   cwe: [523, 704]
#   owasp: [ASVS-14.4.5, ASVS5-3.4.1, "A05:2021"]
package django.checklist.https.hsts_non_int

import data.django.lib.middleware
import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECURE_HSTS_SECONDS", sprintf("SECURE_HSTS_SECONDS is %s: the header says max-age=%v, which browsers do not take for a time.", [text, value])) if {
	settings.is_on("SECURE_HSTS_SECONDS")
	value := settings.value("SECURE_HSTS_SECONDS")
	some type, text in {"str": "text", "bool": "a bool", "float": "a float"}
	settings.of_type("SECURE_HSTS_SECONDS", type)
	not _is_digits(type, value)
	middleware.secures
}

deny contains result.at("SECURE_HSTS_SECONDS", "SECURE_HSTS_SECONDS is below zero: browsers ignore the header.") if {
	settings.below("SECURE_HSTS_SECONDS", 0)
	middleware.secures
}

allow if settings.is_off("SECURE_HSTS_SECONDS")

allow if middleware.does_not_secure

# Text of digits is a time all the same, unless it says 0.
_is_digits("str", value) if regex.match(`^[0-9]*[1-9][0-9]*$`, value)
