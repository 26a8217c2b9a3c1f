# METADATA
# description: >-
#   Questions about MIDDLEWARE. Some checks of Django compare the path, others take
#   subclasses too (django.contrib.admin.checks._contains_subclass); whether a
#   class from elsewhere is one, only its source could tell.
package django.lib.middleware

import data.django.lib.dotted
import data.django.lib.settings
import data.django.lib.versions

has(path) if settings.has("MIDDLEWARE", path)

misses(path) if settings.misses("MIDDLEWARE", path)

# No middleware runs. Django before 2.0 takes MIDDLEWARE_CLASSES where MIDDLEWARE is not set.
is_empty if {
	settings.is_off("MIDDLEWARE")
	versions.from("2.0")
}

is_empty if {
	settings.is_off("MIDDLEWARE")
	not versions.before("2.0")
	not _has_older_list
}

# Django before 2.0 takes MIDDLEWARE_CLASSES, which has some by default.
is_old if {
	settings.is_off("MIDDLEWARE")
	versions.before("2.0")
}

is_perhaps_old if {
	settings.is_off("MIDDLEWARE")
	_has_older_list
	not versions.from("2.0")
	not versions.before("2.0")
}

_has_older_list if {
	some notice in (versions.notices("removed") | versions.perhaps("removed"))
	notice.name == "MIDDLEWARE_CLASSES"
}

secures if has("django.middleware.security.SecurityMiddleware")

does_not_secure if misses("django.middleware.security.SecurityMiddleware")

# The class or a subclass of it is there.
has_class(path) if settings.holds("MIDDLEWARE", path)

lacks_class(path) if {
	listed := settings.all_members("MIDDLEWARE")
	every member in listed {
		member.value != path
		_is_djangos(member.value)
	}
}

# A text has letters, none of which is a class.
lacks_class(_) if settings.of_type("MIDDLEWARE", "str")

# The entries that may be a subclass of it.
may_be(path) := {member |
	not has_class(path)
	some member in settings.members("MIDDLEWARE")
	not _is_djangos(member.value)
}

# LoginRequiredMiddleware has AuthenticationMiddleware before it: auth.E013. A
# class from elsewhere is taken for one that asks for a login by its name.
login_is_early if {
	listed := settings.value("MIDDLEWARE")
	some i in _places(_login)
	every member in array.slice(listed, 0, i) {
		member != _authentication
		_is_djangos(member)
	}
}

login_is_late if {
	some i in _places(_authentication)
	every member in array.slice(settings.value("MIDDLEWARE"), 0, i) {
		not _asks_for_login(member)
	}
}

login_is_absent if {
	listed := settings.all_members("MIDDLEWARE")
	every member in listed {
		not _asks_for_login(member.value)
	}
}

login_is_absent if settings.of_type("MIDDLEWARE", "str")

login_may_be_early if {
	not login_is_early
	not login_is_late
	not login_is_absent
	settings.value("MIDDLEWARE")
}

# The places of paths without a module, which end Django's search for one of the
# classes that the admin needs (import_string gives ValueError or TypeError).
crashing contains i if {
	is_array(settings.value("MIDDLEWARE"))
	some class in {_authentication, _messages, _sessions}
	some i, member in settings.value("MIDDLEWARE")
	is_string(member)
	startswith(member, ".")
	every earlier in array.slice(settings.value("MIDDLEWARE"), 0, i) {
		earlier != class
		_is_no_class_of_others(earlier)
	}
}

_is_no_class_of_others(member) if _is_djangos(member)

_is_no_class_of_others(member) if {
	is_string(member)
	not contains(member, ".")
}

_places(path) := {i |
	is_array(settings.value("MIDDLEWARE"))
	some i, member in settings.value("MIDDLEWARE")
	member == path
}

_asks_for_login(member) if {
	is_string(member)
	contains(member, "LoginRequired")
}

_is_djangos(member) if {
	is_string(member)
	startswith(member, "django.")
}

_login := "django.contrib.auth.middleware.LoginRequiredMiddleware"

_authentication := "django.contrib.auth.middleware.AuthenticationMiddleware"

_messages := "django.contrib.messages.middleware.MessageMiddleware"

_sessions := "django.contrib.sessions.middleware.SessionMiddleware"

# Paths name the class that they import. A project's own class is taken for a kind
# of middleware by its name: "csrf" is in shop.middleware.ApiCsrfMiddleware.
lacks_like(word) if {
	listed := settings.all_members("MIDDLEWARE")
	every member in listed {
		is_string(member.value)
		not _is_like(member.value, word)
	}
}

# Classes of the project or of others, called so, that may do the same.
own_like(word) := {member |
	some member in settings.members("MIDDLEWARE")
	_is_like(member.value, word)
	not _is_djangos(member.value)
}

_is_like(path, word) if {
	is_string(path)
	contains(lower(dotted.last(path)), word)
}

# Where a class stands before another.
before(path, other) := {{"subject": sprintf("MIDDLEWARE[%d]", [i])} |
	some i in _places(path)
	some j in _places(other)
	i < j
}

# Where a class stands after another, and what comes before it.
after(path, other) := {{"subject": sprintf("MIDDLEWARE[%d]", [i]), "before": array.slice(settings.value("MIDDLEWARE"), 0, i)} |
	some i in _places(path)
	some j in _places(other)
	i > j
}

# The first class of a list that does work for each request.
first_of(list) := [name | some name in list; name in _costly][0]

_costly := {
	"django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
	"django.middleware.cache.UpdateCacheMiddleware", "django.middleware.locale.LocaleMiddleware",
}

# The places of a path that stands before another one, in the order of MIDDLEWARE.
early(path, other) := {sprintf("MIDDLEWARE[%d]", [i]) |
	some i in _indexes(path)
	some j in _indexes(other)
	i < j
}

# A path that stands there already, with the place of the first.
repeated contains {"subject": sprintf("MIDDLEWARE[%d]", [j]), "value": path, "first": min(_indexes(path))} if {
	some member in settings.members("MIDDLEWARE")
	path := member.value
	some j in _indexes(path)
	j > min(_indexes(path))
}

# Paths below django that no version from 3.2 on has, or only a later one than this.
unimportable contains {"subject": member.subject, "value": member.value, "why": "is no path of a class"} if {
	some member in settings.members("MIDDLEWARE")
	_is_no_path(member.value)
}

unimportable contains {"subject": member.subject, "value": member.value, "why": "is in no supported version of Django"} if {
	some member in settings.members("MIDDLEWARE")
	_is_djangos(member.value)
	not member.value in object.keys(_since)
	not member.value in object.keys(_until)
}

unimportable contains {"subject": member.subject, "value": member.value, "why": sprintf("went with Django %s", [_until[member.value]])} if {
	some member in settings.members("MIDDLEWARE")
	versions.from(_until[member.value])
}

unimportable contains {"subject": member.subject, "value": member.value, "why": sprintf("came with Django %s", [_since[member.value]])} if {
	some member in settings.members("MIDDLEWARE")
	_since[member.value] != "3.2"
	versions.before(_since[member.value])
}

# Paths of which the version decides, which is not known exactly.
perhaps_unimportable contains {"subject": member.subject, "why": sprintf("came with Django %s", [since])} if {
	some member in settings.members("MIDDLEWARE")
	since := _since[member.value]
	since != "3.2"
	not versions.before(since)
	not versions.from(since)
}

perhaps_unimportable contains {"subject": member.subject, "why": sprintf("went with Django %s", [until])} if {
	some member in settings.members("MIDDLEWARE")
	until := _until[member.value]
	not versions.before(until)
	not versions.from(until)
}

_indexes(path) := {i |
	is_array(input.settings.MIDDLEWARE.value)
	some i, member in input.settings.MIDDLEWARE.value
	member == path
}

_is_no_path(value) if {
	is_string(value)
	not regex.match(`^[^\s./\\-]+(\.[^\s./\\-]+)+$`, value)
}

_is_no_path(value) if not is_string(value)

# The classes that Django from 1.8 on came with, and the version that lacks them first.
_until := {"django.contrib.auth.middleware.SessionAuthenticationMiddleware": "2.0"}

# The classes that Django comes with, and since when.
_since := {
	"django.contrib.admindocs.middleware.XViewMiddleware": "3.2",
	"django.contrib.auth.middleware.AuthenticationMiddleware": "3.2",
	"django.contrib.auth.middleware.LoginRequiredMiddleware": "5.1",
	"django.contrib.auth.middleware.PersistentRemoteUserMiddleware": "3.2",
	"django.contrib.auth.middleware.RemoteUserMiddleware": "3.2",
	"django.contrib.flatpages.middleware.FlatpageFallbackMiddleware": "3.2",
	"django.contrib.messages.middleware.MessageMiddleware": "3.2",
	"django.contrib.redirects.middleware.RedirectFallbackMiddleware": "3.2",
	"django.contrib.sessions.middleware.SessionMiddleware": "3.2",
	"django.contrib.sites.middleware.CurrentSiteMiddleware": "3.2",
	"django.middleware.cache.CacheMiddleware": "3.2",
	"django.middleware.cache.FetchFromCacheMiddleware": "3.2",
	"django.middleware.cache.UpdateCacheMiddleware": "3.2",
	"django.middleware.clickjacking.XFrameOptionsMiddleware": "3.2",
	"django.middleware.common.BrokenLinkEmailsMiddleware": "3.2",
	"django.middleware.common.CommonMiddleware": "3.2",
	"django.middleware.csp.ContentSecurityPolicyMiddleware": "6.0",
	"django.middleware.csrf.CsrfViewMiddleware": "3.2",
	"django.middleware.gzip.GZipMiddleware": "3.2",
	"django.middleware.http.ConditionalGetMiddleware": "3.2",
	"django.middleware.locale.LocaleMiddleware": "3.2",
	"django.middleware.security.SecurityMiddleware": "3.2",
}
