# METADATA
# description: The accounts of administrators that a start makes, and who knows their passwords.
package django.lib.superusers

import data.django.lib.env

known contains {"severity": _severity(user), "at": user.at, "msg": msg} if {
	some user in input.service.superusers
	user.certain == true
	_counts(user)
	msg := sprintf("each start runs %s, which makes an administrator with the password that stands here%s: %s.", [user.by, _unless(user), _reached(user.facts)])
}

# The variable that createsuperuser reads has a text that everybody tries.
known contains {"severity": "critical", "at": variable.at, "msg": sprintf(_tried, [run.name])} if {
	variable := input.env.DJANGO_SUPERUSER_PASSWORD
	_is_guessed(variable.facts)
	some run in _making
	run.certain == true
}

_tried := "each start runs manage.py %s, and DJANGO_SUPERUSER_PASSWORD has a text that everybody tries first: anyone logs in as administrator."

# It hangs on a condition whether an account is made.
doubts contains {"at": user.at, "msg": sprintf(_perhaps_made, [user.by])} if {
	some user in input.service.superusers
	user.certain == false
	_counts(user)
}

doubts contains {"at": variable.at, "msg": sprintf(_perhaps_read, [run.name])} if {
	variable := input.env.DJANGO_SUPERUSER_PASSWORD
	_is_guessed(variable.facts)
	some run in _making
	run.certain == false
}

_perhaps_made := "whether each start runs %s, which makes an administrator with the password that stands here, is not known"

_perhaps_read := "whether each start runs manage.py %s, which reads this password of an administrator, is not known: it hangs on a condition"

are_none if not input.service

are_none if {
	count(input.service.superusers) == 0
	count(_making) == 0
}

are_none if {
	count(input.service.superusers) == 0
	env.is_absent("DJANGO_SUPERUSER_PASSWORD")
}

are_none if {
	count(input.service.superusers) == 0
	_guessed(input.env.DJANGO_SUPERUSER_PASSWORD.facts) == false
}

_making contains run if {
	some run in input.service.managed
	regex.match(`super_?user|admin`, run.name)
}

_counts(user) if object.get(user, "unless", "") == ""

_counts(user) if env.is_absent(user.unless)

_severity(user) := _grades[[_is_default(user), _guessed(user.facts)]]

_grades := {
	[false, true]: "critical",
	[false, false]: "high",
	[true, true]: "high",
	[true, false]: "medium",
}

_is_default(user) if object.get(user, "unless", "") != ""

_is_default(user) := false if object.get(user, "unless", "") == ""

_unless(user) := sprintf(" while %s is not set", [user.unless]) if _is_default(user)

_unless(user) := "" if object.get(user, "unless", "") == ""

_reached(facts) := "everybody tries it first" if _is_guessed(facts)

_reached(facts) := "who has the repository logs in as that" if _guessed(facts) == false

_is_guessed(facts) if _guessed(facts) == true

_guessed(facts) if facts.placeholder == true

else := facts.published_default
