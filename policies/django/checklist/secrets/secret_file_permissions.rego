# METADATA
# title: Every user of the machine may read the env file
# description: >-
#   Each account and each program of the machine then has the secrets of the site. Only env
#   files that git does not track are judged: their mode is the machine's own.
# related_resources:
#   - ref: https://man7.org/linux/man-pages/man1/chmod.1.html
# custom:
#   severity: low
#   remediation: chmod 640 FILE, with the service's group
#   cwe: [732]
#   owasp: [ASVS-14.1.1, "A05:2021"]
package django.checklist.secrets.secret_file_permissions

import data.django.lib.files
import data.django.lib.result

deny contains result.here(sprintf("files.%s", [name]), {"file": name, "line": 1}, sprintf("every user of this machine may read %s, and the secrets in it.", [name])) if {
	some name in files.open_to_all
}
