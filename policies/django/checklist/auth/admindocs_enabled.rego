# METADATA
# title: The documentation of the admin is installed
# description: django.contrib.admindocs lists models, views, template tags and their source to every member of staff.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/contrib/admin/admindocs/
# custom:
#   severity: low
#   reads: [settings.INSTALLED_APPS]
#   remediation: Take "django.contrib.admindocs" out of INSTALLED_APPS and its URLs out of the URL configuration.
#   cwe: [200]
#   owasp: ["A01:2021"]
package django.checklist.auth.admindocs_enabled

import data.django.lib.result
import data.django.lib.settings

deny contains result.at(app.subject, "django.contrib.admindocs is installed: every member of staff reads the names of all views and models.") if {
	some app in settings.members("INSTALLED_APPS")
	app.value == "django.contrib.admindocs"
}
