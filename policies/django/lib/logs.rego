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
