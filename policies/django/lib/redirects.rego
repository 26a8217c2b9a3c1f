# METADATA
# description: >-
#   Which paths SECURE_REDIRECT_EXEMPT keeps on HTTP: each entry is searched for in
#   the path without its first slash (django/middleware/security.py). An entry that
#   Python's re and RE2 may read differently is not told.
package django.lib.redirects

import data.django.lib.settings

is_exempt(path) if {
	_is_plain(path)
	some pattern in _patterns
	_is_common(pattern)
	regex.match(pattern, trim_left(path, "/"))
}

is_not_exempt(path) if {
	_are_complete
	_is_plain(path)
	every pattern in _patterns {
		_is_common(pattern)
		not regex.match(pattern, trim_left(path, "/"))
	}
}

_patterns contains pattern if {
	some member in settings.members("SECURE_REDIRECT_EXEMPT")
	pattern := member.value
	is_string(pattern)
}

# A text is read letter by letter, each of which is a pattern.
_patterns contains pattern if {
	settings.of_type("SECURE_REDIRECT_EXEMPT", "str")
	some pattern in split(settings.value("SECURE_REDIRECT_EXEMPT"), "")
}

_are_complete if settings.all_members("SECURE_REDIRECT_EXEMPT")

_are_complete if settings.of_type("SECURE_REDIRECT_EXEMPT", "str")

# Both take it, and mean the same on a path of ASCII: no look-around, reference,
# class of one of them only, nor a flag but at the beginning.
_is_common(pattern) if {
	regex.is_valid(pattern)
	without_flags := regex.replace(pattern, `^\(\?[ims]+\)`, "")
	not regex.match(`\(\?[^:P]|\(\?P[^<]|\\[0-9CEQXzZpP]|\[\[:|\{,`, without_flags)
	not regex.match(`[^\x20-\x7e]`, pattern)
}

_is_plain(path) if regex.match(`^[\x21-\x7e]*$`, path)

# A page with a login, or the start page, that a pattern exempts.
page(pattern) := _pages[i].called if {
	is_string(pattern)
	_is_common(pattern)
	i := min({i | some i, page in _pages; regex.match(pattern, page.path)})
}

_pages := [
	{"path": "", "called": "the start page"},
	{"path": "admin/", "called": "the admin"},
	{"path": "admin/login/", "called": "the admin's login"},
	{"path": "accounts/login/", "called": "the login"},
	{"path": "login/", "called": "the login"},
]

# A pattern that may match anywhere in a path.
is_open(pattern) if {
	is_string(pattern)
	not startswith(pattern, "^")
	not regex.match(`^(\\A|\(\?[ims]+\)\^|\(\^)`, pattern)
}

# What stops Python from compiling a pattern, where that is certain.
fault(pattern) := "nothing stands before the repetition" if regex.match(`^[*+?]|[(|][*+]`, _bare(pattern))

fault(pattern) := "a parenthesis is not closed" if {
	count(split(_bare(pattern), "(")) > count(split(_bare(pattern), ")"))
}

fault(pattern) := "a parenthesis is not opened" if {
	count(split(_bare(pattern), "(")) < count(split(_bare(pattern), ")"))
}

# Without escapes and classes of characters.
_bare(pattern) := regex.replace(regex.replace(pattern, `\\.`, "x"), `\[\^?\]?[^\]]*\]`, "x") if is_string(pattern)
