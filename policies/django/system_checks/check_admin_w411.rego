# METADATA
# title: The admin lacks the context processor of requests
# description: The sidebar of the admin needs the request. Where the project turns the sidebar off in its source, Django does not say this.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#admin
# custom:
#   severity: medium
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.TEMPLATES]
#   remediation: Add django.template.context_processors.request to the context processors.
#   django_check: admin.W411
package django.system_checks.check_admin_w411

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.templates

deny contains result.resting(result.at("TEMPLATES", "the engine of the admin lacks the context processor django.template.context_processors.request."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.admin")
	templates.lacks_processor("django.template.context_processors.request")
	apps.has_full_admin
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.admin of another name") if {
	templates.lacks_processor("django.template.context_processors.request")
	some other in apps.may_be("django.contrib.admin")
}

unsure contains result.at("TEMPLATES", "an engine may be a subclass of DjangoTemplates") if {
	apps.is_installed("django.contrib.admin")
	templates.may_have_engine
}

unsure contains result.at("INSTALLED_APPS", "SimpleAdminConfig registers no site before the check") if {
	templates.lacks_processor("django.template.context_processors.request")
	apps.has_simple_admin
}

allow if apps.is_absent("django.contrib.admin")

allow if templates.has_processor("django.template.context_processors.request")

allow if templates.lacks_engine
