# METADATA
# title: SECRET_KEY falls back to a key in the deployment's file
# description: >-
#   ${SECRET_KEY:-...} starts Django with the text in the file where the variable is
#   forgotten. Whoever reads the file then signs sessions.
# related_resources:
#   - ref: https://docs.docker.com/reference/compose-file/interpolation/
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: high
#   reads: [settings.SECRET_KEY]
#   remediation: |-
#     environment:
#       SECRET_KEY: ${SECRET_KEY:?set it outside git}
#   covers: [compose-plaintext-secret]
#   cwe: [798, 1188]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A05:2021"]
#   judges_fallback: true
package django.checklist.secrets.secret_key_interpolation_default

import data.django.lib.interpolations
import data.django.lib.result
import data.django.lib.target

deny contains result.here(
	sprintf("env.%s", [fallback.variable]),
	fallback.at,
	"where the variable is not set, SECRET_KEY is the text written here: who has the file forges sessions and password reset links.",
) if {
	target.is_deployed
	some fallback in interpolations.default_of("SECRET_KEY")
}
