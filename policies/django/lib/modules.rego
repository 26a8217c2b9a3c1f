# METADATA
# description: Which settings modules the project has, and which its files fall back to.
package django.lib.modules

import data.django.lib.paths

# The files by which servers load Django that fall back to settings for developers.
for_developers contains fallback if {
	some fallback in input.source.defaults
	fallback.class in {"development", "test"}
	paths.name(fallback.at.file) in {"asgi.py", "wsgi.py"}
	has_deployed
}

# The process runs it, since nothing names another.
in_force contains fallback if {
	some fallback in for_developers
	fallback.at == input.target.module_at
}

# Something else names the module; of wsgi and asgi the first stands for both. One that
# is not here is each machine's own, whatever its name says.
overruled contains fallback if {
	some module in {fallback.module | some fallback in for_developers}
	_is_here(module)
	module != input.target.settings_module
	fallback := sort([[found.at.file, found.at.line, found] | some found in for_developers; found.module == module])[0][2]
}

# A server may import the module from within its package, by a shorter name.
_is_here(name) if {
	some own in input.source.modules
	endswith(sprintf(".%s", [own.module]), sprintf(".%s", [name]))
}

# The project has settings that may be deployed.
has_deployed if count(_deployed) > 0

# It has some beside those that the target runs; or none.
has_others if count(_others) > 0

has_no_others if count(_others) == 0

_others contains module.module if {
	some module in input.source.modules
	not module.class in {"development", "test"}
	module.module != input.target.settings_module
}

_deployed contains module if some module in _others

_deployed contains input.target.settings_module if {
	input.target.class in {"production", "staging"}
	some module in input.source.modules
	module.module == input.target.settings_module
	module.class in {"production", "staging"}
}

# Two files that processes of the site load, and that fall back to different settings.
differing contains {"one": one, "other": other} if {
	some one in input.source.defaults
	paths.name(one.at.file) == "wsgi.py"
	some other in input.source.defaults
	_is_of_site(other)
	one.module != other.module
	_package(one) == _package(other)
	not one in for_developers
}

# The package of a module: another one may have a server of its own.
_package(fallback) := split(fallback.module, ".")[0]

_is_of_site(fallback) if paths.name(fallback.at.file) in {"asgi.py", "celery.py", "celery_app.py"}

_is_of_site(fallback) if {
	paths.name(fallback.at.file) == "manage.py"
	fallback.class in {"production", "staging"}
}
