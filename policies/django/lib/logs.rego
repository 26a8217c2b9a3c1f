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
	logger.level in {"DEBUG", "NOTSET", 10}
	some name in logger.handlers
	_takes_all(settings.entry_of("LOGGING", "handlers")[name])
}

_takes_all(handler) if handler.level in {"DEBUG", "NOTSET", 10, 0}

_takes_all(handler) if {
	every key, _ in handler {
		not key in {"level", "$more", "$unknown"}
	}
}

# Handlers that write files, by their class.
files[subject] := class if {
	some name, handler in settings.entry_of("LOGGING", "handlers")
	class := handler.class
	class in {"logging.FileHandler", "logging.handlers.RotatingFileHandler", "logging.handlers.TimedRotatingFileHandler"}
	subject := sprintf("LOGGING.handlers.%s.class", [name])
}

# Handlers that mail the whole debug page.
mailed_pages contains sprintf("LOGGING.handlers.%s.include_html", [name]) if {
	some name, handler in settings.entry_of("LOGGING", "handlers")
	handler.class == "django.utils.log.AdminEmailHandler"
	handler.include_html in {true, 1}
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
	every name, _ in _loggers {
		not name in {"django.request", "$more", "$unknown"}
	}
}

_loggers := loggers if {
	loggers := settings.entry_of("LOGGING", "loggers")
	is_object(loggers)
}

_has_no_level(name) if {
	every key, _ in _loggers {
		not key in {name, "$more", "$unknown"}
	}
}

_has_no_level(name) if {
	every key, _ in _loggers[name] {
		not key in {"level", "$more", "$unknown"}
	}
}

_ends_at(name) if {
	_loggers[name].propagate == false
	is_array(_loggers[name].handlers)
	count(_loggers[name].handlers) > 0
	every handler in _loggers[name].handlers {
		_drops_errors(settings.entry_of("LOGGING", "handlers")[handler])
	}
}

_drops_errors(handler) if handler.class in {"logging.NullHandler", "django.utils.log.NullHandler"}

_drops_errors(handler) if _is_too_high(handler.level)

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
	_mails(settings.entry_of("LOGGING", "handlers")[handler])
	not "django.security.DisallowedHost" in (object.keys(_loggers) - {name})
	not _ends_before(name)
}

mail_hosts if {
	some handler in settings.entry_of("LOGGING", "root").handlers
	_mails(settings.entry_of("LOGGING", "handlers")[handler])
	disable_others
	not "django.security.DisallowedHost" in object.keys(_loggers)
	not "django.security" in object.keys(_loggers)
	not "django" in object.keys(_loggers)
}

mail_no_hosts if "django.security.DisallowedHost" in object.keys(_loggers)

_ends_before("django") if _loggers["django.security"].propagate == false

_mails(handler) if {
	handler.class == "django.utils.log.AdminEmailHandler"
	count({key | some key, _ in handler; key == "filters"}) <= 1
	not handler.level == "CRITICAL"
}
