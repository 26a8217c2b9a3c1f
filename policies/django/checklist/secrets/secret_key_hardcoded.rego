# METADATA
# title: SECRET_KEY is written in the source
# description: Everybody who has the repository, a copy of it or the image has the key, and it cannot differ between environments.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: critical
#   reads: [settings.SECRET_KEY, source.overrides]
#   remediation: Read it from the environment or a file outside git, without a default, and replace the key, since git keeps the old one.
#   covers: [secret-key-env-default]
#   cwe: [798]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
package django.checklist.secrets.secret_key_hardcoded

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.source

deny contains result.at("SECRET_KEY", "SECRET_KEY is a literal in the source: who has the repository can forge sessions and password reset links.") if {
	settings.is_on("SECRET_KEY")
	settings.is_whole("SECRET_KEY")
	source.is_final("SECRET_KEY")
	some origin in ["literal", "literal-default"]
	settings.of_origin("SECRET_KEY", origin)
}

unsure contains result.at("SECRET_KEY", sprintf("%s, which is not here, may set it", [override.module])) if {
	some override in source.overriding("SECRET_KEY")
}

allow if settings.is_off("SECRET_KEY")

allow if settings.of_origin("SECRET_KEY", "random")

allow if settings.of_origin("SECRET_KEY", "generated")
