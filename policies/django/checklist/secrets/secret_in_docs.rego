# METADATA
# title: The documentation shows a secret
# description: >-
#   What stands in a README is copied, published and indexed; who reads it has the key that
#   production uses. Only secrets that files of the project hold are looked for.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key
# custom:
#   severity: high
#   reads: [source.documented]
#   remediation: Give the site another secret, and write <your secret key> into the documentation.
#   cwe: [312, 538]
#   owasp: [ASVS-2.10.4, ASVS5-13.4.1, "A05:2021"]
package django.checklist.secrets.secret_in_docs

import data.django.lib.leaks
import data.django.lib.result

deny contains result.here(seen.setting, seen.at, sprintf("this line shows %s as the site uses it: whoever reads the documentation has it.", [seen.setting])) if {
	some seen in leaks.documented
}
