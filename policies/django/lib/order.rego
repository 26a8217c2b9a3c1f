# METADATA
# description: >-
#   Orders of MIDDLEWARE that take something away for certain. Requests pass it from
#   the first entry to the last, answers the other way.
package django.lib.order

import data.django.lib.dotted
import data.django.lib.middleware

# The entries that stand too early, by their place, and what each stands before.
early[place] := {"name": dotted.last(first), "what": concat(", and before ", sort(reasons))} if {
	some first in {pair.first | some pair in _wrong}
	some place in {place | some pair in _wrong; pair.first == first; some place in middleware.early(first, pair.late)}
	reasons := {sprintf("%s: %s", [dotted.last(pair.late), pair.why]) |
		some pair in _wrong
		pair.first == first
		place in middleware.early(first, pair.late)
	}
}

_wrong contains {
	"first": _common,
	"late": "django.middleware.security.SecurityMiddleware",
	"why": "it answers some requests before the redirect to HTTPS, and its answers get none of the security headers",
}

_wrong contains {
	"first": _common,
	"late": "corsheaders.middleware.CorsMiddleware",
	"why": "its redirects and refusals lack the CORS headers, so that scripts see only an error",
}

# What adds to Vary must have done so when the answer is stored.
_wrong contains {"first": first, "late": "django.middleware.cache.UpdateCacheMiddleware", "why": "answers are stored before it has said by which headers they vary"} if {
	some first in {_session, _locale, "django.middleware.gzip.GZipMiddleware"}
}

_wrong contains {"first": "django.middleware.cache.FetchFromCacheMiddleware", "late": late, "why": "a stored answer is given before that has run"} if {
	some late in {_session, _locale, "django.contrib.auth.middleware.AuthenticationMiddleware"}
}

_wrong contains {"first": _common, "late": _locale, "why": "paths are completed before the language of the request is known"}

_session := "django.contrib.sessions.middleware.SessionMiddleware"

_common := "django.middleware.common.CommonMiddleware"

_locale := "django.middleware.locale.LocaleMiddleware"
