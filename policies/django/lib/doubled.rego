# METADATA
# description: >-
#   Headers that both Django and a proxy put into one answer: a proxy adds its own
#   beside Django's, unless it takes that away.
package django.lib.doubled

import data.django.lib.csp
import data.django.lib.middleware
import data.django.lib.proxies
import data.django.lib.settings

# What proxies add beside the header that Django sends.
beside(name) := {{"site": site, "at": header.at, "value": header.value} |
	some [site, route] in proxies.routes
	some header in route.response
	header.name == name
	header.from == "literal"
	header.alone == false
	count([1 | some other in route.response; other.name == name; other.alone == true]) == 0
}

# No route to Django adds it so, and every proxy is known.
is_single(name) if {
	count(proxies.doubts) == 0
	count([1 | some [_, route] in proxies.routes; some header in route.response; header.name == name; header.from != "dropped"]) == 0
}

# What a proxy adds to Strict-Transport-Security, in another way than Django.
hsts contains {"site": added.site, "at": added.at, "what": what} if {
	some added in beside("Strict-Transport-Security")
	differences := [text |
		some text in [_age(added.value), _subdomains(added.value)]
		text != ""
	]
	what := differences[0]
}

_age(value) := sprintf("max-age is %s there, and %d in SECURE_HSTS_SECONDS", [seconds, settings.value("SECURE_HSTS_SECONDS")]) if {
	seconds := _seconds(value)
	to_number(seconds) != settings.value("SECURE_HSTS_SECONDS")
} else := ""

_subdomains(value) := "it includes subdomains, and SECURE_HSTS_INCLUDE_SUBDOMAINS is off" if {
	contains(lower(value), "includesubdomains")
	settings.is_off("SECURE_HSTS_INCLUDE_SUBDOMAINS")
} else := "it leaves subdomains out, and SECURE_HSTS_INCLUDE_SUBDOMAINS is on" if {
	not contains(lower(value), "includesubdomains")
	settings.is_on("SECURE_HSTS_INCLUDE_SUBDOMAINS")
} else := ""

_seconds(value) := regex.find_all_string_submatch_n(`(?i)max-age\s*=\s*"?([0-9]{1,15})`, value, 1)[0][1]

# Django sends the header where it knows that the visitor came by HTTPS.
sends_hsts if {
	settings.is_on("SECURE_HSTS_SECONDS")
	settings.is_on("SECURE_PROXY_SSL_HEADER")
	middleware.secures
}

may_send_hsts if {
	settings.is_on("SECURE_HSTS_SECONDS")
	settings.is_off("SECURE_PROXY_SSL_HEADER")
	middleware.secures
}

sends_no_hsts if settings.is_off("SECURE_HSTS_SECONDS")

sends_no_hsts if middleware.does_not_secure

# The header of Django that frames are refused or taken by.
frame_options := upper(settings.text("X_FRAME_OPTIONS")) if middleware.has(_clickjacking)

sends_no_frame_options if middleware.misses(_clickjacking)

_clickjacking := "django.middleware.clickjacking.XFrameOptionsMiddleware"

# Another value of a proxy.
frames contains {"site": added.site, "at": added.at, "value": upper(added.value)} if {
	some added in beside("X-Frame-Options")
	upper(added.value) != frame_options
}

# Who may frame the pages by the policy of a proxy, or by Django's own.
ancestors contains {"by": proxies.in_words(added.site), "at": added.at, "words": words} if {
	some added in _policies
	words := _words(added.value)
}

ancestors contains {"by": "SECURE_CSP", "words": {word | some word in list}} if {
	csp.is_enforced
	list := settings.entry_of("SECURE_CSP", "frame-ancestors")
	is_array(list)
	every word in list {
		is_string(word)
	}
}

_policies contains {"site": site, "at": header.at, "value": header.value} if {
	some [site, route] in proxies.routes
	some header in route.response
	header.name == "Content-Security-Policy"
	header.from == "literal"
}

_words(policy) := {word |
	some word in split(regex.find_all_string_submatch_n(`(?i)(?:^|;)\s*frame-ancestors\s+([^;]*)`, policy, 1)[0][1], " ")
	word != ""
}

# X-Frame-Options and frame-ancestors mean different things: browsers that know the
# latter go by it alone, others by the former.
disagreement(option, words) := "takes no frame at all" if {
	option == "DENY"
	words != {"'none'"}
}

disagreement(option, words) := "takes frames of the site itself" if {
	option == "SAMEORIGIN"
	words != {"'self'"}
}
