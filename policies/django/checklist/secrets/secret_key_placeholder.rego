# METADATA
# title: SECRET_KEY is a placeholder
# description: Such texts stand in samples and tutorials and are the first that an attacker tries, however long they are.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: critical
#   reads: [settings.SECRET_KEY]
#   remediation: Set 50 or more random characters, outside git, and leave out any default.
#   covers: [secret-key-weak, secret-key-hardcoded, secret-key-env-default]
#   cwe: [798, 1392]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
package django.checklist.secrets.secret_key_placeholder

import data.django.lib.result
import data.django.lib.settings

deny contains result.at("SECRET_KEY", "SECRET_KEY is a text from samples, never replaced: anyone can guess it and forge sessions and password reset links.") if {
	_is_sample(settings.facts("SECRET_KEY"))
}

allow if settings.of_origin("SECRET_KEY", "random")

allow if settings.of_origin("SECRET_KEY", "generated")

_is_sample(facts) if facts.placeholder == true

_is_sample(facts) if facts.published_default == true
