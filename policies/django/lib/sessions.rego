# METADATA
# description: Questions about how sessions are kept (django/contrib/sessions).
package django.lib.sessions

import data.django.lib.settings

is_kept_in(backend) if settings.is_text("SESSION_ENGINE", sprintf("django.contrib.sessions.backends.%s", [backend]))

# The class of the cache that holds the sessions.
cache := class if {
	class := settings.column("CACHES", "BACKEND")[settings.value("SESSION_CACHE_ALIAS")]
	is_string(class)
}

# A middleware that reads the session and stands before the first one that sets it.
early contains {"subject": reader.subject, "value": reader.value} if {
	some reader in settings.members("MIDDLEWARE")
	reader.value in _readers
	_place(reader) < min(_setters)
}

_readers contains "django.contrib.auth.middleware.AuthenticationMiddleware"

_readers contains "django.contrib.messages.middleware.MessageMiddleware"

_readers contains "django.middleware.csrf.CsrfViewMiddleware" if settings.is_on("CSRF_USE_SESSIONS")

_setters contains _place(member) if {
	some member in settings.members("MIDDLEWARE")
	member.value == "django.contrib.sessions.middleware.SessionMiddleware"
}

_place(member) := to_number(trim_suffix(split(member.subject, "[")[1], "]"))

# Where sessions stay until something deletes them, in words.
stores contains "the database" if is_kept_in("db")

stores contains "the database" if is_kept_in("cached_db")

stores contains "files" if is_kept_in("file")

# The cache that sessions would use is one that all processes share.
has_shared_cache if regex.match(`[Rr]edis|[Vv]alkey|[Mm]emcached`, cache)
