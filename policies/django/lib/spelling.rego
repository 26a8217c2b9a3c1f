# METADATA
# description: >-
#   Names that the project sets and that are one letter away from a setting which
#   protects or serves the site, and which it does not set.
package django.lib.spelling

# Each with the setting that is meant.
slips contains pair if {
	some pair in input.source.lookalikes
	pair.meant in _names
	pair.doubtful == false
}

# The same, where it is not known whether the project sets the one that is meant.
doubts contains pair if {
	some pair in input.source.lookalikes
	pair.meant in _names
	pair.doubtful == true
}

_names := {
	"ALLOWED_HOSTS", "AUTHENTICATION_BACKENDS", "AUTH_PASSWORD_VALIDATORS", "CORS_ALLOWED_ORIGINS", "CORS_ALLOW_CREDENTIALS",
	"CSRF_COOKIE_DOMAIN", "CSRF_COOKIE_SAMESITE", "CSRF_COOKIE_SECURE", "CSRF_TRUSTED_ORIGINS", "DATABASES", "DEFAULT_FROM_EMAIL",
	"EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_HOST_PASSWORD", "EMAIL_HOST_USER", "EMAIL_USE_SSL", "EMAIL_USE_TLS", "INSTALLED_APPS",
	"MEDIA_ROOT", "MIDDLEWARE", "PASSWORD_HASHERS", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "SECURE_CONTENT_TYPE_NOSNIFF",
	"SECURE_CSP", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER",
	"SECURE_REDIRECT_EXEMPT", "SECURE_REFERRER_POLICY", "SECURE_SSL_HOST", "SECURE_SSL_REDIRECT", "SERVER_EMAIL",
	"SESSION_COOKIE_AGE", "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SESSION_COOKIE_SECURE",
	"SESSION_ENGINE", "STATICFILES_DIRS", "STATIC_ROOT", "USE_X_FORWARDED_HOST", "X_FRAME_OPTIONS",
}
