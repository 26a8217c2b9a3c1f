# METADATA
# title: Scripts of any site may read answers
# description: >-
#   With credentials and cookies that travel across sites, any page that a visitor opens
#   acts as that visitor. Without credentials it reads what needs no login, on networks
#   too that only the visitor reaches.
# related_resources:
#   - ref: https://github.com/adamchainz/django-cors-headers#cors_allow_all_origins-bool
# custom:
#   severity: medium
#   severities: [critical, high, medium]
#   reads: [settings.CORS_ALLOW_ALL_ORIGINS, settings.CORS_ALLOW_CREDENTIALS, settings.MIDDLEWARE, settings.SESSION_COOKIE_SAMESITE]
#   inputs: [http]
#   remediation: CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
#   covers: [insecure-fallback]
#   cwe: [942]
#   owasp: [ASVS-14.5.3, ASVS5-3.4.2, "A05:2021"]
package django.checklist.headers.cors_allow_all

import data.django.lib.cookies
import data.django.lib.result
import data.django.lib.settings

deny contains result.resting(result.graded("CORS_ALLOW_ALL_ORIGINS", _severity, _message), {"CORS_ALLOW_CREDENTIALS", "SESSION_COOKIE_SAMESITE"}) if {
	settings.is_on("CORS_ALLOW_ALL_ORIGINS")
	settings.holds_class("MIDDLEWARE", "CorsMiddleware")
}

allow if settings.is_off("CORS_ALLOW_ALL_ORIGINS")

allow if settings.lacks_class("MIDDLEWARE", "CorsMiddleware")

_severity := "critical" if {
	settings.is_on("CORS_ALLOW_CREDENTIALS")
	cookies.cross_sites("SESSION_COOKIE_SAMESITE")
}

_severity := "high" if {
	settings.is_on("CORS_ALLOW_CREDENTIALS")
	cookies.stay_home("SESSION_COOKIE_SAMESITE")
}

_severity := "medium" if settings.is_off("CORS_ALLOW_CREDENTIALS")

_message := "CORS_ALLOW_ALL_ORIGINS is on with credentials: a page of any site reads answers as the visitor who opens it." if {
	settings.is_on("CORS_ALLOW_CREDENTIALS")
	cookies.cross_sites("SESSION_COOKIE_SAMESITE")
}

_message := "CORS_ALLOW_ALL_ORIGINS is on with credentials: a page of any name below the same domain reads answers as the visitor who opens it, and SameSite alone keeps other sites from it." if {
	settings.is_on("CORS_ALLOW_CREDENTIALS")
	cookies.stay_home("SESSION_COOKIE_SAMESITE")
}

_message := "CORS_ALLOW_ALL_ORIGINS is on: scripts of any site read what needs no login." if settings.is_off("CORS_ALLOW_CREDENTIALS")
