package models

import (
	"regexp"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The module re, as far as Python's patterns and Go's mean the same. What they
// do not have in common (look-around, back-references, Python's wider \d and \w)
// is unknown.

func reModule(t *value.Thread) value.Value {
	m := value.NewModule("re", "")
	pattern := value.NewClass("Pattern", "re")
	match := value.NewClass("Match", "re")
	lib := &reLib{pattern, match}
	for name, bit := range map[string]int64{"IGNORECASE": 2, "I": 2, "MULTILINE": 8, "M": 8, "DOTALL": 16, "S": 16,
		"UNICODE": 32, "U": 32, "VERBOSE": 64, "X": 64, "ASCII": 256, "A": 256, "NOFLAG": 0} {
		m.Define(name, value.NewInt(bit, nil))
	}
	m.Define("Pattern", pattern).Define("Match", match)
	m.Define("error", value.NewClass("error", "re", value.Exceptions()["Exception"]))
	m.Func("compile", strict("compile", "pattern, flags=", lib.compile))
	m.Func("escape", strict("escape", "pattern", reEscape))
	for _, name := range []string{"match", "fullmatch", "search", "findall", "split"} {
		m.Func(name, strict(name, "pattern, string, flags=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return lib.apply(t, name, args{a[0], a[2]}, args{a[1]})
		}))
	}
	m.Func("sub", strict("sub", "pattern, repl, string, count=, flags=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return lib.apply(t, "sub", args{a[0], a[4]}, args{a[1], a[2], a[3]})
	}))
	for _, name := range []string{"finditer", "subn"} {
		m.Func(name, unknownCall("re."+name+" is not followed"))
	}
	return m
}

type reLib struct{ pattern, match *value.Class }

// compile makes a Pattern; its text and flags are kept, and Go's form where there is one.
func (lib *reLib) compile(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	if i, ok := a[0].(*value.Instance); ok && i.Kind == lib.pattern {
		return i, nil
	}
	s, ok := text(a[0])
	if !ok {
		return unknown(t, "a pattern of bytes is not followed", tr), nil
	}
	flags := int64(0)
	if n, ok := a[1].(value.Int); ok {
		flags, _ = n.Int64()
	}
	p := t.NewInstance(lib.pattern)
	p.NS.Set(nil, "pattern", a[0], t.At)
	p.NS.Set(nil, "flags", value.NewInt(flags|32, nil), t.At)
	p.Data = goPattern(s, flags)
	for _, name := range []string{"match", "fullmatch", "search", "findall", "split"} {
		p.NS.Set(nil, name, value.NewBuiltin(name, strict(name, "string", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			return lib.run(t, name, p, a)
		})), t.At)
	}
	p.NS.Set(nil, "sub", value.NewBuiltin("sub", strict("sub", "repl, string, count=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		return lib.run(t, "sub", p, a)
	})), t.At)
	return p.With(tr), nil
}

// goPattern is Go's form of a pattern; nil where the two may differ.
func goPattern(s string, flags int64) *regexp.Regexp {
	if flags&^(2|8|16|32|256) != 0 || len(s) > 1000 {
		return nil
	}
	for _, own := range []string{"(?=", "(?!", "(?<=", "(?<!", "(?(", "(?#", "(?>", "(?P=", `\Z`, `\z`, `\Q`, `\C`, `\p`, `\P`, "[[", "[^[", "*+", "++", "?+", "}+"} {
		if strings.Contains(s, own) {
			return nil
		}
	}
	for d := '1'; d <= '9'; d++ {
		if strings.Contains(s, `\`+string(d)) {
			return nil
		}
	}
	prefix := ""
	for bit, letter := range map[int64]string{2: "i", 8: "m", 16: "s"} {
		if flags&bit != 0 {
			prefix += letter
		}
	}
	if prefix != "" {
		s = "(?" + prefix + ")" + s
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return nil
	}
	return re
}

func (lib *reLib) apply(t *value.Thread, name string, pattern, rest args) (value.Value, error) {
	p, err := lib.compile(t, pattern, pattern[0].Trace())
	if err != nil {
		return nil, err
	}
	i, ok := p.(*value.Instance)
	if !ok {
		return p, nil
	}
	return lib.run(t, name, i, rest)
}

// run applies a method of a pattern to a text of ASCII, where Python and Go agree on \d, \w and \s.
func (lib *reLib) run(t *value.Thread, name string, p *value.Instance, a args) (value.Value, error) {
	subject := a[len(a)-1]
	if name == "sub" {
		subject = a[1]
	}
	tr := value.Merge(p.Trace(), traceOf(a))
	s, err := wantText(t, subject, name)
	if err != nil {
		return nil, err
	}
	re, _ := p.Data.(*regexp.Regexp)
	if re == nil || !isASCII(s) || strings.HasSuffix(s, "\n") && strings.Contains(re.String(), "$") {
		return unknown(t, "the regular expression is not followed", tr), nil
	}
	if err := t.Burn(1 + len(s)/64); err != nil {
		return nil, err
	}
	switch name {
	case "search", "match", "fullmatch":
		return lib.first(t, name, re, s, tr), nil
	case "findall":
		return reFindAll(t, re, s, tr), nil
	case "split":
		if re.NumSubexp() > 0 || re.MatchString("") {
			return unknown(t, "the regular expression is not followed", tr), nil
		}
		return t.NewList(strs(re.Split(s, -1), tr), tr), nil
	}
	return reSub(t, re, s, a, tr)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// first is the Match of search, match or fullmatch, or None.
func (lib *reLib) first(t *value.Thread, name string, re *regexp.Regexp, s string, tr *value.Trace) value.Value {
	switch name {
	case "match":
		re = regexp.MustCompile(`\A(?:` + re.String() + `)`)
	case "fullmatch":
		re = regexp.MustCompile(`\A(?:` + re.String() + `)\z`)
	}
	at := re.FindStringSubmatchIndex(s)
	if at == nil {
		return value.None().With(tr)
	}
	m := t.NewInstance(lib.match)
	groups := make([]value.Value, len(at)/2)
	for i := range groups {
		groups[i] = value.None().With(tr)
		if at[2*i] >= 0 {
			groups[i] = value.NewStr(s[at[2*i]:at[2*i+1]], tr)
		}
	}
	pick := func(t *value.Thread, key value.Value) (value.Value, error) {
		i := int64(-1)
		switch k := key.(type) {
		case value.Int:
			i, _ = k.Int64()
		case value.Str:
			i = int64(re.SubexpIndex(k.Text()))
		}
		if i < 0 || i >= int64(len(groups)) {
			return nil, t.Raise("IndexError", "no such group")
		}
		return groups[i], nil
	}
	m.NS.Set(nil, "group", value.NewBuiltin("group", variadic(func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		if len(a) == 0 {
			return groups[0], nil
		}
		var out []value.Value
		for _, key := range a {
			v, err := pick(t, key)
			if err != nil || len(a) == 1 {
				return v, err
			}
			out = append(out, v)
		}
		return value.NewTuple(out, tr), nil
	})), t.At)
	m.NS.Set(nil, "groups", value.NewBuiltin("groups", strict("groups", "", func(*value.Thread, args, *value.Trace) (value.Value, error) {
		return value.NewTuple(groups[1:], tr), nil
	})), t.At)
	m.NS.Set(nil, "groupdict", value.NewBuiltin("groupdict", strict("groupdict", "", func(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
		d := t.NewDict(tr)
		for i, name := range re.SubexpNames() {
			if name != "" {
				d.SetStr(t, name, groups[i])
			}
		}
		return d, nil
	})), t.At)
	return m.With(tr)
}

func reFindAll(t *value.Thread, re *regexp.Regexp, s string, tr *value.Trace) value.Value {
	var out []value.Value
	for _, m := range re.FindAllStringSubmatch(s, -1) {
		switch len(m) {
		case 1, 2:
			out = append(out, value.NewStr(m[len(m)-1], tr))
		default:
			out = append(out, value.NewTuple(strs(m[1:], tr), tr))
		}
	}
	return t.NewList(out, tr)
}

// reSub replaces by a text without group references.
func reSub(t *value.Thread, re *regexp.Regexp, s string, a args, tr *value.Trace) (value.Value, error) {
	with, ok := text(a[0])
	if !ok || strings.Contains(with, `\`) || !isNone(a[2]) || re.MatchString("") {
		return typed(unknown(t, "the regular expression is not followed", tr), value.StrClass), nil
	}
	out := re.ReplaceAllLiteralString(s, with)
	return value.NewStr(out, tr), t.Alloc(len(out))
}

// reEscape puts a backslash before the characters that are special in a pattern (Python 3.7 and later).
func reEscape(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	s, err := wantText(t, a[0], "escape")
	if err != nil {
		return nil, err
	}
	var out strings.Builder
	for _, r := range s {
		if strings.ContainsRune("()[]{}?*+-|^$\\.&~# \t\n\r\v\f", r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return value.NewStr(out.String(), tr), nil
}
