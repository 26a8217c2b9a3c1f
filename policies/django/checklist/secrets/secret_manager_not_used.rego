# METADATA
# title: The key of several machines is in a file
# description: >-
#   Each machine that runs a replica needs the file with SECRET_KEY, so it is copied by
#   hand and stays where it was. A secret store hands it out, and says who has had it.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#secret-key
# custom:
#   severity: info
#   collection: advice
#   reads: [service.replicas, settings.SECRET_KEY]
#   inputs: [compose]
#   remediation: 'secrets: [secret_key]  # of Docker Swarm, or a store of the cloud, and read /run/secrets/secret_key'
#   cwe: [522]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
package django.checklist.secrets.secret_manager_not_used

import data.django.lib.result
import data.django.lib.server
import data.django.lib.settings

deny contains result.at("SECRET_KEY", sprintf("%d replicas read SECRET_KEY from an env file: each machine that may run one needs a copy of it.", [server.replicas])) if {
	server.replicas > 1
	settings.comes_from_file("SECRET_KEY")
}
