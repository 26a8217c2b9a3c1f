package models

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/python/value"
)

// The small modules of django.utils.

// djangoFunctionalModule: what is evaluated when it is first used is not followed.
func djangoFunctionalModule(t *value.Thread) value.Value {
	m := value.NewModule("django.utils.functional", "")
	late := unknownCall("an object that Django evaluates when it is first used is not followed")
	for _, name := range []string{"SimpleLazyObject", "LazyObject"} {
		m.Func(name, late)
	}
	m.Func("lazy", func(*value.Thread, *value.Call) (value.Value, error) {
		return value.NewBuiltin("__wrapper__", late), nil
	})
	m.Func("lazystr", strict("lazystr", "text", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := forceText(t, a[0], tr)
		if plain, ok := text(s); ok && err == nil {
			return newLazy(plain, s.Trace()), nil
		}
		return s, err
	}))
	if property := attribute(t, "functools", "cached_property"); property != nil {
		m.Define("cached_property", property)
	}
	m.Define("classproperty", value.NewBuiltin("classproperty", unknownCall("django.utils.functional.classproperty is not followed")))
	return m
}

// djangoTimezoneModule: the clock and the active time zone are of the running process.
func djangoTimezoneModule(t *value.Thread) value.Value {
	m := value.NewModule("django.utils.timezone", "")
	for _, name := range []string{"timedelta", "datetime", "timezone", "tzinfo"} {
		if v := attribute(t, "datetime", name); v != nil {
			m.Define(name, v)
		}
	}
	for _, name := range []string{"now", "localtime", "localdate", "get_current_timezone", "get_default_timezone", "get_current_timezone_name", "get_default_timezone_name"} {
		m.Func(name, unknownCall("the clock and the time zone of the running process are not known"))
	}
	for _, name := range []string{"activate", "deactivate"} {
		m.Func(name, inert)
	}
	if zone, ok := m.NS.Get("timezone"); ok && major(t) == 4 { // pytz.utc before
		if utc, err := value.Attr(t, zone.V, "utc"); err == nil {
			m.Define("utc", utc)
		}
	}
	return m
}

func djangoEncodingModule(*value.Thread) value.Value {
	m := value.NewModule("django.utils.encoding", "")
	for _, name := range []string{"force_str", "force_text", "smart_str", "smart_text"} {
		m.Func(name, strict(name, "s, encoding=, strings_only=, errors=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			if _, isLazy := a[0].(*lazyText); isLazy && strings.HasPrefix(name, "smart") {
				return a[0], nil
			}
			if a[1] != nil || a[2] != nil || a[3] != nil {
				return typed(unknown(t, "the options of "+name+" are not followed", tr), value.StrClass), nil
			}
			return forceText(t, a[0], tr)
		}))
	}
	return m
}

// forceText is force_str: bytes are UTF-8, everything else is its str.
func forceText(t *value.Thread, v value.Value, tr *value.Trace) (value.Value, error) {
	b, ok := v.(value.Bytes)
	switch {
	case !ok:
		return value.ToStr(t, v)
	case !utf8.ValidString(b.Text()):
		return nil, t.Raise("UnicodeDecodeError", "'utf-8' codec can't decode ...")
	}
	return value.NewStr(b.Text(), tr), nil
}

// djangoTextModule has slugify; what it makes of other letters than ASCII's is not followed.
func djangoTextModule(*value.Thread) value.Value {
	m := value.NewModule("django.utils.text", "")
	m.Func("slugify", strict("slugify", "value, allow_unicode=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		v, err := value.ToStr(t, a[0])
		if err != nil {
			return nil, err
		}
		s, ok := text(v)
		slug, settled := slugOf(s)
		if !ok || !settled && major(t) < 4 || strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf || r < ' ' }) {
			return typed(unknown(t, "what slugify makes of this text is not followed", tr), value.StrClass), nil
		}
		return value.NewStr(slug, tr), nil
	}))
	m.Fallback = notFollowed("django.utils.text")
	return m
}

// slugOf is the slug of an ASCII text; settled is false where Django before 3.2
// left dashes or underscores at its ends.
func slugOf(s string) (slug string, settled bool) {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z':
			return r
		}
		return -1
	}, strings.ToLower(s))
	parts := strings.Split(s, "-")
	joined := strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "-")
	slug = strings.Trim(joined, "-_")
	return slug, slug == joined && !strings.HasPrefix(s, "-") && !strings.HasSuffix(s, "-")
}

// djangoSafestringModule: a text that is marked safe is a str for settings.
func djangoSafestringModule(*value.Thread) value.Value {
	m := value.NewModule("django.utils.safestring", "")
	safe := value.NewClass("SafeString", "django.utils.safestring", value.StrClass)
	m.Define("SafeString", safe).Define("SafeText", safe)
	m.Func("mark_safe", strict("mark_safe", "s", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		if s, ok := text(a[0]); ok {
			return t.NewDerived(safe, value.NewStr(s, tr)), nil
		}
		return unknown(t, "mark_safe is followed for texts alone", tr), nil
	}))
	return m
}

// djangoPathModule has safe_join, whose result lies below its first argument
// (django/utils/_os.py of Django 1.8 to 6.0).
func djangoPathModule(*value.Thread) value.Value {
	m := value.NewModule("django.utils._os", "")
	m.Func("safe_join", variadic(func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		joined, err := osJoin(t, a, tr)
		if err != nil {
			return nil, err
		}
		final, err := absPath(t, args{joined}, tr)
		if err != nil {
			return nil, err
		}
		base, err := absPath(t, a[:1], tr)
		if err != nil {
			return nil, err
		}
		path, known := text(final)
		below, ok := text(base)
		if !known || !ok {
			return typed(unknown(t, "the working directory is not known", tr), value.StrClass), nil
		}
		if path != below && below != "/" && !strings.HasPrefix(path, below+"/") {
			outside, _ := attribute(t, "django.core.exceptions", "SuspiciousFileOperation").(*value.Class)
			return nil, t.RaiseClass(outside, "The joined path (...) is located outside of the base path component (...)", tr)
		}
		return final, nil
	}))
	m.Fallback = notFollowed("django.utils._os")
	return m
}

// djangoLoadingModule has import_string, which imports a module and takes a name of it.
func djangoLoadingModule(*value.Thread) value.Value {
	m := value.NewModule("django.utils.module_loading", "")
	m.Func("import_string", strict("import_string", "dotted_path", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		path, err := wantText(t, a[0], "import_string")
		if err != nil {
			return nil, err
		}
		dot := strings.LastIndexByte(path, '.')
		if dot < 0 {
			return nil, t.RaiseClass(value.Exceptions()["ImportError"], "... doesn't look like a module path", tr)
		}
		module, err := importModule(t, path[:dot])
		if err != nil {
			return nil, err
		}
		v, err := value.Attr(t, module, path[dot+1:])
		if raisedIs(err, "AttributeError") {
			return nil, t.RaiseClass(value.Exceptions()["ImportError"], "Module ... does not define this attribute or class", tr)
		}
		return v, err
	}))
	return m
}

// djangoCSPModule is the enum of keywords that Django 6.0 has (django/utils/csp.py).
func djangoCSPModule(t *value.Thread) value.Value {
	m := value.NewModule("django.utils.csp", "")
	base, ok := attribute(t, "enum", "StrEnum").(*value.Class)
	if !ok {
		return m
	}
	rows := dictOf(t, nil, "HEADER_ENFORCE", value.NewStr("Content-Security-Policy", nil),
		"HEADER_REPORT_ONLY", value.NewStr("Content-Security-Policy-Report-Only", nil))
	for _, name := range slices.Sorted(maps.Keys(cspKeywords)) {
		rows.SetStr(t, name, value.NewStr(cspKeywords[name], nil))
	}
	rows.SetStr(t, "NONCE", value.NewStr("<CSP_NONCE_SENTINEL>", nil))
	if csp, err := call(t, base, value.NewStr("CSP", nil), rows); err == nil {
		m.Define("CSP", csp)
	}
	return m
}
