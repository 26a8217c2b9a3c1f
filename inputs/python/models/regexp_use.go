package models

import (
	"regexp"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// patternMethod is a method of a pattern, with the parameters that follow the pattern.
type patternMethod struct{ name, params string }

var patternMethods = []patternMethod{
	{"search", "string"}, {"match", "string"}, {"fullmatch", "string"}, {"findall", "string"}, {"finditer", "string"},
	{"split", "string, maxsplit="}, {"sub", "repl, string, count="}, {"subn", "repl, string, count="},
}

// search is one use of a pattern on a text.
type search struct {
	lib     *reLib
	re      *regexp.Regexp
	pattern *value.Instance
	s       string
	trace   *value.Trace
}

// run applies a method of a pattern to a text of ASCII, where Python and Go agree on \d, \w and \s.
func (lib *reLib) run(t *value.Thread, name string, p *value.Instance, a args) (value.Value, error) {
	subject := a[0]
	if strings.HasPrefix(name, "sub") {
		subject = a[1]
	}
	tr := value.Merge(p.Trace(), traceOf(a))
	if _, isBytes := subject.(value.Bytes); isBytes {
		return unknown(t, "a pattern of bytes is not followed", tr), nil
	}
	s, err := wantText(t, subject, name)
	if err != nil {
		return nil, err
	}
	re, _ := p.Data.(*regexp.Regexp)
	if re == nil || !isASCII(s) && dependsOnUnicode(re.String()) || strings.HasSuffix(s, "\n") && strings.Contains(re.String(), "$") || strings.ContainsAny(s, "\v\x1c\x1d\x1e\x1f") {
		return unknown(t, "the regular expression is not followed", tr), nil
	}
	if err := t.Burn(1 + len(s)/16); err != nil {
		return nil, err
	}
	u := &search{lib, re, p, s, tr}
	switch name {
	case "search", "match", "fullmatch":
		return u.first(t, name), nil
	case "findall":
		return u.findAll(t)
	case "finditer":
		return u.findIter(t)
	case "split":
		return u.split(t, a[1])
	}
	return u.sub(t, name, a[0], a[2])
}

// dependsOnUnicode tells whether a pattern has a class that differs between
// Python and Go beyond ASCII.
func dependsOnUnicode(pattern string) bool {
	return strings.Contains(pattern, `\`) || strings.Contains(pattern, "(?i") || strings.Contains(pattern, "(?si") || strings.Contains(pattern, "(?mi")
}

// all are the places of all matches; not ok where the pattern may match nothing
// at all, of which Go and Python count differently.
func (u *search) all() ([][]int, bool) {
	if u.re.MatchString("") {
		return nil, false
	}
	found := u.re.FindAllStringSubmatchIndex(u.s, -1)
	for _, at := range found {
		if at[0] == at[1] {
			return nil, false
		}
	}
	return found, true
}

func (u *search) lost(t *value.Thread, class *value.Class) value.Value {
	return typed(unknown(t, "the regular expression is not followed", u.trace), class)
}

func (u *search) first(t *value.Thread, name string) value.Value {
	re := u.re
	switch name {
	case "match":
		re = regexp.MustCompile(`\A(?:` + re.String() + `)`)
	case "fullmatch":
		re = regexp.MustCompile(`\A(?:` + re.String() + `)\z`)
	}
	at := re.FindStringSubmatchIndex(u.s)
	if at == nil {
		return value.None().With(u.trace)
	}
	return u.match(t, at)
}

// group is the text of a group; None where it took no part.
func (u *search) group(at []int, i int) value.Value {
	if at[2*i] < 0 {
		return value.None().With(u.trace)
	}
	return value.NewStr(u.s[at[2*i]:at[2*i+1]], u.trace)
}

func (u *search) findAll(t *value.Thread) (value.Value, error) {
	found, ok := u.all()
	if !ok {
		return u.lost(t, value.ListClass), nil
	}
	var out []value.Value
	for _, at := range found {
		var row []value.Value
		for i := 1; i < len(at)/2; i++ {
			v := u.group(at, i)
			if isNone(v) {
				v = value.NewStr("", u.trace)
			}
			row = append(row, v)
		}
		switch len(row) {
		case 0:
			out = append(out, u.group(at, 0))
		case 1:
			out = append(out, row[0])
		default:
			out = append(out, value.NewTuple(row, u.trace))
		}
	}
	return t.NewList(out, u.trace), nil
}

func (u *search) findIter(t *value.Thread) (value.Value, error) {
	found, ok := u.all()
	if !ok {
		return u.lost(t, nil), nil
	}
	out := make([]value.Value, len(found))
	for i, at := range found {
		out[i] = u.match(t, at)
	}
	return value.NewIterator(value.NewClass("callable_iterator", ""), out, u.trace), nil
}

// split puts the groups of the pattern between the pieces.
func (u *search) split(t *value.Thread, limit value.Value) (value.Value, error) {
	most, err := wantInt(t, limit, 0, -1<<40, 1<<40, "maxsplit")
	found, ok := u.all()
	if err != nil || !ok {
		return u.lost(t, value.ListClass), err
	}
	var out []value.Value
	last := 0
	for n, at := range found {
		if most != 0 && n >= most {
			break
		}
		out = append(out, value.NewStr(u.s[last:at[0]], u.trace))
		for i := 1; i < len(at)/2; i++ {
			out = append(out, u.group(at, i))
		}
		last = at[1]
	}
	return t.NewList(append(out, value.NewStr(u.s[last:], u.trace)), u.trace), nil
}

// sub replaces by a template, or by what a function gives for each match.
func (u *search) sub(t *value.Thread, name string, with, limit value.Value) (value.Value, error) {
	most, err := wantInt(t, limit, 0, -1<<40, 1<<40, "count")
	found, ok := u.all()
	if err != nil || !ok {
		return u.lost(t, value.StrClass), err
	}
	template, isText := text(with)
	var out strings.Builder
	last, n, tr := 0, 0, u.trace
	for _, at := range found {
		if most != 0 && n >= most {
			break
		}
		piece := ""
		if isText {
			expanded, ok := u.expand(at, template)
			if !ok {
				return u.lost(t, value.StrClass), nil
			}
			piece = expanded
		} else {
			r, err := call(t, with, u.match(t, at))
			if err != nil {
				return nil, err
			}
			s, ok := text(r)
			if _, doubtful := value.IsUnknown(r); doubtful {
				return typed(spread(r), value.StrClass), nil
			}
			if !ok && !isNone(r) {
				return nil, t.Raise("TypeError", "expected str instance, "+r.Class().Name+" found")
			}
			piece, tr = s, value.Merge(tr, r.Trace())
		}
		out.WriteString(u.s[last:at[0]] + piece)
		if err := t.Alloc(out.Len()); err != nil {
			return nil, err
		}
		last = at[1]
		n++
	}
	s := value.NewStr(out.String()+u.s[last:], tr)
	if name == "subn" {
		return value.NewTuple([]value.Value{s, value.NewInt(int64(n), tr)}, tr), nil
	}
	return s, nil
}

// expand replaces \1, \g<1>, \g<name> and the usual escapes of a template.
func (u *search) expand(at []int, template string) (string, bool) {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(template, `\`)
		out.WriteString(before)
		if !found {
			return out.String(), true
		}
		if after == "" {
			return "", false
		}
		n, size := -1, 1
		switch c := after[0]; {
		case c >= '1' && c <= '9' && (len(after) < 2 || after[1] < '0' || after[1] > '9'):
			n = int(c - '0')
		case strings.HasPrefix(after, "g<"):
			name, _, ok := strings.Cut(after[2:], ">")
			if !ok {
				return "", false
			}
			size = len(name) + 3
			if i, isNumber := number(name); isNumber {
				n = i
			} else {
				n = u.re.SubexpIndex(name)
			}
		case c == 'n':
			out.WriteByte('\n')
		case c == 't':
			out.WriteByte('\t')
		case c == '\\':
			out.WriteByte('\\')
		default:
			return "", false
		}
		if c := after[0]; c != 'n' && c != 't' && c != '\\' {
			if n < 0 || n >= len(at)/2 {
				return "", false
			}
			if at[2*n] >= 0 {
				out.WriteString(u.s[at[2*n]:at[2*n+1]])
			}
		}
		template = after[size:]
	}
}

// match is a Match object.
func (u *search) match(t *value.Thread, at []int) value.Value {
	m := t.NewInstance(u.lib.match)
	index := func(t *value.Thread, key value.Value) (int, error) {
		i := int64(-1)
		switch k := key.(type) {
		case nil:
			i = 0
		case value.Int:
			i, _ = k.Int64()
		case value.Str:
			i = int64(u.re.SubexpIndex(k.Text()))
		}
		if i < 0 || i >= int64(len(at)/2) {
			return 0, t.Raise("IndexError", "no such group")
		}
		return int(i), nil
	}
	define := func(name string, v value.Value) { m.NS.Set(nil, name, v, t.At) }
	define("group", value.NewBuiltin("group", variadic(func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		if len(a) == 0 {
			return u.group(at, 0), nil
		}
		var out []value.Value
		for _, key := range a {
			i, err := index(t, key)
			if err != nil || len(a) == 1 {
				return u.group(at, i), err
			}
			out = append(out, u.group(at, i))
		}
		return value.NewTuple(out, u.trace), nil
	})))
	define("groups", value.NewBuiltin("groups", strict("groups", "default=", func(_ *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		return value.NewTuple(u.groups(at, a[0]), u.trace), nil
	})))
	define("groupdict", value.NewBuiltin("groupdict", strict("groupdict", "default=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		d := t.NewDict(u.trace)
		for i, v := range u.groups(at, a[0]) {
			if name := u.re.SubexpNames()[i+1]; name != "" {
				d.SetStr(t, name, v)
			}
		}
		return d, nil
	})))
	for name, side := range map[string]int{"start": 0, "end": 1, "span": 2} {
		define(name, value.NewBuiltin(name, strict(name, "group=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			i, err := index(t, a[0])
			if err != nil {
				return nil, err
			}
			from, to := u.position(at[2*i]), u.position(at[2*i+1])
			if side == 2 {
				return value.NewTuple([]value.Value{from, to}, u.trace), nil
			}
			return []value.Value{from, to}[side], nil
		})))
	}
	define("expand", value.NewBuiltin("expand", strict("expand", "template", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		s, _ := text(a[0])
		out, ok := u.expand(at, s)
		if !ok {
			return u.lost(t, value.StrClass), nil
		}
		return value.NewStr(out, u.trace), nil
	})))
	define("string", value.NewStr(u.s, u.trace))
	define("re", u.pattern)
	return m.With(u.trace)
}

func (u *search) groups(at []int, def value.Value) []value.Value {
	var out []value.Value
	for i := 1; i < len(at)/2; i++ {
		v := u.group(at, i)
		if isNone(v) && def != nil {
			v = def
		}
		out = append(out, v)
	}
	return out
}

// position counts code points.
func (u *search) position(at int) value.Value {
	if at < 0 {
		return value.NewInt(-1, u.trace)
	}
	return value.NewInt(int64(len([]rune(u.s[:at]))), u.trace)
}
