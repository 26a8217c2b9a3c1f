package django.lib.names_test

import data.django.lib.domains
import data.django.lib.dotted
import data.django.lib.languages
import data.django.lib.mail
import data.django.lib.origins
import data.django.lib.paths
import data.django.lib.placeholders
import data.django.lib.process
import data.django.lib.reports
import data.django.lib.timezones
import data.django.lib.validators
import data.django.lib.versions

# What is told by the text of a name alone.

known(value) := {"state": "known", "value": value}

test_dotted_paths if {
	dotted.last("shop.middleware.Late") == "Late"
	dotted.last("Late") == "Late"
	dotted.first("shop.middleware.Late") == "shop"
	not dotted.last(null)
}

test_names_of_files if {
	paths.name("config/wsgi.py") == "wsgi.py"
	paths.name("/srv/static/") == "static"
	paths.name("wsgi.py") == "wsgi.py"
}

test_versions if {
	versions.number("5") == versions.number("5.0.0")
	versions.number("5.2rc1") == versions.number("5.2")
	versions.number("5.2.dev3") == versions.number("5.2.0")
	versions.number("5.10") > versions.number("5.9.4")
	versions.number("10.0") > versions.number("9")
	not versions.number("latest")
}

test_zones if {
	every name in {"UTC", "Europe/Berlin", "America/Argentina/Salta", "posix/Europe/Berlin", "right/UTC"} {
		timezones.is_known(name)
	}
	every name in {"", "/UTC", "posix//UTC", "posix/right/UTC", "Berlin", "Europe/", "Europe//Berlin", "Europe/Berlin/x", "europe/berlin"} {
		timezones.is_unknown(name)
	}
}

test_codes_of_languages if {
	every tag in {"en", "EN-us", "de-de", "zh-Hans", "sr@latin", "x-abcdefgh-1"} {
		languages.is_code(tag)
	}
	every tag in {"", "e1", "en_US", "en-", "abcdefghi", null} {
		languages.is_no_code(tag)
	}
}

test_domains_of_many if {
	every domain in {"uk", "co.uk", "com.au", "herokuapp.com"} {
		domains.is_shared(domain)
	}
	every domain in {"shop.uk", "shop.co.uk", "co.shop"} {
		not domains.is_shared(domain)
	}
}

test_plain_origins_have_no_fault if {
	every entry in {"https://shop.example.org", "http://localhost", "https://shop.example.org:8443", "https://*.example.org"} {
		not origins.reason(entry)
	}
	every entry in {"https://", "https://.example.org", "https://shop.example.org/", "https://Shop.example.org", "http://shop.example.org:80"} {
		origins.reason(entry)
	}
}

test_samples if {
	every text in {"<host>", " [mail host] ", "{{ host }}", "__HOST__", "%HOST%", "!!host!!", "CHANGE_ME", "set-this-now", "Todo", "xxxx", "your-host", "insert host"} {
		count(placeholders.found) == 1 with input.settings.EMAIL_HOST as object.union(known(text), {"type": "str"})
	}
	every text in {"mail.example.org", "editor.example.org", "settings", "yourhost", "todo.example.org", "xx", "[::1]"} {
		count(placeholders.found) == 0 with input.settings.EMAIL_HOST as object.union(known(text), {"type": "str"})
	}
}

test_apps_that_send_mail if {
	every app in {"allauth.account", "registration", "wagtail.users", "wagtail.users.apps.WagtailUsersAppConfig"} {
		mail.is_to_visitors with input.settings.INSTALLED_APPS as known([app])
	}
	every app in {"wagtail", "wagtail.usersx", "shop.account"} {
		mail.is_to_nobody with input.settings.INSTALLED_APPS as known([app])
	}
}

test_servers if {
	every word in {"uvicorn", "/usr/bin/daphne", "uvicorn.workers.UvicornWorker", "config.asgi", "config.asgi:application"} {
		process.is_asgi with input.service.command as ["python", word]
	}
	every word in {"gunicorn", "uvicorn.sh", "config.wsgi", "config.asgi.py"} {
		process.is_wsgi with input.service.command as ["python", word]
	}
}

test_middleware_that_reports if {
	every class in {"rollbar.contrib.django.middleware.RollbarNotifierMiddleware", "shop.LogExceptionMiddleware", "shop.log_exceptions", "shop.ErrorReport"} {
		reports.are_sent with input.settings.MIDDLEWARE as known([class])
	}
	not reports.are_sent with input.settings.MIDDLEWARE as known(["shop.ErrorPage", "shop.rollbar.Late"])
}

test_backends if {
	every backend in {
		"django.contrib.auth.backends.ModelBackend", "django.contrib.auth.backends.AllowAllUsersModelBackend", "shop.EmailModelBackend",
		"allauth.account.auth_backends.AuthenticationBackend",
	} {
		validators.are_used with input.settings.AUTHENTICATION_BACKENDS as known([backend])
	}
	every backend in {"django.contrib.auth.backends.RemoteUserBackend", "axes.backends.AxesBackend"} {
		validators.are_unused with input.settings.AUTHENTICATION_BACKENDS as known([backend])
	}
	every backend in {"shop.LDAPModelBackend", "shop.EmailBackend", "axes"} {
		count(validators.backends_untold) == 1 with input.settings.AUTHENTICATION_BACKENDS as known([backend])
	}
}
