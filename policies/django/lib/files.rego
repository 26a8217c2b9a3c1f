# METADATA
# description: Questions about the files that a target is made of, and what git does with them.
package django.lib.files

# The modules for development from which the settings of another name take something:
# that one was run, as the package of both may do, is not enough; nor is it where a
# variable chooses the module, and nothing sets that.
for_development contains name if {
	some name in _run_for_development
	some node in _set_in[name]
	not _assumed(node)
}

# What is not known may come from them, and so may what rests on an assumption.
perhaps_for_development contains name if {
	some name in _run_for_development
	not name in for_development
	some node in input.settings
	node.state == "unknown"
}

perhaps_for_development contains name if {
	some name in _run_for_development
	not name in for_development
	count(_set_in[name]) > 0
}

_set_in[name] contains node if {
	some name in _run_for_development
	some setting, node in input.settings
	node.set == true
	node.at.file == name
	not _says_no(setting, node)
}

# A switch that says that these are no tests, as TESTING = "test" in sys.argv does, is no
# value for them.
_says_no(setting, node) if {
	node.truth == false
	regex.match(`(^|_)(DEBUG|DEV|DEVELOPMENT|TEST|TESTS|TESTING)(_|$)`, setting)
}

_assumed(node) if count(node.assumes) > 0

none_for_development if count(for_development | perhaps_for_development) == 0

_run_for_development contains file.path if {
	not _is_for_development(input.target.settings_file)
	some file in input.files
	file.kind == "settings"
	file.path != input.target.settings_file
	_is_for_development(file.path)
}

# The env files of the target that git neither tracks nor ignores.
left_open contains file.path if {
	some file in input.files
	file.tracked == false
	file.ignored == false
	_is_env(file)
}

# The secrets of the process that stand in an env file which git tracks, no samples, and
# no name of a user that is the password too.
tracked_secrets contains {"variable": name, "at": variable.at} if {
	some name, variable in input.env
	variable.secret == true
	object.get(variable.facts, "copy", false) == false
	variable.facts.empty == false
	variable.facts.placeholder == false
	variable.facts.published_default == false
	_is_tracked(variable.at.file)
}

# The variables of such a file that are not known, and that there is none.
tracked_doubts contains {"name": name, "at": variable.at} if {
	some name, variable in input.env
	variable.state == "unknown"
	_is_tracked(variable.at.file)
}

are_told if count(tracked_doubts) == 0

_is_tracked(path) if path in _tracked

_tracked contains file.path if {
	some file in input.files
	file.tracked == true
	_is_env(file)
}

_is_for_development(file) if {
	strings.any_suffix_match(file, {"debug.py", "dev.py", "devel.py", "develop.py", "development.py", "test.py", "testing.py", "tests.py"})
	regex.match(`(^|[/_.-])(dev|devel|develop|development|test|tests|testing|debug)\.py$`, file)
}

_is_env(file) if file.kind == "env"

# The env files that the settings themselves read, and that ship with the code.
read_by_settings contains file.path if {
	some file in input.files
	file.kind == "env"
	"settings" in file.read_by
	not file.tracked == false
}

# The env files of this machine that all its users may read.
open_to_all contains file.path if {
	some file in input.files
	file.kind == "env"
	file.open == true
}
