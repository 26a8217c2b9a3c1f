# METADATA
# description: >-
#   How Django compares the origin of a form with CSRF_TRUSTED_ORIGINS from 4.0 on
#   (django/middleware/csrf.py): letter by letter, or, where an entry has a star,
#   by scheme and domain.
package django.lib.origins

import data.django.lib.domains
import data.django.lib.hosts
import data.django.lib.settings

# An Origin header and an entry.
match(origin, entry) if {
	is_string(entry)
	not contains(entry, "*")
	origin == entry
}

match(origin, entry) if {
	_has_star(entry)
	_split(origin).scheme == _split(entry).scheme
	hosts.is_same_domain(_split(origin).netloc, trim_left(_split(entry).netloc, "*"))
}

differ(origin, entry) if {
	is_string(entry)
	not contains(entry, "*")
	origin != entry
}

differ(origin, entry) if {
	_has_star(entry)
	not match(origin, entry)
}

# The host of a Referer header, with its port, and an entry.
match_referer(netloc, entry) if hosts.is_same_domain(netloc, trim_left(_split(entry).netloc, "*"))

# An Origin header is among the trusted ones; it may be the site's own as well.
is_trusted(origin) if {
	some entry in settings.members("CSRF_TRUSTED_ORIGINS")
	match(origin, entry.value)
}

is_not_trusted(origin) if {
	listed := settings.all_members("CSRF_TRUSTED_ORIGINS")
	every entry in listed {
		differ(origin, entry.value)
	}
}

# The entries without "://", which 4_0.E001 names; of a text, it is each letter.
without_scheme contains {"subject": origin.subject, "value": origin.value} if {
	some origin in settings.members("CSRF_TRUSTED_ORIGINS")
	is_string(origin.value)
	not contains(origin.value, "://")
}

without_scheme contains {"subject": sprintf("CSRF_TRUSTED_ORIGINS[%d]", [i]), "value": origin} if {
	some i, origin in input.settings.CSRF_TRUSTED_ORIGINS.value
	is_array(origin)
	not "://" in origin
}

without_scheme contains {"subject": "CSRF_TRUSTED_ORIGINS", "value": text} if {
	settings.of_type("CSRF_TRUSTED_ORIGINS", "str")
	settings.is_on("CSRF_TRUSTED_ORIGINS")
	text := settings.value("CSRF_TRUSTED_ORIGINS")
}

without_scheme contains {"subject": "CSRF_TRUSTED_ORIGINS", "value": key} if {
	some key in settings.keys("CSRF_TRUSTED_ORIGINS")
	not contains(key, "://")
}

have_scheme if {
	listed := settings.all_members("CSRF_TRUSTED_ORIGINS")
	every origin in listed {
		_has_scheme(origin.value)
	}
}

have_scheme if settings.is_off("CSRF_TRUSTED_ORIGINS")

_has_scheme(origin) if {
	is_string(origin)
	contains(origin, "://")
}

_has_scheme(origin) if {
	is_array(origin)
	"://" in origin
}

# Python's urlsplit drops what stands before and after, in some of its versions.
_has_star(entry) if {
	is_string(entry)
	contains(entry, "*")
	not regex.match(`^[\x00-\x20]|[\x00-\x20]$`, entry)
}

_split(origin) := {"scheme": lower(parts[0][1]), "netloc": parts[0][2]} if {
	parts := regex.find_all_string_submatch_n(`^([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)`, origin, 1)
	count(parts) == 1
} else := {"scheme": "", "netloc": ""}

# Why a pattern of origins takes those of strangers: django-cors-headers asks
# re.match, which compares the beginning only.
looseness(pattern) := "takes any origin" if regex.match(`^\^?(https?\??|\(https?\|https?\))?(://)?\.[*+]\$?$`, pattern)

looseness(pattern) := "has no $ at its end, so that anything may follow the domain" if {
	not regex.match(`(\$|\\Z)\)?$`, pattern)
	not regex.match(`\.[*+]$`, pattern)
}

looseness(pattern) := sprintf("takes any name below %s, where anybody may have one", [domain]) if {
	regex.match(`(\$|\\Z)\)?$`, pattern)
	tail := regex.find_all_string_submatch_n(`(?:\\w|\.|\]|\))[*+]\)?\\\.([a-z0-9.\\-]+)(?:\$|\\Z)\)?$`, pattern, 1)[0][1]
	domain := replace(tail, `\`, "")
	domains.is_shared(domain)
}

# Why no Origin header is equal to an entry that has a scheme.
reason(entry) := text if {
	contains(entry, "://")
	not _is_plain(entry)
	text := [text | some [shape, text] in _reasons; regex.match(shape, entry)][0]
}

# Most are a scheme and a name.
_is_plain(entry) if {
	[scheme, name] := split(entry, "://")
	scheme in {"http", "https"}
	name != ""
	not startswith(name, ".")
	trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
}

# The first that fits is said.
_reasons := [
	[`^\s|\s$`, "the space belongs to it; strip it"],
	[`,`, "it is one text with commas; split it"],
	[`[^\x00-\x7f]`, "write a name that is not ASCII as punycode (xn--...)"],
	[`^[^:]*\*[^:]*://`, "a star cannot stand for the scheme"],
	[`://[^/]*/$`, "it ends in a slash"],
	[`://[^/]*/`, "it has a path"],
	[`[A-Z]`, "browsers send lower case"],
	[`^https://.*:443$|^http://.*:80$`, "browsers leave out the usual port"],
	[`://\*$|://\*[^.]|://[^*]+\*|://$`, "a star stands for the first part of a name only: https://*.example.com"],
	[`://\.`, "a leading dot means nothing here; write https://*.example.com"],
	[`://[^@/]*@`, "an origin has no user"],
]

# The domain after the star of an entry.
starred(entry) := lower(regex.find_all_string_submatch_n(`^[a-z]+://\*\.([^:/]+)`, entry, 1)[0][1]) if is_string(entry)

# The domain of an entry, without its star and port; addresses have none.
domain(entry) := trim_prefix(name, "*.") if {
	is_string(entry)
	name := lower(regex.find_all_string_submatch_n(`^https?://([^:/]+)`, entry, 1)[0][1])
	not regex.match(`^[0-9.]+$`, name)
}

# What somebody has registered: the last two parts, or three below a shared domain.
registrable(name) := concat(".", array.slice(parts, count(parts) - n, count(parts))) if {
	parts := split(name, ".")
	ends := {i | some i, _ in parts; domains.is_shared(concat(".", array.slice(parts, i, count(parts))))}
	n := (count(parts) - min(ends)) + 1
}

# No trusted origin is of a domain with a leading dot, or below it.
none_is_below(domain) if {
	listed := settings.all_members("CSRF_TRUSTED_ORIGINS")
	every entry in listed {
		is_string(entry.value)
		not _is_below(entry.value, domain)
	}
}

_is_below(entry, domain) if hosts.is_same_domain(trim_left(regex.replace(_split(entry).netloc, `:[0-9]+$`, ""), "*"), lower(domain))
