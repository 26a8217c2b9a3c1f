# METADATA
# title: An env file is not ignored by git
# description: The next git add takes it along, and what a repository has once held, it keeps.
# related_resources:
#   - ref: https://git-scm.com/docs/gitignore
# custom:
#   severity: medium
#   remediation: |-
#     # .gitignore, and .dockerignore as well
#     .env
#     .env.*
#     !.env.example
#   cwe: [538]
#   owasp: [ASVS-2.10.4, ASVS5-13.4.1, "A05:2021"]
package django.checklist.secrets.env_file_not_ignored

import data.django.lib.files
import data.django.lib.result

deny contains result.here(sprintf("files.%s", [name]), {"file": name, "line": 1}, sprintf("git neither tracks nor ignores %s: the next git add takes its secrets along.", [name])) if {
	some name in files.left_open
}
