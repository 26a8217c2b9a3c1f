# METADATA
# description: What the Strict-Transport-Security header that Django makes leaves open; one thing at a time.
package django.lib.hsts

import data.django.lib.settings

lacks contains {"subject": "SECURE_HSTS_SECONDS", "severity": "info", "text": text} if {
	text := "SECURE_HSTS_SECONDS is a day or less: raise it step by step to a year once all works over HTTPS."
	settings.at_least("SECURE_HSTS_SECONDS", 1)
	settings.below("SECURE_HSTS_SECONDS", 86401)
	settings.is_off("SECURE_HSTS_PRELOAD")
}

lacks contains {"subject": "SECURE_HSTS_SECONDS", "severity": "low", "text": text} if {
	text := "SECURE_HSTS_SECONDS is less than half a year: who comes seldom begins on plain HTTP again."
	settings.at_least("SECURE_HSTS_SECONDS", 86401)
	settings.below("SECURE_HSTS_SECONDS", _half_a_year)
	settings.is_off("SECURE_HSTS_PRELOAD")
}

lacks contains {"subject": "SECURE_HSTS_SECONDS", "severity": "info", "text": text} if {
	text := "SECURE_HSTS_INCLUDE_SUBDOMAINS is off: names below the domain may be asked by plain HTTP, and set cookies for the site."
	settings.at_least("SECURE_HSTS_SECONDS", _half_a_year)
	settings.is_off("SECURE_HSTS_INCLUDE_SUBDOMAINS")
	settings.is_off("SECURE_HSTS_PRELOAD")
}

lacks contains {"subject": "SECURE_HSTS_PRELOAD", "severity": "low", "text": text} if {
	text := "the header asks for the preload list, which refuses it: SECURE_HSTS_SECONDS is less than a year."
	settings.is_on("SECURE_HSTS_PRELOAD")
	settings.at_least("SECURE_HSTS_SECONDS", 1)
	settings.below("SECURE_HSTS_SECONDS", _year)
}

lacks contains {"subject": "SECURE_HSTS_PRELOAD", "severity": "low", "text": text} if {
	text := "the header asks for the preload list, which refuses it: SECURE_HSTS_INCLUDE_SUBDOMAINS is off."
	settings.is_on("SECURE_HSTS_PRELOAD")
	settings.at_least("SECURE_HSTS_SECONDS", _year)
	settings.is_off("SECURE_HSTS_INCLUDE_SUBDOMAINS")
}

_half_a_year := 15552000

_year := 31536000
