# METADATA
# title: SECRET_KEY is made anew at each start
# description: >-
#   Each worker, replica and restart then has another key: visitors are logged
#   out, and links and cookies that one process signed fail in the next.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: high
#   reads: [settings.SECRET_KEY]
#   remediation: Make the key once and keep it outside git; read it from the environment, without a default.
#   covers: [secret-key-missing, secret-key-weak]
#   cwe: [665]
#   owasp: ["A05:2021"]
package django.checklist.secrets.secret_key_generated_at_start

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECRET_KEY", "SECRET_KEY is random at each start: every restart logs visitors out, and two workers do not accept each other's sessions.") if {
	settings.of_origin("SECRET_KEY", "random")
}

# Whatever the variable holds, it holds it at each start.
allow if settings.is_read_from("SECRET_KEY", "env")

allow if settings.is_read_from("SECRET_KEY", "generated")
