# METADATA
# title: Tokens are signed with SECRET_KEY
# description: >-
#   djangorestframework-simplejwt signs with SECRET_KEY unless SIGNING_KEY says otherwise.
#   Neither can then be changed without the other, and who is given the key to check
#   tokens can forge sessions too.
# related_resources:
#   - ref: https://django-rest-framework-simplejwt.readthedocs.io/en/latest/settings.html#signing-key
# custom:
#   severity: low
#   reads: [settings.INSTALLED_APPS, settings.REST_FRAMEWORK, settings.REST_FRAMEWORK.DEFAULT_AUTHENTICATION_CLASSES, settings.SECRET_KEY,
#     settings.SIMPLE_JWT, settings.SIMPLE_JWT.ALGORITHM, settings.SIMPLE_JWT.SIGNING_KEY]
#   inputs: [http]
#   remediation: >-
#     SIMPLE_JWT = {"SIGNING_KEY": os.environ["JWT_SIGNING_KEY"]}
#   cwe: [323]
#   owasp: [ASVS-2.9.1, "A02:2021"]
package django.checklist.auth.jwt_key_is_secret_key

import data.django.lib.rest
import data.django.lib.result

deny contains result.resting(
	result.at("SIMPLE_JWT", "tokens are signed with SECRET_KEY: neither key can be changed without the other, and who checks tokens can forge sessions."),
	{"INSTALLED_APPS", "REST_FRAMEWORK", "SECRET_KEY"},
) if {
	rest.has_tokens
	rest.signs_with_secret_key
}

allow if rest.has_no_tokens
