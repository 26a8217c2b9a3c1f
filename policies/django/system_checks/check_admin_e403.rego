# METADATA
# title: The admin has no template engine
# description: Its pages are templates of Django.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#admin
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.TEMPLATES]
#   remediation: Add a DjangoTemplates engine to TEMPLATES.
#   django_check: admin.E403
package django.system_checks.check_admin_e403

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.templates

deny contains result.resting(result.at("TEMPLATES", "the admin needs a DjangoTemplates engine, and TEMPLATES has none."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.admin")
	templates.lacks_engine
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.admin of another name") if {
	templates.lacks_engine
	some other in apps.may_be("django.contrib.admin")
}

unsure contains result.at("TEMPLATES", "an engine may be a subclass of DjangoTemplates") if {
	apps.is_installed("django.contrib.admin")
	templates.may_have_engine
}

allow if apps.is_absent("django.contrib.admin")

allow if templates.has_engine
