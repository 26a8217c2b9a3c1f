# METADATA
# description: Questions about LOGGING (logging.config.dictConfig).
package django.lib.logs

import data.django.lib.settings

# Loggers that are there and that it does not name are turned off.
disable_others if {
	settings.misses("LOGGING", "disable_existing_loggers")
	settings.misses("LOGGING", "incremental")
}

disable_others if settings.entry_of("LOGGING", "disable_existing_loggers") == true

keep_others if settings.entry_of("LOGGING", "disable_existing_loggers") == false

keep_others if settings.entry_of("LOGGING", "incremental") == true

# It names django, or the part of it that reports requests.
name_django if {
	some name, _ in settings.entry_of("LOGGING", "loggers")
	name in _djangos
}

leave_django_out if settings.misses("LOGGING", "loggers")

leave_django_out if {
	every name, _ in settings.entry_of("LOGGING", "loggers") {
		not name in _djangos
		not startswith(name, "$")
	}
}

_djangos := {"django", "django.request"}

# Loggers of everything, or of Django as a whole, that pass on what is for developers.
verbose contains "LOGGING.root.level" if {
	logger := settings.entry_of("LOGGING", "root")
	_is_verbose(logger)
}

verbose contains "LOGGING.loggers.django.level" if {
	logger := settings.entry_of("LOGGING", "loggers").django
	_is_verbose(logger)
}

_is_verbose(logger) if {
	logger.level in _details
	some name in logger.handlers
	_takes_all(_handlers[name])
}

_takes_all(handler) if handler.level in (_details | {0})

_takes_all(handler) if _lacks(handler, "level")

_details := {"DEBUG", "NOTSET", 10}

# The opposite: none of them does, by its level or by those of its handlers.
keep_details if {
	_root_is_terse
	_django_is_terse
}

_root_is_terse if settings.misses("LOGGING", "root")

_root_is_terse if _is_terse(settings.entry_of("LOGGING", "root"))

_django_is_terse if _is_left_out("django")

_django_is_terse if _is_terse(_loggers.django)

_is_terse(logger) if _is_above(logger.level, _details)

_is_terse(logger) if _lacks(logger, "level")

_is_terse(logger) if {
	is_array(logger.handlers)
	every name in logger.handlers {
		_is_above(_handlers[name].level, _details | {0})
	}
}

_is_above(level, levels) if {
	_is_level(level)
	not level in levels
}

_is_level(level) if is_string(level)

_is_level(level) if is_number(level)

# Handlers that write files: the subject of each, its class and its file.
files contains {"subject": sprintf("LOGGING.handlers.%s.class", [name]), "class": class, "path": path} if {
	some name, class in settings.inner_column("LOGGING", "handlers", "class")
	class in ({"logging.FileHandler"} | _rotating)
	path := settings.inner_column("LOGGING", "handlers", "filename")[name]
}

# Those that rotate their file.
rotating contains file if {
	some file in files
	file.class in _rotating
}

_rotating := {"logging.handlers.RotatingFileHandler", "logging.handlers.TimedRotatingFileHandler"}

# Handlers that mail the whole debug page.
mailed_pages contains sprintf("LOGGING.handlers.%s.include_html", [name]) if {
	some name, "django.utils.log.AdminEmailHandler" in settings.inner_column("LOGGING", "handlers", "class")
	settings.inner_column("LOGGING", "handlers", "include_html")[name] in {true, 1}
}

# Why nothing prints what django.request says of an answer of 500. Python prints
# what finds no handler at all (logging.lastResort), so that only a level or
# handlers that drop it silence it.
request_errors_lost contains {"subject": "LOGGING.loggers.django.request.level", "why": "its level is above ERROR"} if {
	_is_too_high(_loggers["django.request"].level)
}

request_errors_lost contains {"subject": "LOGGING.loggers.django.level", "why": "the level of django is above ERROR"} if {
	_is_too_high(_loggers.django.level)
	_has_no_level("django.request")
}

request_errors_lost contains {"subject": "LOGGING.loggers.django.request", "why": "its handlers drop it, and it does not pass it on"} if {
	_ends_at("django.request")
}

request_errors_lost contains {"subject": "LOGGING.loggers.django", "why": "the handlers of django drop it, and django does not pass it on"} if {
	_ends_at("django")
	_is_left_out("django.request")
}

_loggers := loggers if {
	loggers := settings.entry_of("LOGGING", "loggers")
	is_object(loggers)
}

_handlers := settings.entry_of("LOGGING", "handlers")

# A dict certainly has no such key.
_lacks(dict, name) if {
	is_object(dict)
	every key, _ in dict {
		not key in {name, "$more", "$unknown"}
	}
}

_is_left_out(_) if settings.misses("LOGGING", "loggers")

_is_left_out(name) if _lacks(_loggers, name)

_has_no_level(name) if _is_left_out(name)

_has_no_level(name) if _lacks(_loggers[name], "level")

# The opposite: a handler takes errors of django.request.
request_errors_kept if {
	_request_level_passes
	some handler in _request_handlers
	_takes_errors(_handlers[handler])
}

_request_level_passes if _passes_errors(_loggers["django.request"].level)

_request_level_passes if {
	_has_no_level("django.request")
	_passes_errors(_loggers.django.level)
}

_request_level_passes if {
	_has_no_level("django.request")
	_has_no_level("django")
}

_passes_errors(level) if {
	_is_level(level)
	not _is_too_high(level)
}

# The handlers that certainly get what django.request says.
_request_handlers contains name if some name in _loggers["django.request"].handlers

_request_handlers contains name if {
	_passes_on("django.request")
	some name in _loggers.django.handlers
}

_request_handlers contains name if {
	_passes_on("django.request")
	_passes_on("django")
	some name in settings.entry_of("LOGGING", "root").handlers
}

_passes_on(name) if _is_left_out(name)

_passes_on(name) if _lacks(_loggers[name], "propagate")

_passes_on(name) if _loggers[name].propagate == true

_takes_errors(handler) if {
	is_string(handler.class)
	not handler.class in _nulls
	_takes_error_level(handler)
}

_takes_error_level(handler) if _passes_errors(handler.level)

_takes_error_level(handler) if _lacks(handler, "level")

_ends_at(name) if {
	logger := _loggers[name]
	logger.propagate == false
	is_array(logger.handlers)
	count(logger.handlers) > 0
	every handler in logger.handlers {
		_drops_errors(_handlers[handler])
	}
}

_drops_errors(handler) if handler.class in _nulls

_drops_errors(handler) if _is_too_high(handler.level)

_nulls := {"logging.NullHandler", "django.utils.log.NullHandler"}

_is_too_high(level) if level in {"CRITICAL", "FATAL"}

_is_too_high(level) if {
	is_number(level)
	level > 40
}

# Requests with a forged Host, which Django logs as an error of
# django.security.DisallowedHost, are mailed to ADMINS (django.utils.log).
mail_hosts if {
	settings.is_off("LOGGING")
}

mail_hosts if {
	some name in {"django", "django.security", "django.security.DisallowedHost"}
	some handler in _loggers[name].handlers
	_mails(_handlers[handler])
	not "django.security.DisallowedHost" in (object.keys(_loggers) - {name})
	not _ends_before(name)
}

mail_hosts if {
	not "django.security.DisallowedHost" in object.keys(_loggers)
	not "django.security" in object.keys(_loggers)
	not "django" in object.keys(_loggers)
	some handler in settings.entry_of("LOGGING", "root").handlers
	_mails(_handlers[handler])
	disable_others
}

mail_no_hosts if "django.security.DisallowedHost" in object.keys(_loggers)

# No handler on the way of such a request mails; the loggers that Django configures
# itself have given way to the project's own.
mail_no_hosts if {
	"django" in object.keys(_loggers)
	every name in {"django", "django.security"} {
		_mails_nothing(name)
	}
	_root_mails_nothing
}

_mails_nothing(name) if _is_left_out(name)

_mails_nothing(name) if _have_no_mail(_loggers[name])

_root_mails_nothing if settings.misses("LOGGING", "root")

_root_mails_nothing if _have_no_mail(settings.entry_of("LOGGING", "root"))

_root_mails_nothing if _loggers.django.propagate == false

_have_no_mail(logger) if _lacks(logger, "handlers")

_have_no_mail(logger) if {
	is_array(logger.handlers)
	every name in logger.handlers {
		is_string(_handlers[name].class)
		_handlers[name].class != "django.utils.log.AdminEmailHandler"
	}
}

_ends_before("django") if _loggers["django.security"].propagate == false

_mails(handler) if {
	handler.class == "django.utils.log.AdminEmailHandler"
	count({key | some key, _ in handler; key == "filters"}) <= 1
	not handler.level == "CRITICAL"
}
