package models

import (
	"regexp"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// The module re, as far as Python's patterns and Go's mean the same. What they
// do not have in common (look-around, back-references, Python's wider \d and \w)
// is unknown.

func reModule(t *value.Thread) value.Value {
	m := value.NewModule("re", "")
	lib := &reLib{pattern: value.NewClass("Pattern", "re"), match: value.NewClass("Match", "re"), cache: map[compiled]*value.Instance{}}
	for name, bit := range map[string]int64{"IGNORECASE": 2, "I": 2, "LOCALE": 4, "L": 4, "MULTILINE": 8, "M": 8, "DOTALL": 16, "S": 16,
		"UNICODE": 32, "U": 32, "VERBOSE": 64, "X": 64, "DEBUG": 128, "ASCII": 256, "A": 256, "NOFLAG": 0} {
		m.Define(name, value.NewInt(bit, nil))
	}
	m.Define("Pattern", lib.pattern).Define("Match", lib.match)
	wrong := value.NewClass("error", "re", value.Exceptions()["Exception"])
	m.Define("error", wrong).Define("PatternError", wrong)
	m.Func("compile", strict("compile", "pattern, flags=", lib.compile))
	m.Func("escape", strict("escape", "pattern", reEscape))
	m.Func("purge", inert)
	method(lib.pattern, "__repr__", "", patternRepr)
	for _, name := range []string{"__copy__", "__deepcopy__"} {
		lib.pattern.Method(name, func(_ *value.Thread, c *value.Call) (value.Value, error) { return c.Args[0], nil })
	}
	method(lib.match, "__getitem__", "key", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		group, _ := self.NS.Get("group")
		return call(t, group.V, a[0])
	})
	for _, f := range patternMethods {
		m.Func(f.name, strict(f.name, "pattern, "+f.params+", flags=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			p, err := lib.compile(t, args{a[0], a[len(a)-1]}, a[0].Trace())
			if err != nil {
				return nil, err
			}
			i, ok := p.(*value.Instance)
			if !ok {
				return p, nil
			}
			return lib.run(t, f.name, i, a[1:len(a)-1])
		}))
		method(lib.pattern, f.name, f.params+", pos=, endpos=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			return known(t, a, func(a args) (value.Value, error) {
				if a[len(a)-1] != nil || a[len(a)-2] != nil {
					return unknown(t, "searching a part of a text is not followed", traceOf(a)), nil
				}
				return lib.run(t, f.name, self, a[:len(a)-2])
			})
		})
	}
	m.Fallback = notFollowed("re")
	return m
}

type reLib struct {
	pattern, match *value.Class
	cache          map[compiled]*value.Instance // as Python's own: one object for the same pattern
}

// compiled is what a Pattern is made of.
type compiled struct {
	text  string
	flags int64
}

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
	key := compiled{s, flags}
	if p := lib.cache[key]; p != nil {
		return p.With(tr), nil
	}
	p := t.NewInstance(lib.pattern)
	lib.cache[key] = p
	p.NS.Set(nil, "pattern", a[0], t.At)
	p.NS.Set(nil, "flags", patternFlags(t, s, flags), t.At)
	re := goPattern(s, flags)
	p.Data = re
	lib.describe(t, p, re)
	return p.With(tr), nil
}

// inlineFlags are flags in a pattern that hold for all of it.
var inlineFlags = pattern.New(`\(\?([aiLmsux]+)\)`)

// patternFlags are those of a Pattern: what it is given and what it begins with;
// and, where it is not of ASCII alone, UNICODE.
func patternFlags(t *value.Thread, s string, flags int64) value.Value {
	found := inlineFlags.FindAllStringSubmatchIndex(s, -1)
	if len(found) > 1 || len(found) == 1 && found[0][0] > 0 {
		return unknown(t, "flags inside a regular expression are not followed")
	}
	for _, m := range found {
		for _, letter := range s[m[2]:m[3]] {
			flags |= map[rune]int64{'i': 2, 'L': 4, 'm': 8, 's': 16, 'u': 32, 'x': 64, 'a': 256}[letter]
		}
	}
	if flags&256 == 0 {
		flags |= 32
	}
	return value.NewInt(flags, nil)
}

// patternRepr is re.compile(...) as CPython writes it (Modules/_sre/sre.c): the
// pattern up to 200 characters, and the flags but UNICODE.
func patternRepr(t *value.Thread, p *value.Instance, _ args) (value.Value, error) {
	flags, ok := held[value.Int](p, "flags")
	if !ok {
		return unknown(t, "flags inside a regular expression are not followed", p.Trace()), nil
	}
	pattern, ok := held[value.Str](p, "pattern")
	if !ok {
		return unknown(t, "the regular expression is not followed", p.Trace()), nil
	}
	repr, err := value.ToRepr(t, pattern)
	written, ok := repr.(value.Str)
	if err != nil || !ok {
		return repr, err
	}
	text := []rune(written.Text())
	var names []string
	bits, _ := flags.Int64()
	for i, name := range []string{"IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "", "VERBOSE", "DEBUG", "ASCII"} {
		if name != "" && bits&(2<<i) != 0 {
			names = append(names, "re."+name)
		}
	}
	out := "re.compile(" + string(text[:min(len(text), 200)])
	if len(names) > 0 {
		out += ", " + strings.Join(names, "|")
	}
	return value.NewStr(out+")", value.Merge(p.Trace(), written.Trace())), nil
}

// describe sets what a pattern says of its groups.
func (lib *reLib) describe(t *value.Thread, p *value.Instance, re *regexp.Regexp) {
	var groups, names value.Value = unknown(t, "the regular expression is not followed"), unknown(t, "the regular expression is not followed")
	if re != nil {
		d := t.NewDict(nil)
		for i, name := range re.SubexpNames() {
			if name != "" {
				d.SetStr(t, name, value.NewInt(int64(i), nil))
			}
		}
		groups, names = value.NewInt(int64(re.NumSubexp()), nil), d
	}
	p.NS.Set(nil, "groups", groups, t.At)
	p.NS.Set(nil, "groupindex", names, t.At)
}

// goPattern is Go's form of a pattern; nil where the two may differ.
func goPattern(s string, flags int64) *regexp.Regexp {
	if flags&^(2|8|16|32|256) != 0 || len(s) > 1000 {
		return nil
	}
	for _, own := range []string{"(?=", "(?!", "(?<", "(?U", "{,", "[:", "(?(", "(?#", "(?>", "(?P=", `\Z`, `\z`, `\Q`, `\C`, `\p`, `\P`, "[[", "[^[", "*+", "++", "?+", "}+"} {
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

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
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
