# METADATA
# description: What each start of the process does to the database before it serves.
package django.lib.starts

# The commands that belong to no start, with what comes of each.
changes contains {"severity": _harms[run.name].severity, "at": run.at, "msg": sprintf("each start runs %s, %s", [run.name, _harms[run.name].msg])} if {
	some run in _harmful
	run.certain == true
}

# It hangs on a condition whether they are run.
doubts contains {"at": run.at, "msg": sprintf("whether each start runs %s is not known: it hangs on a condition", [run.name])} if {
	some run in _harmful
	run.certain == false
}

_harmful contains run if {
	some run in input.service.managed
	run.name in {"makemigrations", "loaddata"}
}

# These ask first, and nobody answers.
_harmful contains run if {
	some run in input.service.managed
	run.name in {"flush", "reset_db"}
	run.unasked == true
}

_harms := {
	"flush": {"severity": "critical", "msg": "which deletes all rows of the database: the first restart loses what visitors have entered."},
	"loaddata": {"severity": "low", "msg": "which puts the rows of its fixture back: what was changed in them since is lost."},
	"makemigrations": {"severity": "medium", "msg": "which writes the migrations that are missing, where git never sees them: the next release has others, or none, for the same tables."},
	"reset_db": {"severity": "critical", "msg": "which drops the database: the first restart loses what visitors have entered."},
}
