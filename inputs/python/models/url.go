package models

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/python/value"
)

// parseResult is urllib.parse.ParseResult, or SplitResult where split is set. ofNothing is
// the result of what is no text and false, None above all: its parts are empty bytes.
type parseResult struct {
	urlParts
	split     bool
	trace     *value.Trace
	ofNothing bool
	taught    bool // that its scheme has a host
}

// The classes of results; they have no namespace that could change.
var (
	parseResultClass = &value.Class{Name: "ParseResult", Module: "urllib.parse", Bases: []*value.Class{value.TupleClass}}
	splitResultClass = &value.Class{Name: "SplitResult", Module: "urllib.parse", Bases: []*value.Class{value.TupleClass}}
	parseBytesClass  = &value.Class{Name: "ParseResultBytes", Module: "urllib.parse", Bases: []*value.Class{value.TupleClass}}
	splitBytesClass  = &value.Class{Name: "SplitResultBytes", Module: "urllib.parse", Bases: []*value.Class{value.TupleClass}}
)

func (u *parseResult) Class() *value.Class {
	switch {
	case u.ofNothing && u.split:
		return splitBytesClass
	case u.ofNothing:
		return parseBytesClass
	case u.split:
		return splitResultClass
	}
	return parseResultClass
}

func (u *parseResult) Trace() *value.Trace { return u.trace }
func (u *parseResult) With(tr *value.Trace) value.Value {
	return &parseResult{u.urlParts, u.split, tr, u.ofNothing, u.taught}
}
func (u *parseResult) Format(f fmt.State, _ rune) { fmt.Fprint(f, "<value>") }
func (u *parseResult) Key() any {
	if u.ofNothing {
		return u.Class()
	}
	return u.urlParts
}

// open is the trace of a part that holds no password: a URL's userinfo is secret, its host is not.
func (u *parseResult) open() *value.Trace { return openPart(u.trace) }

// openPart takes the mark of a secret away from a part of a URL that is no password.
func openPart(tr *value.Trace) *value.Trace {
	if tr == nil || !tr.Secret {
		return tr
	}
	out := *tr
	out.Secret = false
	return &out
}

// Tuple is the tuple of the parts.
func (u *parseResult) Tuple() value.Tuple {
	o := u.open()
	if u.ofNothing {
		return value.NewTuple(slices.Repeat([]value.Value{value.NewBytes("", o)}, len(u.fields())), o).(value.Tuple)
	}
	items := []value.Value{value.NewStr(u.scheme, o), value.NewStr(u.netloc, u.trace), value.NewStr(u.path, o)}
	if !u.split {
		items = append(items, value.NewStr(u.params, o))
	}
	items = append(items, value.NewStr(u.query, u.trace), value.NewStr(u.fragment, o))
	return value.NewTuple(items, u.trace).(value.Tuple)
}

// Text is "ParseResult(scheme='http', ...)", as str and as repr.
func (u *parseResult) Text(t *value.Thread, _ bool) (value.Value, error) {
	var parts []string
	for i, v := range u.Tuple().Elems {
		r, err := value.ToRepr(t, v)
		s, ok := text(r)
		if err != nil || !ok {
			return r, err
		}
		parts = append(parts, u.fields()[i]+"="+s)
	}
	return value.NewStr(u.Class().Name+"("+strings.Join(parts, ", ")+")", u.trace), nil
}

// Items are the five or six parts.
func (u *parseResult) Items(*value.Thread) ([]value.Value, error) { return u.Tuple().Elems, nil }

// Item indexes the parts.
func (u *parseResult) Item(t *value.Thread, key value.Value) (value.Value, error) {
	return value.Item(t, u.Tuple(), key)
}

// Len is the number of parts.
func (u *parseResult) Len(*value.Thread) (int, bool) { return len(u.Tuple().Elems), true }

// Compare compares with another result or any tuple, as tuples.
func (u *parseResult) Compare(t *value.Thread, op value.CompareOp, other value.Value) (value.Truth, bool, error) {
	if o, ok := other.(*parseResult); ok {
		other = o.Tuple()
	}
	if _, ok := other.(value.Tuple); !ok {
		return value.Maybe, false, nil
	}
	truth, err := value.Compare(t, op, u.Tuple(), other)
	return truth, true, err
}

// Attr gives the parts, those of the netloc, geturl and _replace.
func (u *parseResult) Attr(t *value.Thread, name string) (value.Value, error) {
	switch {
	case u.ofNothing && name == "geturl":
		return value.NewBuiltin(name, strict(name, "", func(*value.Thread, args, *value.Trace) (value.Value, error) {
			return value.NewBytes("", u.trace), nil
		})), nil
	case u.ofNothing && name == "_replace":
		return value.NewBuiltin(name, unknownCall("a URL of bytes is not followed")), nil
	}
	switch name {
	case "geturl":
		return value.NewBuiltin(name, strict(name, "", func(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
			return u.text(t, u.trace, u.taught), nil
		})), nil
	case "_replace":
		return value.NewBuiltin(name, strict(name, "scheme=, netloc=, path=, params=, query=, fragment=", u.replace)), nil
	case "username", "password", "hostname", "port":
		return u.netlocPart(t, name)
	}
	for i, field := range u.fields() {
		if field == name {
			return u.Tuple().Elems[i], nil
		}
	}
	switch name {
	case "_fields":
		return value.NewTuple(strs(u.fields(), nil), nil), nil
	case "_asdict", "count", "index":
		named := u.Tuple()
		named.Fields = u.fields()
		return value.Attr(t, named, name)
	}
	return nil, nil
}

func (u *parseResult) fields() []string {
	if u.split {
		return []string{"scheme", "netloc", "path", "query", "fragment"}
	}
	return []string{"scheme", "netloc", "path", "params", "query", "fragment"}
}

func (u *parseResult) netlocPart(t *value.Thread, name string) (value.Value, error) {
	user, hasUser, password, hasPassword := u.userinfo()
	switch {
	case name == "username" && hasUser:
		return value.NewStr(user, u.open()), nil
	case name == "password" && hasPassword:
		return value.NewStr(password, u.trace.Hidden()), nil
	case name == "hostname" && u.hostname() != "":
		return value.NewStr(u.hostname(), u.open()), nil
	case name == "port":
		port, has, ok := u.port()
		if !ok {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], u.wrongPort(), u.trace)
		}
		if has {
			return value.NewInt(int64(port), u.open()), nil
		}
	}
	return value.None().With(u.open()), nil
}

func (u *parseResult) replace(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	out := *u
	for i, to := range []*string{&out.scheme, &out.netloc, &out.path, &out.params, &out.query, &out.fragment} {
		if a[i] == nil {
			continue
		}
		s, err := wantText(t, a[i], "_replace")
		if err != nil {
			return nil, err
		}
		*to = s
	}
	out.trace = value.Merge(u.trace, tr)
	return &out, nil
}

// withOptions is urlparse(url, scheme, allow_fragments): the scheme is that of a URL without one; fragments
// that stay in the path are not followed.
func (u *parseResult) withOptions(t *value.Thread, a args) (value.Value, error) {
	scheme := a[1]
	given, err := isOn(t, a[2], true)
	if err != nil {
		return nil, err
	}
	if given != value.Yes && strings.Contains(safeText(a[0], "#"), "#") {
		return unknown(t, "urlparse without fragments is not followed", u.trace), nil
	}
	s, isText := text(scheme)
	switch {
	case u.ofNothing && isText && s != "":
		return nil, t.RaiseClass(value.Exceptions()["TypeError"], "Cannot mix str and non-str arguments", u.trace)
	case !isText || u.scheme != "" || u.ofNothing:
		return u, nil
	}
	out := *u
	out.scheme, out.trace = s, value.Merge(u.trace, scheme.Trace())
	return &out, nil
}

// asResult reads a str or takes a result as it is.
func asResult(t *value.Thread, v value.Value, split bool) (*parseResult, error) {
	if u, ok := v.(*parseResult); ok {
		return u, nil
	}
	s, err := wantText(t, v, "urlparse")
	if err != nil {
		return nil, err
	}
	read := parseURL
	if split {
		read = splitURL
	}
	parts, ok := read(s)
	tr := v.Trace()
	switch parts.readable(t, ok) {
	case value.No:
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Invalid IPv6 URL", tr)
	case value.Maybe:
		return nil, bracketsDoubted(t, v)
	}
	if _, _, _, has := parts.userinfo(); has {
		tr = tr.Hidden()
	}
	return &parseResult{urlParts: parts, split: split, trace: tr}, nil
}

// parseAny is urlparse or urlsplit: what is no text is decoded, and what is false is empty bytes.
func parseAny(t *value.Thread, v value.Value, split bool) (*parseResult, error) {
	if _, isText := text(v); isText || v.Class() == parseResultClass || v.Class() == splitResultClass {
		return asResult(t, v, split)
	}
	truth, err := value.Truthy(t, v)
	if split && err == nil { // urlsplit keeps what it is asked for
		err = value.CheckKey(t, v)
	}
	switch {
	case err != nil:
		return nil, err
	case truth == value.No:
		return &parseResult{split: split, trace: v.Trace(), ofNothing: true}, nil
	}
	return nil, t.RaiseClass(value.Exceptions()["AttributeError"], "'"+v.Class().Name+"' object has no attribute 'decode'", v.Trace())
}

func urlModules() map[string]maker {
	return map[string]maker{"urllib.parse": urlModule, "urllib": urllibModule, "dj_database_url": djDatabaseURLModule,
		"dj_email_url": djEmailURLModule, "django_cache_url": djangoCacheURLModule}
}

func urllibModule(t *value.Thread) value.Value {
	m := value.NewModule("urllib", "")
	if parse, err := importModule(t, "urllib.parse"); err == nil {
		m.Define("parse", parse)
	}
	return m
}

func urlModule(*value.Thread) value.Value {
	m := value.NewModule("urllib.parse", "")
	m.Define("ParseResult", parseResultClass)
	m.Define("SplitResult", splitResultClass)
	for name, split := range map[string]bool{"urlparse": false, "urlsplit": true} {
		m.Func(name, strict(name, "url, scheme=, allow_fragments=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			if b, isBytes := a[0].(value.Bytes); isBytes && b.Text() != "" {
				return unknown(t, "a URL of bytes is not followed", a[0].Trace()), nil
			}
			u, err := parseAny(t, a[0], split)
			if err != nil {
				return nil, err
			}
			return u.withOptions(t, a)
		}))
	}
	textTo := func(name, params string, f func(a args, s string) string) {
		m.Func(name, strict(name, params, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			s, err := quotable(t, a[0])
			if err != nil {
				return nil, err
			}
			if n := len(a); safeText(a[n-2], "utf-8") != "utf-8" || !isNone(a[n-1]) {
				return typed(unknown(t, name+" with an encoding is not followed", tr), value.StrClass), nil
			}
			if !utf8.ValidString(s) && strings.HasPrefix(name, "quote") && a[0].Class() == value.StrClass {
				return nil, t.RaiseClass(value.Exceptions()["UnicodeEncodeError"], "surrogates not allowed", tr)
			}
			out := f(a, s)
			return value.NewStr(out, tr), t.Alloc(len(out))
		}))
	}
	textTo("quote", "string, safe=, encoding=, errors=", func(a args, s string) string { return quoteURL(s, safeText(a[1], "/")) })
	textTo("quote_plus", "string, safe=, encoding=, errors=", func(a args, s string) string { return quotePlus(s, safeText(a[1], "")) })
	textTo("unquote", "string, encoding=, errors=", func(_ args, s string) string { return unquoteURL(s) })
	textTo("unquote_plus", "string, encoding=, errors=", func(_ args, s string) string { return unquotePlus(s) })
	m.Func("urlunparse", strict("urlunparse", "components", unparse(6)))
	m.Func("urlunsplit", strict("urlunsplit", "components", unparse(5)))
	m.Func("parse_qs", strict("parse_qs", queryParams, parseQS))
	m.Func("parse_qsl", strict("parse_qsl", queryParams, parseQSL))
	m.Func("urlencode", strict("urlencode", "query, doseq=, safe=, encoding=, errors=, quote_via=", urlEncode))
	m.Func("urljoin", strict("urljoin", "base, url, allow_fragments=", urlJoin))
	return m
}

func quotePlus(s, safe string) string { return strings.ReplaceAll(quoteURL(s, safe+" "), " ", "+") }

func safeText(v value.Value, def string) string {
	if s, ok := text(v); ok {
		return s
	}
	return def
}

// quotable takes str and bytes.
func quotable(t *value.Thread, v value.Value) (string, error) {
	if b, ok := v.(value.Bytes); ok {
		return b.Text(), nil
	}
	return wantText(t, v, "quote_from_bytes")
}
