# METADATA
# title: The private key of an account is in the repository
# description: >-
#   Everybody who has the repository, a copy of it or the image acts as that account, and
#   git keeps the key when its file is deleted. Keys in folders for tests, examples and
#   developers are left aside, and so are keys of TLS.
# related_resources:
#   - ref: https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/
# custom:
#   severity: high
#   reads: [source.keys]
#   remediation: Revoke the key, and give the service a new one from outside git, or none where the platform has identities for services.
#   cwe: [522, 538]
#   owasp: [ASVS-2.10.4, ASVS5-13.3.1, "A07:2021"]
package django.checklist.secrets.key_file_tracked

import data.django.lib.leaks
import data.django.lib.result

deny contains result.here("source.keys", key.at, sprintf("%s is the private key of %s: whoever has the repository or the image acts in its name.", [key.at.file, key.account])) if {
	some key in leaks.keys
}
