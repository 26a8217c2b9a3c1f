# METADATA
# title: Two programs read one line of an env file differently
# description: Quotes, a "#" and "$" mean something else to docker, to Compose and to each library. A key or password then differs with the way in which Django is started.
# related_resources:
#   - ref: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
# custom:
#   severity: medium
#   reads: [source.hazards]
#   remediation: Choose a value of letters, digits, "-" and "_" only, without quotes; or let one program read the file.
#   cwe: [16]
#   owasp: ["A05:2021"]
package django.checklist.infrastructure.env_quoting_leaks

import data.django.lib.result
import data.django.lib.source

deny contains result.here(sprintf("env.%s", [hazard.variable]), hazard.at, _text(hazard)) if some hazard in source.hazards

_text(hazard) := sprintf(
	"%s keeps the quotes round %s: they become part of its value.",
	[hazard.readers[0], hazard.variable],
) if {
	count(hazard.readers) == 1
}

_text(hazard) := sprintf(
	"%s is not the same to %s: one of them %s.",
	[hazard.variable, concat(" and ", hazard.readers), _differences[hazard.difference]],
) if {
	count(hazard.readers) == 2
}

_differences := {
	"quotes": "keeps the quotes round it",
	"comment": "takes what follows # for a comment",
	"variables": "replaces what begins with $",
	"presence": "does not take the line for an assignment",
	"text": "changes its blanks or backslashes",
}
