# METADATA
# description: >-
#   A switch of a cookie as Django's checks take it: anything that is true before
#   4.1, True alone from then on.
package django.lib.cookies

import data.django.lib.settings
import data.django.lib.versions

is_unprotected(name) if settings.is_off(name)

is_unprotected(name) if {
	settings.is_not_true(name)
	versions.from("4.1")
}

is_protected(name) if settings.is_true(name)

is_protected(name) if {
	settings.is_on(name)
	versions.before("4.1")
}

# SameSite lets the cookie go along with requests from other sites; browsers take
# a cookie that says nothing for Lax, but Django's None leaves that to them.
cross_sites(name) if settings.is_off(name)

cross_sites(name) if lower(settings.text(name)) == "none"

stay_home(name) if lower(settings.text(name)) in {"lax", "strict"}

# Browsers take the cookie: SameSite=None needs Secure.
are_taken(_, secure) if settings.is_on(secure)

are_taken(same_site, _) if stay_home(same_site)

are_taken(same_site, _) if settings.is_off(same_site)

# What a cookie's name promises to browsers and does not hold, the first of it.
broken_promise(name, secure, _, _) := "it is not Secure" if {
	strings.any_prefix_match(settings.text(name), _promises)
	settings.is_off(secure)
}

broken_promise(name, secure, domain, _) := "__Host- allows no domain" if {
	startswith(settings.text(name), "__Host-")
	settings.is_on(secure)
	settings.is_on(domain)
}

broken_promise(name, secure, domain, path) := "__Host- needs the path /" if {
	startswith(settings.text(name), "__Host-")
	settings.is_on(secure)
	settings.is_off(domain)
	settings.is_not_text(path, "/")
}

promises_nothing(name) if not strings.any_prefix_match(settings.text(name), _promises)

_promises := {"__Host-", "__Secure-"}

# The domain of the cookie that the CSRF token is in, by its setting.
token_domain["CSRF_COOKIE_DOMAIN"] := settings.text("CSRF_COOKIE_DOMAIN") if settings.is_off("CSRF_USE_SESSIONS")

token_domain["SESSION_COOKIE_DOMAIN"] := settings.text("SESSION_COOKIE_DOMAIN") if settings.is_on("CSRF_USE_SESSIONS")

token_has_no_domain if {
	settings.is_off("CSRF_USE_SESSIONS")
	settings.is_off("CSRF_COOKIE_DOMAIN")
}

token_has_no_domain if {
	settings.is_on("CSRF_USE_SESSIONS")
	settings.is_off("SESSION_COOKIE_DOMAIN")
}
