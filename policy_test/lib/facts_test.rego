package django.lib.facts_test

import data.django.lib.result
import data.django.lib.source
import data.django.lib.target
import data.django.lib.versions

at(line) := {"file": "config/settings.py", "line": line}

demanded(name, line, certain, provided) := {"name": name, "at": at(line), "certain": certain, "provided": provided}

required(closed) := {"target": {"closed": closed}, "source": {"required": [
	demanded("LATER", 9, true, false),
	demanded("FIRST", 4, true, false),
	demanded("PERHAPS", 2, false, false),
	demanded("SET", 1, true, true),
]}}

test_variables_that_nothing_provides if {
	{v.name | some v in source.not_provided} == {"FIRST", "LATER"} with input as required(true)
	source.first_not_provided.name == "FIRST" with input as required(true)
	source.unset_names == "FIRST, LATER" with input as required(true)
}

test_an_open_environment_may_provide_them if {
	source.not_provided == set() with input as required(false)
	not source.first_not_provided with input as required(false)
}

test_literals if {
	literal := {"kind": "compose", "facts": {"empty": false}}
	tracked := object.union(literal, {"tracked": true})
	untracked := object.union(literal, {"tracked": false})
	empty := {"kind": "compose", "facts": {"empty": true}}
	elsewhere := {"kind": "terraform", "facts": {"empty": false}}
	source.literals("compose") == {literal, tracked} with input.source.literals as [literal, tracked, untracked, empty, elsewhere]
	source.literals("compose") == set() with input as {}
}

test_source if {
	source.failure == {"exception": "KeyError"} with input.source.failure as {"exception": "KeyError"}
	source.missing == {"module": "config.x"} with input.source.missing as {"module": "config.x"}
	source.hazards == {{"variable": "MAIL"}} with input.source.hazards as [{"variable": "MAIL"}]
	not source.failure with input as {"source": {}}
	not source.missing with input as {"source": {}}
}

_empty(name, file, line) := {"name": name, "variable": sprintf("APP_%s", [name]), "at": {"file": file, "line": line, "column": 1}}

test_empty_interpolations_of_one_file_are_one if {
	found := source.empty_by_file with input.source.empty_interpolations as [_empty("KEY", "a.yaml", 3), _empty("MAIL", "a.yaml", 2), _empty("MAIL", "b.yaml", 1)]
	{[one.first.name, one.names, one.variables] | some one in found} == {["MAIL", "${KEY}, ${MAIL}", "APP_KEY, APP_MAIL"], ["MAIL", "${MAIL}", "APP_MAIL"]}
	source.empty_by_file == set() with input as {"source": {"empty_interpolations": []}}
}

test_settings_that_are_not_here if {
	versions.hides_settings with input as {"target": {"settings_module": ""}, "source": {}}
	versions.hides_settings with input as {"target": {"settings_module": "config.x"}, "source": {"missing": {"module": "config.x"}}}
	versions.shows_settings with input as {"target": {"settings_module": "config.x"}, "source": {}}
	not versions.shows_settings with input as {"target": {"settings_module": ""}, "source": {}}
}

test_deployed if {
	{class | some class in ["production", "staging", "development", "test", "sample"]; target.is_deployed with input.target.class as class} == {"production", "staging"}
	not target.is_deployed with input as {}
}

test_open_and_closed if {
	target.is_open with input.target.closed as false
	not target.is_closed with input.target.closed as false
	target.is_closed with input.target.closed as true
	not target.is_open with input.target.closed as true
	not target.is_open with input as {}
	not target.is_closed with input as {}
}

test_target if {
	target.module == "config.settings" with input.target.settings_module as "config.settings"
	target.id == "production/web" with input.target.id as "production/web"
	target.as_of == "2026-11-20" with input.as_of as "2026-11-20"
}

test_versions if {
	versions.series == "4.2" with input.django.series as "4.2"
	versions.eol == "2026-04-30" with input.django.eol as "2026-04-30"
	versions.ended("2026-05-01") with input.django.eol as "2026-04-30"
	not versions.ended("2026-04-30") with input.django.eol as "2026-04-30"
	not versions.ended("2026-05-01") with input.django.eol as ""
	not versions.ended("2026-05-01") with input as {}
	versions.may_be_before("3.2") with input.django as {"min": "2.2", "below": "4.0"}
	not versions.may_be_before("3.2") with input.django as {"exact": "5.2.1"}
}

test_claims if {
	result.at("DEBUG", "on") == {"subject": "DEBUG", "msg": "on"}
	result.graded("DEBUG", "low", "on") == {"subject": "DEBUG", "severity": "low", "msg": "on"}
	result.resting(result.at("DEBUG", "on"), {"X"}) == {"subject": "DEBUG", "msg": "on", "rests": {"X"}}
	result.here("env.X", at(3), "in clear") == {"subject": "env.X", "at": at(3), "msg": "in clear"}
	result.by(at(3), "the proxy does") == {"subject": "", "at": at(3), "msg": "the proxy does"}
}

test_why_a_notice_is_doubtful if {
	notice := {"name": "USE_L10N", "version": "5.0", "because": "a variable decides"}
	versions.because(notice, "%s has no effect from Django %s on") == "USE_L10N has no effect from Django 5.0 on, and a variable decides"
	inexact := object.union(notice, {"because": "the version is not known exactly"})
	versions.because(inexact, "%s has no effect from Django %s on") == "it depends on the version of Django, which is not known exactly"
}
