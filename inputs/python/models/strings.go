package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func stringModule(*value.Thread) value.Value {
	m := value.NewModule("string", "")
	const lower, upper, digits = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
	const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
	constants(m, "ascii_lowercase", lower, "ascii_uppercase", upper, "ascii_letters", lower+upper, "digits", digits,
		"hexdigits", digits+"abcdefABCDEF", "octdigits", "01234567", "punctuation", punctuation, "whitespace", " \t\n\r\v\f",
		"printable", digits+lower+upper+punctuation+" \t\n\r\v\f")
	template := value.NewClass("Template", "string")
	method(template, "__init__", "template", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		self.NS.Set(t, "template", a[0], t.At)
		return value.None(), nil
	})
	for name, safe := range map[string]bool{"substitute": false, "safe_substitute": true} {
		template.Method(name, func(t *value.Thread, c *value.Call) (value.Value, error) { return substitute(t, c, safe) })
	}
	m.Define("Template", template)
	m.Func("capwords", strict("capwords", "s, sep=", capWords))
	m.Define("Formatter", formatterClass())
	m.Fallback = notFollowed("string")
	return m
}

// capWords capitalises each word; without a separator, blanks become one.
func capWords(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	sep := a[1]
	parts, err := methodCall(t, a[0], "split", a[1:]...)
	if err != nil {
		return nil, err
	}
	words, err := value.Items(t, parts)
	if err != nil {
		return nil, err
	}
	out := make([]value.Value, len(words))
	for i, w := range words {
		if out[i], err = methodCall(t, w, "capitalize"); err != nil {
			return nil, err
		}
	}
	if isNone(sep) {
		sep = value.NewStr(" ", tr)
	}
	return methodCall(t, sep, "join", t.NewList(out, tr))
}

// methodCall calls a method by name; arguments that are nil are left out.
func methodCall(t *value.Thread, v value.Value, name string, arguments ...value.Value) (value.Value, error) {
	f, err := value.Attr(t, v, name)
	if err != nil {
		return nil, err
	}
	for len(arguments) > 0 && arguments[len(arguments)-1] == nil {
		arguments = arguments[:len(arguments)-1]
	}
	return call(t, f, arguments...)
}

// formatterClass is string.Formatter, whose format is that of str.
func formatterClass() *value.Class {
	c := value.NewClass("Formatter", "string")
	c.Method("format", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if len(c.Args) < 2 {
			return nil, t.Raise("TypeError", "format() missing 1 required positional argument: 'format_string'")
		}
		for _, name := range []string{"vformat", "parse", "get_field", "get_value", "check_unused_args", "format_field", "convert_field"} {
			if _, owner, ok := c.Args[0].Class().Lookup(name); ok && owner.Written {
				return typed(unknown(t, "a string.Formatter with a "+name+"() of its own is not followed", c.Args[0].Trace()), value.StrClass), nil
			}
		}
		f, err := value.Attr(t, c.Args[1], "format")
		if err != nil {
			return nil, err
		}
		rest := *c
		rest.Args = c.Args[2:]
		return value.CallValue(t, f, &rest)
	})
	c.Method("__getattr__", unknownCall("string.Formatter is not followed"))
	return c
}

// substitute is Template.substitute: "$name", "${name}" and "$$".
func substitute(t *value.Thread, c *value.Call, safe bool) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok {
		return nil, t.Raise("TypeError", "substitute() missing a required argument: 'self'")
	}
	if c.Open != nil {
		return typed(c.Open, value.StrClass), nil
	}
	for _, name := range []string{"delimiter", "idpattern", "braceidpattern", "pattern", "flags"} {
		if _, _, own := self.Class().Lookup(name); own {
			return typed(unknown(t, "a Template with a pattern of its own is not followed", self.Trace()), value.StrClass), nil
		}
	}
	b, _ := self.NS.Get("template")
	tr := orNone(b.V).Trace()
	s, ok := text(b.V)
	if !ok {
		return spread(orNone(b.V)), nil
	}
	var out strings.Builder
	for {
		before, after, found := strings.Cut(s, "$")
		out.WriteString(before)
		if !found {
			return value.NewStr(out.String(), tr), t.Alloc(out.Len())
		}
		if strings.HasPrefix(after, "$") {
			out.WriteByte('$')
			s = after[1:]
			continue
		}
		name, rest := variableName(after)
		if !isName(name) {
			name, rest = "", after
		}
		v, absent, err := templateValue(t, c, name)
		if err != nil {
			return nil, err
		}
		tr = tr.Under(absent)
		written := after[:len(after)-len(rest)]
		s = rest
		switch {
		case v == nil && safe:
			out.WriteString("$" + written)
		case v == nil && name == "":
			return nil, t.Raise("ValueError", "Invalid placeholder in string")
		case v == nil:
			return nil, t.Raise("KeyError", "...")
		default:
			str, err := value.ToStr(t, v)
			if err != nil {
				return nil, err
			}
			if u, ok := value.IsUnknown(str); ok {
				return typed(u, value.StrClass), nil
			}
			piece, _ := text(str)
			out.WriteString(piece)
			tr = value.Merge(tr, v.Trace())
		}
	}
}

// templateValue finds a name among the keywords, then in the mapping; nil, and what that
// rests on, where it is in neither.
func templateValue(t *value.Thread, c *value.Call, name string) (v value.Value, absent *value.Trace, err error) {
	if v := c.Keyword(name); v != nil || len(c.Args) < 2 || name == "" {
		return v, nil, nil
	}
	key := value.NewStr(name, nil)
	if d, ok := value.Underlying(c.Args[1]).(*value.Dict); ok {
		if v, ok := d.Get(key); ok || d.More() == nil {
			return v, d.Trace(), nil
		}
		return spread(d.More()), nil, nil
	}
	in, err := value.CompareValue(t, value.In, key, c.Args[1])
	if err != nil {
		return nil, nil, err
	}
	if on, err := value.Truthy(t, in); err != nil || on == value.No {
		return nil, in.Trace(), err
	}
	v, err = value.Item(t, c.Args[1], key)
	return v, nil, err
}

func textwrapModule(*value.Thread) value.Value {
	m := value.NewModule("textwrap", "")
	m.Func("dedent", strict("dedent", "text", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "dedent")
		return value.NewStr(dedent(s), tr), err
	}))
	m.Func("indent", strict("indent", "text, prefix, predicate=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], "indent")
		prefix, isText := text(a[1])
		if err != nil || !isText || !isNone(a[2]) || strings.ContainsAny(s, "\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029") {
			return typed(unknown(t, "this textwrap.indent is not followed", tr), value.StrClass), err
		}
		lines := strings.SplitAfter(s, "\n")
		for i, line := range lines {
			if strings.TrimSpace(line) != "" {
				lines[i] = prefix + line
			}
		}
		return value.NewStr(strings.Join(lines, ""), tr), t.Alloc(len(s) + len(lines)*len(prefix))
	}))
	joined := func(t *value.Thread, lines []string, tr *value.Trace) value.Value {
		return value.NewStr(strings.Join(lines, "\n"), tr)
	}
	m.Func("fill", wrapFunction("fill", false, joined)).Func("shorten", wrapFunction("shorten", true, joined))
	m.Func("wrap", wrapFunction("wrap", false, func(t *value.Thread, lines []string, tr *value.Trace) value.Value {
		return t.NewList(strs(lines, tr), tr)
	}))
	m.Fallback = notFollowed("textwrap")
	return m
}

// dedent removes the longest blank prefix that all lines share; a line of blanks becomes empty.
func dedent(s string) string {
	lines := strings.Split(s, "\n")
	margin, found := "", false
	for i, line := range lines {
		body := strings.TrimLeft(line, " \t")
		if body == "" {
			lines[i] = ""
			continue
		}
		indent := line[:len(line)-len(body)]
		if !found {
			margin, found = indent, true
			continue
		}
		margin = commonPrefix([]string{margin, indent})
	}
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, margin)
	}
	return strings.Join(lines, "\n")
}
