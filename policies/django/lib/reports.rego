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

_starts if {
	some call in input.source.calls
	call.call == "sentry_sdk.init"
}

_collects(path) if {
	is_string(path)
	regex.match(`(?i)^(raven|rollbar|bugsnag|honeybadger|elasticapm|scout_apm|opencensus|airbrake|pybrake|newrelic|ddtrace|error_?report|.*(errorlog|exceptionlog|log_?exception|exception_?log|error_?report|exception_?report|exceptionmiddleware))`, path)
}

# The same, or a package is installed that may be started under a condition.
are_perhaps_sent if are_sent

are_perhaps_sent if count(packages) > 0
