# METADATA
# description: Whether errors are sent to a program that collects them.
package django.lib.reports

import data.django.lib.settings

# The settings start one, or install its app or middleware.
are_sent if _starts

are_sent if {
	some app in settings.members("INSTALLED_APPS")
	_collects(app.value)
}

are_sent if {
	some class in settings.members("MIDDLEWARE")
	_collects(class.value)
}

# Packages of which only the code that is not read here would tell.
packages contains name if {
	some name, _ in input.deps
	name in {
		"sentry-sdk", "raven", "rollbar", "bugsnag", "honeybadger", "newrelic", "elastic-apm", "ddtrace", "scout-apm", "opentelemetry-sdk",
		"opentelemetry-distro", "logfire", "appsignal", "airbrake", "pybrake", "azure-monitor-opentelemetry", "google-cloud-error-reporting",
		"opencensus-ext-django", "structlog", "loguru", "google-cloud-logging",
	}
}

are_missing if {
	count(packages) == 0
	not _starts
	apps := settings.all_members("INSTALLED_APPS")
	classes := settings.all_members("MIDDLEWARE")
	every member in apps | classes {
		not _collects(member.value)
	}
}

# Django hands errors on to the root logger, for which these programs, and the functions
# of AWS Lambda, have a handler that writes them out (daphne/cli.py, waitress.serve,
# awslambdaric/bootstrap.py).
are_printed if input.service.server.program in {"daphne", "waitress"}

are_printed if input.service.kind in {"lambda", "zappa"}

are_left_to_django if not are_printed

_starts if {
	some call in input.source.calls
	call.call == "sentry_sdk.init"
}

_collects(path) if {
	is_string(path)
	strings.any_prefix_match(lower(path), _collectors)
}

# A middleware of the project itself is told by its name.
_collects(path) if {
	is_string(path)
	name := lower(path)
	some word in _words
	contains(name, word)
}

_collectors := {
	"airbrake", "bugsnag", "ddtrace", "elasticapm", "honeybadger", "newrelic", "opencensus", "pybrake", "raven", "rollbar", "scout_apm",
}

_words := {
	"error_report", "errorlog", "errorreport", "exception_log", "exception_report", "exceptionlog", "exceptionmiddleware",
	"exceptionreport", "log_exception", "logexception",
}

# The same, or a package is installed that may be started under a condition.
are_perhaps_sent if are_sent

are_perhaps_sent if count(packages) > 0
