# METADATA
# title: SECRET_KEY is the one that startproject wrote
# description: >-
#   startproject writes a key that begins with django-insecure- into the settings,
#   where everybody who sees the source sees it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: critical
#   reads: [settings.SECRET_KEY]
#   remediation: Make a new key, and give it to production through its environment or a secret store.
#   django_check: security.W009
#   covers: [secret-key-placeholder, secret-key-weak, secret-key-hardcoded, secret-key-env-default]
#   cwe: [321, 798]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A02:2021"]
package django.checklist.secrets.secret_key_insecure_prefix

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECRET_KEY", "SECRET_KEY begins with django-insecure-: it was written for development, and who has the source can forge sessions.") if {
	settings.facts("SECRET_KEY").prefix == "django-insecure-"
}

allow if settings.of_origin("SECRET_KEY", "random")

allow if settings.of_origin("SECRET_KEY", "generated")
