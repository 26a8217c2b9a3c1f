package models

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/python/regex"
	"github.com/djgate/djgate/inputs/python/value"
)

// The module re, over inputs/python/regex.

func reModule(t *value.Thread) value.Value {
	m := value.NewModule("re", "")
	lib := &reLib{pattern: value.NewClass("Pattern", "re"), match: value.NewClass("Match", "re"),
		wrong: value.NewClass("error", "re", value.Exceptions()["Exception"]), cache: map[compiled]*value.Instance{}}
	regexFlags(t, m)
	m.Define("Pattern", lib.pattern).Define("Match", lib.match)
	method(lib.wrong, "__getattr__", "name", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		switch name, _ := text(a[0]); name {
		case "msg", "pattern", "pos", "lineno", "colno":
			return unknown(t, "what is wrong with a regular expression is not kept"), nil
		default:
			return nil, t.Raise("AttributeError", "'"+self.Kind.Name+"' object has no attribute '"+name+"'")
		}
	})
	m.Define("error", lib.wrong).Define("PatternError", lib.wrong)
	m.Func("compile", strict("compile", "pattern, flags=", lib.compile))
	m.Func("escape", strict("escape", "pattern", reEscape))
	m.Func("purge", inert)
	method(lib.pattern, "__repr__", "", patternRepr)
	for _, name := range []string{"__copy__", "__deepcopy__"} {
		lib.pattern.Method(name, func(_ *value.Thread, c *value.Call) (value.Value, error) { return c.Args[0], nil })
	}
	lib.matchMethods()
	for _, f := range patternMethods {
		lib.define(m, f)
	}
	m.Fallback = notFollowed("re")
	return m
}

// define makes a function of the module, and the method of a pattern, which takes a part
// of a text too.
func (lib *reLib) define(m *value.Module, f patternMethod) {
	m.Func(f.name, strict(f.name, "pattern, "+f.params+", flags=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		p, err := lib.compile(t, args{a[0], a[len(a)-1]}, a[0].Trace())
		if err != nil {
			return nil, err
		}
		i, ok := p.(*value.Instance)
		if !ok {
			return p, nil
		}
		return lib.run(t, f, i, append(a[1:len(a)-1:len(a)-1], nil, nil))
	}))
	params := f.params
	if f.inPart {
		params += ", pos=, endpos="
	}
	method(lib.pattern, f.name, params, func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return known(t, a, func(a args) (value.Value, error) {
			if !f.inPart {
				a = append(a[:len(a):len(a)], nil, nil)
			}
			return lib.run(t, f, self, a)
		})
	})
}

type reLib struct {
	pattern, match, wrong *value.Class
	cache                 map[compiled]*value.Instance // as Python's own: one object for the same pattern
}

// compiled is what a Pattern is made of.
type compiled struct {
	text  string
	bytes bool
	flags int64
}

// compile makes a Pattern; its text and flags are kept, and its program where there is one.
func (lib *reLib) compile(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	n, isInt := value.Underlying(orNone(a[1])).(value.Int)
	flags, _ := n.Int64()
	if i, ok := a[0].(*value.Instance); ok && i.Kind == lib.pattern {
		if given, err := isOn(t, a[1], false); err == nil && given == value.Yes {
			return nil, t.Raise("ValueError", "cannot process flags argument with a compiled pattern")
		}
		return i, nil
	}
	if _, isBool := a[1].(value.Bool); a[1] != nil && !isInt && !isBool {
		return nil, t.Raise("TypeError", "unsupported operand type(s) for &: '"+a[1].Class().Name+"' and 'RegexFlag'")
	}
	s, bytes, ok := characters(a[0])
	switch {
	case !ok && a[0].Class() != value.StrClass:
		return nil, t.Raise("TypeError", "first argument must be string or compiled pattern")
	case !ok:
		return unknown(t, regex.ErrUnsupported.Error(), tr), nil
	}
	key := compiled{s, bytes, flags}
	if p := lib.cache[key]; p != nil {
		return p.With(tr), nil
	}
	program, err := regex.Compile(s, regex.Flags(flags), bytes)
	var wrong *regex.Error
	if errors.As(err, &wrong) {
		return nil, t.RaiseClass(lib.wrong, fmt.Sprintf("%s at position %d", wrong.Message, wrong.Position), tr)
	}
	p := t.NewInstance(lib.pattern)
	lib.cache[key] = p
	p.NS.Set(nil, "pattern", a[0], t.At)
	lib.describe(t, p, program)
	p.Data = program
	return p.With(tr), nil
}

// characters are those of a str, or of bytes the characters of the same numbers.
func characters(v value.Value) (s string, bytes, ok bool) {
	if b, isBytes := v.(value.Bytes); isBytes {
		return latin1(b.Text()), true, true
	}
	s, ok = text(v)
	return s, false, ok && utf8.ValidString(s)
}

func latin1(bytes string) string {
	out := make([]rune, len(bytes))
	for i := range bytes {
		out[i] = rune(bytes[i])
	}
	return string(out)
}

// patternRepr is re.compile(...) as CPython writes it (Modules/_sre/sre.c): the
// pattern up to 200 characters, and the flags but UNICODE.
func patternRepr(t *value.Thread, p *value.Instance, _ args) (value.Value, error) {
	flags, ok := held[value.Int](p, "flags")
	if !ok {
		return unknown(t, regex.ErrUnsupported.Error(), p.Trace()), nil
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

// describe sets what a pattern says of its flags and groups.
func (lib *reLib) describe(t *value.Thread, p *value.Instance, program *regex.Pattern) {
	for _, name := range []string{"flags", "groups", "groupindex"} {
		p.NS.Set(nil, name, unknown(t, regex.ErrUnsupported.Error()), t.At)
	}
	if program == nil {
		return
	}
	names := t.NewDict(nil)
	for _, n := range program.Names {
		names.SetStr(t, n.Text, value.NewInt(int64(n.Group), nil))
	}
	p.NS.Set(nil, "flags", value.NewInt(int64(program.Flags), nil), t.At)
	p.NS.Set(nil, "groups", value.NewInt(int64(program.Groups), nil), t.At)
	if len(program.Names) == 0 { // Python gives a new dict
		p.NS.Set(nil, "groupindex", names, t.At)
	} else if view, err := call(t, attribute(t, "types", "MappingProxyType"), names); err == nil {
		p.NS.Set(nil, "groupindex", view, t.At)
	}
}

// reEscape puts a backslash before the characters that are special in a pattern (Python 3.7 and later).
func reEscape(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	s, bytes, ok := characters(a[0])
	if !ok {
		var err error
		if s, err = wantText(t, a[0], "escape"); err != nil {
			return nil, err
		}
	}
	var out strings.Builder
	for _, r := range s {
		if strings.ContainsRune("()[]{}?*+-|^$\\.&~# \t\n\r\v\f", r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	if bytes {
		raw := make([]byte, 0, out.Len())
		for _, r := range out.String() {
			raw = append(raw, byte(r))
		}
		return value.NewBytes(string(raw), tr), nil
	}
	return value.NewStr(out.String(), tr), nil
}
