# METADATA
# title: A template engine has APP_DIRS and loaders
# description: >-
#   Django refuses to make such an engine: every page from a template, and the admin,
#   fails. From 5.1 on the checks stop with the exception too. django-template-partials
#   takes the switch away when it starts.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/templates/#django.template.backends.django.DjangoTemplates
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#templates
# custom:
#   severity: high
#   reads: [settings.INSTALLED_APPS, settings.TEMPLATES]
#   inputs: [http]
#   remediation: >-
#     "APP_DIRS": False beside OPTIONS["loaders"]; or delete "loaders", since the cached
#     loader is there by itself.
#   django_check: templates.E001
#   cwe: [703]
#   owasp: ["A05:2021"]
package django.checklist.layout.template_loaders_appdirs

import data.django.lib.apps
import data.django.lib.result
import data.django.lib.templates

deny contains result.at(place, "APP_DIRS is on beside loaders: Django cannot make the engine, and every page from a template is answered with 500.") if {
	apps.is_absent("template_partials")
	some place in templates.with_two_loaders
}
