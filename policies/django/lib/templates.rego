# METADATA
# description: >-
#   Questions about TEMPLATES. Django's checks of the admin look at the first
#   engine that is a DjangoTemplates or a subclass of it; whether a class from
#   elsewhere is one, only its source could tell.
package django.lib.templates

import data.django.lib.dotted
import data.django.lib.settings

_django := "django.template.backends.django.DjangoTemplates"

_others := {"django.template.backends.jinja2.Jinja2", "django.template.backends.dummy.TemplateStrings"}

# Whether there is an engine for the admin.
has_engine if _first

lacks_engine if {
	engines := settings.value("TEMPLATES")
	every engine in engines {
		engine.BACKEND in _others
	}
}

may_have_engine if {
	not has_engine
	some engine in input.settings.TEMPLATES.value
	not engine.BACKEND in _others
}

# The first engine for the admin has a context processor.
has_processor(path) if {
	options := object.get(_first, "OPTIONS", {})
	path in options.context_processors
}

lacks_processor(path) if {
	processors := _complete(object.get(_first, "OPTIONS", {}))
	every processor in processors {
		processor != path
		is_string(processor)
	}
}

# Some engine has the context processor; or certainly none.
any_has_processor(path) if {
	some engine in input.settings.TEMPLATES.value
	path in engine.OPTIONS.context_processors
}

none_has_processor(path) if {
	engines := settings.value("TEMPLATES")
	every engine in engines {
		is_object(engine)
		processors := _complete(object.get(engine, "OPTIONS", {}))
		every processor in processors {
			processor != path
		}
	}
}

# The engines that find templates in two ways at once.
with_two_loaders contains sprintf("TEMPLATES[%d].OPTIONS.loaders", [i]) if {
	some i, engine in input.settings.TEMPLATES.value
	_is_known(engine.APP_DIRS)
	_is_true(engine.APP_DIRS)
	some key, _ in engine.OPTIONS
	key == "loaders"
}

# The engines whose string_if_invalid is no text.
with_odd_filler contains subject if {
	some i, engine in input.settings.TEMPLATES.value
	some key, filler in engine.OPTIONS
	key == "string_if_invalid"
	subject := sprintf("TEMPLATES[%d].OPTIONS.string_if_invalid", [i])
	_is_known(filler)
	_is_no_text(filler, trim_prefix(subject, "TEMPLATES"))
}

# What Django cannot make engines of.
broken contains {"subject": sprintf("TEMPLATES[%d]", [i]), "why": "has no BACKEND with a dot in it"} if {
	some i, engine in settings.value("TEMPLATES")
	not _is_dotted(engine)
}

broken contains {"subject": sprintf("TEMPLATES[%d]", [i]), "why": "has the name of another engine"} if {
	some i, engine in settings.value("TEMPLATES")
	some j, other in settings.value("TEMPLATES")
	j < i
	_name(engine) == _name(other)
}

broken contains {"subject": sprintf("TEMPLATES[%d].OPTIONS", [i]), "why": "takes no options"} if {
	some i, engine in settings.value("TEMPLATES")
	engine.BACKEND == "django.template.backends.dummy.TemplateStrings"
	_is_true(engine.OPTIONS)
}

_first := engine if {
	some i, engine in input.settings.TEMPLATES.value
	engine.BACKEND == _django
	every other in array.slice(input.settings.TEMPLATES.value, 0, i) {
		other.BACKEND in _others
	}
}

# The context processors, where all of them are known.
_complete(options) := [] if {
	is_object(options)
	every key, _ in options {
		not key in {"context_processors", "$more", "$unknown"}
	}
}

_complete(options) := options.context_processors if {
	every processor in options.context_processors {
		_is_known(processor)
	}
}

_is_dotted(engine) if {
	is_string(engine.BACKEND)
	contains(engine.BACKEND, ".")
}

_name(engine) := engine.NAME

_name(engine) := parts[count(parts) - 2] if {
	not engine.NAME
	_is_dotted(engine)
	parts := split(engine.BACKEND, ".")
}

_is_no_text(filler, _) if not is_string(filler)

_is_no_text(_, path) if settings.part_type("TEMPLATES", path) != "str"

_is_known(value) if not is_object(value)

_is_known(value) if {
	is_object(value)
	every key, _ in value {
		not startswith(key, "$")
	}
}

_is_true(value) if not value in {false, null, 0, "", [], {}}

# The engines whose debug option is on, by its path, and their classes.
in_debug contains {"subject": sprintf("TEMPLATES[%d].OPTIONS.debug", [i]), "engine": dotted.last(engine.BACKEND)} if {
	some i, engine in input.settings.TEMPLATES.value
	_is_known(engine.OPTIONS.debug)
	_is_true(engine.OPTIONS.debug)
}

# An option that every engine has otherwise, or not at all.
are_not_in_debug if {
	engines := settings.value("TEMPLATES")
	every engine in engines {
		not _is_true(engine.OPTIONS.debug)
	}
}

# The engines that are not Django's own language, and take no context processors as it does.
others contains sprintf("TEMPLATES[%d]", [i]) if {
	some i, engine in input.settings.TEMPLATES.value
	_is_known(engine.BACKEND)
	engine.BACKEND != _django
}

are_all_django if {
	settings.value("TEMPLATES")
	count(others) == 0
}

# The engines that do not escape what they print; each escapes unless told not to.
unescaped contains sprintf("TEMPLATES[%d].OPTIONS.autoescape", [i]) if {
	some i, engine in input.settings.TEMPLATES.value
	_is_known(engine.OPTIONS.autoescape)
	not _is_true(engine.OPTIONS.autoescape)
}

# Some engine certainly escapes.
escapes if {
	some engine in input.settings.TEMPLATES.value
	_is_known(engine.OPTIONS)
	not engine.OPTIONS.autoescape == false
}

escapes if {
	some engine in input.settings.TEMPLATES.value
	is_object(engine)
	_is_known(engine)
	not "OPTIONS" in object.keys(engine)
}

escapes_nowhere if {
	engines := settings.value("TEMPLATES")
	count(unescaped) == count(engines)
}

# The engines that print something in place of what is not there.
filled contains {"subject": sprintf("TEMPLATES[%d].OPTIONS.string_if_invalid", [i]), "text": filler} if {
	some i, engine in input.settings.TEMPLATES.value
	filler := engine.OPTIONS.string_if_invalid
	is_string(filler)
	filler != ""
}

# Engines of Django that list loaders, none of which remembers what it compiled.
uncached contains sprintf("TEMPLATES[%d].OPTIONS.loaders", [i]) if {
	some i, engine in input.settings.TEMPLATES.value
	engine.BACKEND == _django
	is_array(engine.OPTIONS.loaders)
	count(engine.OPTIONS.loaders) > 0
	every loader in engine.OPTIONS.loaders {
		_remembers_nothing(loader)
	}
}

_remembers_nothing(loader) if {
	is_string(loader)
	loader in _djangos_loaders
}

_remembers_nothing(loader) if loader[0] in _djangos_loaders

_djangos_loaders contains sprintf("django.template.loaders.%s.Loader", [name]) if {
	some name in {"app_directories", "filesystem", "locmem"}
}
