# METADATA
# title: SECRET_KEY is empty
# description: >-
#   Django raises ImproperlyConfigured when something first needs the key, not at
#   the start: the process comes up and answers with errors.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: critical
#   reads: [settings.SECRET_KEY, source.failure, source.overrides]
#   remediation: Set 50 or more random characters, outside git.
#   django_check: security.W009
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.secrets.secret_key_missing

import data.django.lib.result
import data.django.lib.settings
import data.django.lib.source

deny contains result.at("SECRET_KEY", "SECRET_KEY is empty: Django fails with ImproperlyConfigured at the first session or signature.") if {
	settings.is_off("SECRET_KEY")
	source.is_final("SECRET_KEY")
	source.loads
}

# Often for the want of it; that the settings do not load, another policy says.
unsure contains result.at("SECRET_KEY", "the settings do not load, and what mends that may set it") if {
	settings.is_off("SECRET_KEY")
	source.failure
}

unsure contains result.at("SECRET_KEY", sprintf("%s, which is not here, may set it", [override.module])) if {
	some override in source.overriding("SECRET_KEY")
}

allow if settings.is_on("SECRET_KEY")

allow if {
	settings.of_origin("SECRET_KEY", "generated")
	source.is_final("SECRET_KEY")
}
