# METADATA
# title: A secret is printed or logged
# description: Logs are kept longer, copied further and read by more people than secrets are.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/topics/logging/#security-implications
# custom:
#   severity: high
#   reads: [source.disclosed]
#   remediation: Delete the line; log that the value is set, not what it is.
#   cwe: [532]
#   owasp: [ASVS-7.1.1, ASVS5-16.2.5, "A09:2021"]
package django.checklist.secrets.secret_logged

import data.django.lib.leaks
import data.django.lib.result

deny contains result.here("source.disclosed", line.at, sprintf("%s writes %s out: whoever reads the log has the secrets in it.", [line.by, line.what])) if {
	some line in leaks.disclosed
}
