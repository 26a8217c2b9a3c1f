# METADATA
# description: What else than a password a login asks for, and what slows guessing down.
package django.lib.logins

import data.django.lib.apps
import data.django.lib.settings

# Passwords that Django keeps are all that a login asks for.
by_password_alone if {
	every backend in settings.all_members("AUTHENTICATION_BACKENDS") {
		backend.value == "django.contrib.auth.backends.ModelBackend"
	}
	listed := settings.all_members("INSTALLED_APPS")
	every app in listed {
		not _is_like(app.value, _second)
	}
	every name, _ in input.deps {
		not _is_like(name, _second)
	}
}

by_more if {
	some app in settings.members("INSTALLED_APPS")
	_is_like(app.value, _second)
}

by_more if {
	some name, _ in input.deps
	_is_like(name, _second)
}

# A backend that is not Django's own may ask for more, or ask somebody else.
other_backends contains backend if {
	some backend in settings.members("AUTHENTICATION_BACKENDS")
	backend.value != "django.contrib.auth.backends.ModelBackend"
}

# Nothing that limits how often a password is tried.
are_unlimited if {
	listed := settings.all_members("INSTALLED_APPS")
	running := settings.all_members("MIDDLEWARE")
	every member in listed | running {
		not _is_like(member.value, _limit)
	}
	every name, _ in input.deps {
		not _is_like(name, _limit)
	}
}

are_limited if {
	some member in (settings.members("INSTALLED_APPS") | settings.members("MIDDLEWARE"))
	_is_like(member.value, _limit)
}

are_limited if {
	some name, _ in input.deps
	_is_like(name, _limit)
}

# Nobody logs in by a page of this project.
are_none if apps.is_absent("django.contrib.auth")

_is_like(name, pattern) if {
	is_string(name)
	regex.match(pattern, name)
}

# regal ignore:line-length
_second := `(?i)(^|[._-])(otp|mfa|mfa2|2fa|two[-_]?factor[a-z]*|multifactor|trench|webauthn|passkeys?|fido2?|oidc|saml2?|djangosaml2|cas|cas_ng|social[-_]?(django|auth)|socialaccount|oauth_?toolkit|adfs|auth0|keycloak|okta|ldap|microsoft_auth|kagi)([._-]|$)`

_limit := `(?i)(axes|defender|rate_?-?limit|throttl|brute|lockout|login_?fail|allauth|captcha|turnstile)`
