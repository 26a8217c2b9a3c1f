package lib.logs_test

import data.django.lib.logs

# LOGGING with a handler of which one argument is not known, which no answer needs.
logging(rest) := {"state": "partial", "truth": true, "value": object.union({"version": 1, "handlers": handlers}, rest)}

handlers := {
	"console": {"class": "logging.StreamHandler", "level": "INFO"},
	"far": {"class": "acme.Handler", "level": "ERROR", "host": unknown},
	"all": {"class": "logging.StreamHandler", "level": "DEBUG"},
	"mail": {"class": "django.utils.log.AdminEmailHandler"},
	"none": {"class": "logging.NullHandler"},
	"fatal": {"class": "logging.StreamHandler", "level": "CRITICAL"},
	"open": {"class": "logging.StreamHandler", "$more": {"because": "not known"}},
}

unknown := {"$unknown": {"because": "not known"}}

test_details_are_kept if {
	every rest in [
		{},
		{"root": {"level": "INFO", "handlers": ["far"]}},
		{"root": {"handlers": ["all"]}, "loggers": {}},
		{"root": {"level": "DEBUG", "handlers": ["console", "far"]}},
		{"root": {"level": 20}, "loggers": {"django": {"level": "WARNING", "handlers": ["all"]}}},
		{"loggers": {"django": {"handlers": ["all"]}}},
	] {
		logs.keep_details with input.settings.LOGGING as logging(rest)
	}
}

test_details_are_perhaps_not_kept if {
	every rest in [
		{"root": unknown},
		{"root": {"level": unknown}},
		{"root": {"level": "DEBUG", "handlers": ["all"]}},
		{"root": {"level": "DEBUG", "handlers": [unknown]}},
		{"root": {"level": "DEBUG", "handlers": ["open"]}},
		{"loggers": {"django": {"level": "NOTSET", "handlers": ["mail"]}}},
		{"loggers": {"shop": {}, "$more": {"because": "not known"}}},
		{"$more": {"because": "not known"}},
	] {
		not logs.keep_details with input.settings.LOGGING as logging(rest)
	}
}

test_errors_of_requests_are_kept if {
	every rest in [
		{"loggers": {"django.request": {"level": "ERROR", "handlers": ["far"]}}},
		{"loggers": {"django.request": {"handlers": ["mail"]}, "django": {"level": "INFO"}}},
		{"loggers": {"django": {"handlers": ["console"]}}},
		{"loggers": {"django": {"handlers": ["none"]}}, "root": {"handlers": ["console"]}},
		{"loggers": {"django.request": {"propagate": true}, "django": {"propagate": true}}, "root": {"handlers": ["far"]}},
		{"root": {"handlers": ["console"]}},
	] {
		logs.request_errors_kept with input.settings.LOGGING as logging(rest)
	}
}

test_errors_of_requests_are_perhaps_not_kept if {
	every rest in [
		{"loggers": {"django.request": {"level": "CRITICAL", "handlers": ["console"]}}},
		{"loggers": {"django.request": {"level": unknown, "handlers": ["console"]}}},
		{"loggers": {"django.request": {"handlers": ["none", "fatal", "open"]}}},
		{"loggers": {"django.request": {"propagate": false}, "django": {"handlers": ["console"]}}},
		{"loggers": {"django": {"level": 50, "handlers": ["console"]}}},
		{"loggers": {"django": {"propagate": unknown}}, "root": {"handlers": ["console"]}},
		{"loggers": {"$more": {"because": "not known"}}, "root": {"handlers": ["console"]}},
	] {
		not logs.request_errors_kept with input.settings.LOGGING as logging(rest)
	}
}

test_forged_hosts_are_not_mailed if {
	every rest in [
		{"loggers": {"django": {"handlers": ["console", "far"]}}},
		{"loggers": {"django": {"handlers": ["far"], "propagate": false}}, "root": {"handlers": ["mail"]}},
		{"loggers": {"django": {}, "django.security": {"handlers": ["none"]}}, "root": {"handlers": ["console"]}},
	] {
		logs.mail_no_hosts with input.settings.LOGGING as logging(rest)
	}
}

test_forged_hosts_are_perhaps_mailed if {
	every rest in [
		{},
		{"loggers": {"django": {"handlers": ["console"]}}, "root": {"handlers": ["mail"]}},
		{"loggers": {"django": {"handlers": [unknown]}}},
		{"loggers": {"django": unknown}},
		{"loggers": {"django": {"handlers": ["console"]}, "django.security": {"handlers": ["mail"]}}},
		{"loggers": {"django": {"handlers": ["console"]}, "$more": {"because": "not known"}}},
	] {
		not logs.mail_no_hosts with input.settings.LOGGING as logging(rest)
	}
}
