# METADATA
# description: Questions about django-cors-headers, and whom the site knows by a cookie.
package django.lib.cors

import data.django.lib.cookies
import data.django.lib.hosts
import data.django.lib.middleware
import data.django.lib.origins
import data.django.lib.settings
import data.django.lib.sites

# Scripts of some origins may send cookies and read the answers.
takes_cookies if {
	settings.holds_class("MIDDLEWARE", "CorsMiddleware")
	settings.is_on("CORS_ALLOW_CREDENTIALS")
}

takes_no_cookies if settings.lacks_class("MIDDLEWARE", "CorsMiddleware")

takes_no_cookies if settings.is_off("CORS_ALLOW_CREDENTIALS")

takes_no_cookies if settings.is_off("CORS_ALLOWED_ORIGINS")

# The origins that are named, where they have the form of one.
origins_named contains origin if {
	some origin in settings.members("CORS_ALLOWED_ORIGINS")
	is_string(origin.value)
	regex.match(`^https?://[^/*]+$`, origin.value)
}

# Those of them from which the CSRF check takes no form.
untrusted contains origin if {
	takes_cookies
	middleware.has("django.middleware.csrf.CsrfViewMiddleware")
	some origin in _origins_of_visitors
	origins.is_not_trusted(origin.value)
}

# Those of another site, whose scripts get no cookie along that SameSite keeps at home.
of_other_sites contains origin if {
	takes_cookies
	cookies.stay_home("SESSION_COOKIE_SAMESITE")
	own := sites.domains
	some origin in _origins_of_visitors
	not origins.registrable(origins.domain(origin.value)) in own
}

# The machine of a developer is left over, and no visitor's.
_origins_of_visitors contains origin if {
	some origin in origins_named
	not regex.match(`(?i)^https?://(localhost|127(\.[0-9]+){3}|\[::1\]|0\.0\.0\.0)(:|/|$)`, origin.value)
}

# An origin is of one of the site's own hosts, or of none.
is_host(origin) if {
	some host in settings.members("ALLOWED_HOSTS")
	_admits(host.value, origins.domain(origin.value))
}

is_no_host(origin) if {
	listed := settings.all_members("ALLOWED_HOSTS")
	every host in listed {
		not _admits(host.value, origins.domain(origin.value))
	}
}

_admits("*", _) := true

_admits(pattern, domain) if hosts.is_same_domain(domain, pattern)

# The default of the REST framework asks for the token of a form where a session
# answers; other classes take no cookie, or their own.
answers_to_sessions if {
	classes := settings.entry_of("REST_FRAMEWORK", "DEFAULT_AUTHENTICATION_CLASSES")
	some class in classes
	is_string(class)
	endswith(class, "SessionAuthentication")
}

answers_to_sessions if settings.misses("REST_FRAMEWORK", "DEFAULT_AUTHENTICATION_CLASSES")

answers_to_sessions if not input.settings.REST_FRAMEWORK # its package is not named

answers_to_tokens if {
	classes := settings.entry_of("REST_FRAMEWORK", "DEFAULT_AUTHENTICATION_CLASSES")
	is_array(classes)
	count(classes) > 0
	every class in classes {
		is_string(class)
		not endswith(class, "SessionAuthentication")
	}
}
