# METADATA
# title: The admin lacks the context processor of auth
# description: With the backend of Django, pages of the admin show who is logged in.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#admin
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.AUTHENTICATION_BACKENDS, settings.INSTALLED_APPS, settings.TEMPLATES]
#   remediation: Add django.contrib.auth.context_processors.auth to the context processors.
#   django_check: admin.E402
package django.system_checks.check_admin_e402

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.templates

deny contains result.resting(result.at("TEMPLATES", "the engine of the admin lacks the context processor django.contrib.auth.context_processors.auth."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.admin")
	templates.lacks_processor("django.contrib.auth.context_processors.auth")
	apps.authenticates_by_model
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.admin of another name") if {
	templates.lacks_processor("django.contrib.auth.context_processors.auth")
	some other in apps.may_be("django.contrib.admin")
}

unsure contains result.at("TEMPLATES", "an engine may be a subclass of DjangoTemplates") if {
	apps.is_installed("django.contrib.admin")
	templates.may_have_engine
}

unsure contains result.at(backend.subject, "it may be a subclass of ModelBackend") if {
	apps.is_installed("django.contrib.admin")
	templates.lacks_processor("django.contrib.auth.context_processors.auth")
	some backend in apps.may_authenticate_by_model
}

allow if apps.authenticates_otherwise

allow if apps.is_absent("django.contrib.admin")

allow if templates.has_processor("django.contrib.auth.context_processors.auth")

allow if templates.lacks_engine
