# METADATA
# title: The checklist, for any OPA
# description: >-
#   Applies the table of verdicts to the policies of the checklist: denied and
#   discharged is discharged; denied is a violation; allowed is a pass; anything
#   unknown that the policy reads is undetermined; else it is a pass. The djgate
#   command decides the same from the same catalog.
# entrypoint: true
package django.main

import data.django.catalog
import data.django.lib.versions

# What is certainly wrong.
deny contains finding if {
	some id, claims in _violations
	some claim in claims
	finding := _finding(id, claim)
	not _covered(id, claim, _violations)
}

# What could not be told: what a policy reads is not known, or a finding rests on
# a default or on a version of Django that may not hold.
undetermined contains {"policy": id, "subject": claim.subject, "would_be": "violation"} if {
	some id, claims in _doubts
	some claim in claims
	not _covered(id, claim, _violations)
	not _covered(id, claim, _doubts)
	not _foreseen(id, claim.subject)
}

undetermined contains {"policy": id, "subject": subject} if {
	some id in _undetermined_policies
	some subject in _unknowns(catalog.policies[id])
	would_be := {claim.subject | some claim in _denied(id)}
	not subject in would_be
	not _known(id, subject)
}

undetermined contains {"policy": id, "subject": doubt.subject} if {
	some id in _applicable
	not _is_discharged(id)
	count(_denied(id)) == 0
	not _allowing(id)
	some doubt in _unsure(id)
	not _known(id, doubt.subject)
}

# What the edge does already.
discharged contains {"policy": id, "by": evidence.msg} if {
	some id in _applicable
	count(_denied(id)) > 0
	some evidence in _discharging(id)
}

_applicable contains id if {
	some id, policy in catalog.policies
	policy.collection == "checklist"
	_meets(policy) > 0
	every kind in object.get(policy, "inputs", []) {
		_present(kind)
	}
}

_present("http") if input.target.http == true

_present(kind) if {
	some file in input.files
	file.kind == kind
}

# Files of Terraform describe resources, whether they run the target or not.
_present("resources") if {
	some file in input.files
	file.kind == "terraform"
}

_denied(id) := data.django.checklist[catalog.policies[id].path[1]][catalog.policies[id].path[2]].deny

_discharging(id) := data.django.checklist[catalog.policies[id].path[1]][catalog.policies[id].path[2]].discharged

_allowing(id) := data.django.checklist[catalog.policies[id].path[1]][catalog.policies[id].path[2]].allow

_unsure(id) := data.django.checklist[catalog.policies[id].path[1]][catalog.policies[id].path[2]].unsure

_is_discharged(id) if count(_discharging(id)) > 0

_violations[id] contains claim if {
	some id in _applicable
	not _is_discharged(id)
	some claim in _denied(id)
	not _doubtful(catalog.policies[id], claim)
}

_doubts[id] contains claim if {
	some id in _applicable
	not _is_discharged(id)
	some claim in _denied(id)
	_doubtful(catalog.policies[id], claim)
}

_undetermined_policies contains id if {
	some id in _applicable
	not _is_discharged(id)
	not _violations[id]
	count(_denied(id)) > 0
}

_undetermined_policies contains id if {
	some id in _applicable
	not _is_discharged(id)
	count(_denied(id)) == 0
	not _allowing(id)
	count(_unknowns(catalog.policies[id])) > 0
}

_doubtful(policy, _) if _meets(policy) == 1

_doubtful(policy, claim) if {
	not policy.judges_fallback
	some subject in ({claim.subject} | object.get(claim, "rests", set()))
	count(_part(_subject_node(subject), _subject_path(subject)).assumes) > 0
}

# --- one cause, one finding

# A policy that covers this one says something as bad of the same subject.
_covered(id, claim, said) if {
	some other, claims in said
	id in object.get(catalog.policies[other], "covers", [])
	some covering in claims
	covering.subject == claim.subject
	_rank[_severity(other, covering)] >= _rank[_severity(id, claim)]
}

# What is unknown to this one, a policy that covers it knows to be wrong.
_known(id, subject) if {
	some other, claims in _violations
	id in object.get(catalog.policies[other], "covers", [])
	some claim in claims
	claim.subject == subject
}

# What is assumed here, a covered policy that judges the fallback knows.
_foreseen(id, subject) if {
	some other in object.get(catalog.policies[id], "covers", [])
	catalog.policies[other].judges_fallback
	some claim in _violations[other]
	_within(subject, claim.subject)
}

_finding(id, claim) := {
	"policy": id,
	"severity": _severity(id, claim),
	"subject": claim.subject,
	"msg": claim.msg,
	"location": _location(catalog.policies[id], claim),
}

_severity(id, claim) := object.get(claim, "severity", catalog.policies[id].severity)

_rank := {"critical": 5, "high": 4, "medium": 3, "low": 2, "info": 1}

# --- places

_location(policy, claim) := claim.at if claim.at.file != ""

else := input.django.at if claim.subject == "deps.django"

else := input.target.module_at if startswith(claim.subject, "target.")

else := object.get(input.service.server, [_server_fact(claim.subject), "at"], input.service.at) if _server_fact(claim.subject)

else := input.service.at if startswith(claim.subject, "service.")

else := input.proxy.at if claim.subject == "proxy"

else := location if {
	node := _judged(policy, _subject_node(claim.subject))
	location := _nearest(node, "at_paths", _subject_path(claim.subject), node.at)
	location.file != ""
}

else := {"file": input.target.settings_file, "line": 1}

_server_fact(subject) := trim_prefix(subject, "service.server.") if startswith(subject, "service.server.")

_subject_node(subject) := input.env[name] if {
	startswith(subject, "env.")
	name := substring(subject, 4, -1)
} else := input.settings[_setting(subject)]

_setting(subject) := regex.find_n(`^[^.\[]*`, subject, 1)[0]

_subject_path(subject) := "" if startswith(subject, "env.")

else := trim_prefix(trim_prefix(subject, _setting(subject)), ".")

# What differs for a part of a node, else the node.
_part(node, path) := _nearest(node, "parts", path, node)

# What a map of paths holds for the path or the part around it.
_nearest(node, field, path, fallback) := found if {
	keys := [key | some key, _ in node[field]; _within(path, key)]
	found := node[field][_longest(keys)]
} else := fallback

_longest(keys) := sort([[count(key), key] | some key in keys])[count(keys) - 1][1]

# A path is another, or a part of it.
_within(path, whole) if path == whole

_within(path, whole) if startswith(path, sprintf("%s.", [whole]))

_within(path, whole) if startswith(path, sprintf("%s[", [whole]))

# The node that a policy judges: what would be without variables, where it asks so.
_judged(policy, node) := node.if_unset if policy.judges_fallback

else := node

# --- what is unknown

_unknowns(policy) := {subject |
	some path in policy.reads
	some subject in _unknown_at(policy, split(path, "."))
}

_unknown_at(policy, path) := {subject |
	some [subject, doubt] in _unknown_in(_judged(policy, node), path[1], array.slice(path, 2, count(path)))
	not _demanded(policy, node, doubt)
} if {
	path[0] == "settings"
	node := input.settings[path[1]]
}

_unknown_at(policy, path) := {subject |
	some [subject, doubt] in _unknown_in(_judged(policy, node), sprintf("env.%s", [path[1]]), [])
	not _demanded(policy, node, doubt)
} if {
	path[0] == "env"
	node := input.env[path[1]]
}

_unknown_at(_, path) := {sprintf("env.%s", [path[1]])} if {
	path[0] == "env"
	input.target.closed == false
	not input.env[path[1]]
}

_unknown_at(_, path) := {sprintf("infra.%s.%s", [thing.name, path[3]]) |
	some thing in input.infra[path[1]]
	thing[path[3]].state == "unknown"
} if {
	path[0] == "infra"
	count(path) == 4
}

_unknown_at(_, ["deps", "django"]) := {"deps.django"} if {
	not input.django.exact
	not input.django.series
}

_unknown_at(_, ["source", "required"]) := {sprintf("env.%s", [variable.name]) |
	some variable in input.source.required
	variable.provided == false
	_may_be_needless(variable)
}

_may_be_needless(_) if input.target.closed == false

_may_be_needless(variable) if variable.certain == false

# What would be without variables, and needs one: the program does not start.
_demanded(policy, node, doubt) if {
	policy.judges_fallback
	node.if_unset
	count(doubt.needs) > 0
}

_unknown_in(node, subject, _) := {[subject, node]} if node.state == "unknown"

_unknown_in(node, subject, pattern) := _open_in(node, subject, pattern) if node.state == "partial"

_open_in(node, subject, pattern) := {[_join(subject, place), doubt] |
	walk(node.value, [at, doubt])
	count(at) > 0
	at[count(at) - 1] in {"$unknown", "$more"}
	place := array.slice(at, 0, count(at) - 1)
	_overlaps(place, pattern)
	not _settled(node.value, at, pattern)
	doubt.because
}

_overlaps(place, pattern) if {
	every i, key in array.slice(pattern, 0, count(place)) {
		_fits(key, place[i])
	}
}

_fits("*", _)

_fits(key, step) if key == sprintf("%v", [step])

# A dict that may have more keys has the one that is read.
_settled(value, at, pattern) if {
	at[count(at) - 1] == "$more"
	place := array.slice(at, 0, count(at) - 1)
	key := pattern[count(place)]
	key != "*"
	object.get(value, array.concat(place, [key]), null) != null
}

_join(subject, place) := concat("", array.concat([subject], [_written(step) | some step in place]))

_written(step) := sprintf("[%d]", [step]) if is_number(step)

_written(step) := sprintf(".%s", [step]) if is_string(step)

# --- versions: 2 where every possible one is meant, 1 where some are, 0 where none is

_meets(policy) := 2 if not policy.django

else := max({_meeting(interval) | some interval in policy.django})

_meeting(interval) := 0 if _outside(interval)

else := 1 if _partly(interval)

else := 2

_outside(interval) if versions.low >= interval.below

_outside(interval) if versions.number(input.django.exact) < interval.min

_outside(interval) if {
	not input.django.exact
	versions.number(input.django.below) <= interval.min
}

_partly(interval) if versions.low < interval.min

_partly(interval) if {
	not input.django.exact
	interval.below
	not input.django.below
}

_partly(interval) if {
	not input.django.exact
	versions.number(input.django.below) > interval.below
}
