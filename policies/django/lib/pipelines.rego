# METADATA
# description: Which of manage.py check --deploy pipelines, and the scripts that they may call, run.
package django.lib.pipelines

import data.django.lib.target

# The first place at which a pipeline works for the project.
first := sort([[at.file, at.line, at] | some at in input.source.ci.pipelines])[0][2]

run_no_check if {
	count(input.source.ci.runs) == 0
	count(input.source.ci.doubts) == 0
}

# Workflows and includes of others, which may run one: the first of them.
doubt := _doubts[0] if count(input.source.ci.runs) == 0

# How many there are beside it.
further := sprintf(" and %d more", [count(_doubts) - 1]) if count(_doubts) > 1

further := "" if count(_doubts) == 1

_doubts := [d | some [_, _, d] in sort([[d.at.file, d.at.line, d] | some d in input.source.ci.doubts])]

# Those of the settings that are judged.
own contains run if {
	some run in input.source.ci.runs
	run.settings == target.module
}

# Those of other settings, where none is of these and it is known of each.
others contains run if {
	count(own) == 0
	count(unclear) == 0
	some run in input.source.ci.runs
}

# Those of which the settings are not known.
unclear contains run if {
	some run in input.source.ci.runs
	not run.settings
}

# Those whose settings are not known, where none is known to be of these.
unsettled contains run if {
	count(own) == 0
	some run in unclear
}

# Those that fail on errors alone, of which check --deploy itself finds few, where
# none fails on warnings.
lenient contains run if {
	count(_strict) == 0
	some run in input.source.ci.runs
	run.fail_level in {"ERROR", "CRITICAL"}
}

_strict contains run if {
	some run in input.source.ci.runs
	not run.fail_level in {"ERROR", "CRITICAL"}
}
