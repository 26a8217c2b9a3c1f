# METADATA
# title: The admin lacks the context processor of messages
# description: The admin tells of each change by a message.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/checks/#admin
# custom:
#   severity: high
#   collection: system-checks
#   reads: [settings.INSTALLED_APPS, settings.TEMPLATES]
#   remediation: Add django.contrib.messages.context_processors.messages to the context processors.
#   django_check: admin.E404
package django.system_checks.check_admin_e404

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.templates

deny contains result.resting(result.at("TEMPLATES", "the engine of the admin lacks the context processor django.contrib.messages.context_processors.messages."), {"INSTALLED_APPS"}) if {
	apps.is_installed("django.contrib.admin")
	templates.lacks_processor("django.contrib.messages.context_processors.messages")
}

unsure contains result.at(other.subject, "it may be a configuration of django.contrib.admin of another name") if {
	templates.lacks_processor("django.contrib.messages.context_processors.messages")
	some other in apps.may_be("django.contrib.admin")
}

unsure contains result.at("TEMPLATES", "an engine may be a subclass of DjangoTemplates") if {
	apps.is_installed("django.contrib.admin")
	templates.may_have_engine
}

allow if apps.is_absent("django.contrib.admin")

allow if templates.has_processor("django.contrib.messages.context_processors.messages")

allow if templates.lacks_engine
