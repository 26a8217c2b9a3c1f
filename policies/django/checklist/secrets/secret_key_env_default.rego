# METADATA
# title: SECRET_KEY falls back to a key in the source
# description: Where the variable is forgotten, everything works, signed with a key that everybody who has the source knows.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: high
#   reads: [settings.SECRET_KEY, source.required]
#   remediation: Take the default away, so that Django does not start without the variable.
#   cwe: [798, 1188]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
#   judges_fallback: true
package django.checklist.secrets.secret_key_env_default

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.source

deny contains result.at("SECRET_KEY", sprintf("SECRET_KEY is a literal of the source when %s: who has the source can then forge sessions and password reset links.", [unset])) if {
	settings.fallback_is_on("SECRET_KEY")
	settings.fallback_is_whole("SECRET_KEY")
	settings.fallback_origin("SECRET_KEY") in {"literal", "literal-default", "interpolation-default"}
	source.demands_none(settings.deciding("SECRET_KEY"))
	unset := settings.unset("SECRET_KEY")
}

# These settings refuse the literal, with the other variables as they are.
allow if source.demands(settings.deciding("SECRET_KEY"))

allow if settings.fallback_is_off("SECRET_KEY")

# A random key is for secret-key-generated-at-start.
allow if settings.fallback_origin("SECRET_KEY") == "random"

allow if settings.fixed("SECRET_KEY")
