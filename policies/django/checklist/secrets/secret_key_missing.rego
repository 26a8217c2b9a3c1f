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
#   severities: [critical, low]
#   reads: [deps.django, settings.SECRET_KEY, source.failure, source.overrides]
#   remediation: Set 50 or more random characters, outside git.
#   django_check: security.W009
#   unmapped: It stops the site, or a part of it, and opens nothing.
package django.checklist.secrets.secret_key_missing

import data.django.lib.keys
import data.django.lib.result
import data.django.lib.settings
import data.django.lib.source
import data.django.lib.target
import data.django.lib.versions

deny contains result.graded("SECRET_KEY", "critical", "SECRET_KEY is empty: Django fails with ImproperlyConfigured at the first session or signature.") if {
	keys.is_missing
	_needs_it
}

deny contains result.graded("SECRET_KEY", "low", "SECRET_KEY is empty: this process serves no requests, and fails with ImproperlyConfigured if it ever signs anything.") if {
	keys.is_missing
	target.serves_no_http
	versions.from("3.2")
}

_needs_it if target.serves_http

# Older versions do not start without.
_needs_it if versions.may_be_before("3.2")

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
