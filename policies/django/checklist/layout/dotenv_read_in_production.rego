# METADATA
# title: Production reads an env file of its image
# description: >-
#   The settings load a .env that ships with the code. It fills in whatever the
#   deployment forgets, so that a value for developers goes live unseen.
# related_resources:
#   - ref: https://django-environ.readthedocs.io/en/latest/tips.html#multiple-env-files
# custom:
#   severity: info
#   reads: [service.kind]
#   inputs: [env]
#   remediation: |-
#     .env  # a line of .dockerignore; the deployment sets the variables
#   cwe: [526, 1188]
#   owasp: ["A05:2021"]
package django.checklist.layout.dotenv_read_in_production

import data.django.lib.files
import data.django.lib.result
import data.django.lib.service
import data.django.lib.target

deny contains result.here(
	"target.settings_module",
	{"file": name, "line": 1},
	sprintf("%s reads it in production, and it ships with the code: it fills in what the deployment forgets.", [target.module]),
) if {
	target.is_deployed
	service.is_container
	some name in files.read_by_settings
}
