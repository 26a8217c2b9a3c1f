package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// pythonBlanks is string.whitespace.
const pythonBlanks = " \t\n\r\v\f"

// csvClass is decouple.Csv: a cast that splits as shlex does.
func (lib *decoupleLib) csvClass() *value.Class {
	c := value.NewClass("Csv", "decouple")
	keep := func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		for i, name := range []string{"cast", "delimiter", "strip", "post_process"} {
			var v value.Value
			if i < len(a) {
				v = a[i]
			}
			if v == nil {
				v = []value.Value{value.StrClass, value.NewStr(",", nil), value.NewStr(pythonBlanks, nil), value.ListClass}[i]
			}
			self.NS.Set(t, name, v, t.At)
		}
		return value.None(), nil
	}
	params := "cast=, delimiter=, strip=, post_process="
	if lib.below(3, 1) {
		params = "cast=, delimiter=, strip="
	}
	method(c, "__init__", params, keep)
	method(c, "__call__", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return known(t, a, func(a args) (value.Value, error) { return lib.splitCSV(t, self, a[0]) })
	})
	return c
}

// splitCSV is Csv.__call__. Before 3.7 None had it read the standard input, in which a
// service finds nothing.
func (lib *decoupleLib) splitCSV(t *value.Thread, self *value.Instance, v value.Value) (value.Value, error) {
	option := func(name string) value.Value { b, _ := self.NS.Get(name); return orNone(b.V) }
	post := option("post_process")
	if isNone(v) {
		var nothing args
		if lib.below(3, 7) {
			nothing = args{t.NewList(nil, nil)}
		}
		out, err := call(t, post, nothing...)
		return restingOn(out, v.Trace()), raisedFor(err, args{v})
	}
	s, ok := text(v)
	delimiter, known1 := text(option("delimiter"))
	strip, known2 := text(option("strip"))
	switch {
	case !known1 || !known2:
		return unknown(t, "the options of Csv are not known", v.Trace()), nil
	case !ok:
		return nil, t.Raise("AttributeError", "'"+v.Class().Name+"' object has no attribute 'read'")
	}
	words, ok := shellSplit(s, delimiter)
	if !ok {
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "No closing quotation", v.Trace())
	}
	items := make([]value.Value, len(words))
	for i, w := range words {
		item, err := call(t, option("cast"), value.NewStr(strings.Trim(w, strip), v.Trace()))
		if err != nil {
			return nil, err
		}
		items[i] = item
	}
	return call(t, post, t.NewList(items, v.Trace()))
}

// shellSplit is shlex(s, posix=True) with whitespace_split and the given blanks:
// quotes group, a backslash escapes, "#" begins a comment. Python 3.8 and later.
func shellSplit(s, blanks string) (words []string, ok bool) {
	var word strings.Builder
	open := false // the word has begun, perhaps with nothing in it yet
	quote := rune(0)
	escaped := false
	flush := func() {
		if open {
			words = append(words, word.String())
		}
		word.Reset()
		open = false
	}
	comment := false
	for _, r := range s {
		switch {
		case comment:
			comment = r != '\n'
		case escaped:
			if quote != 0 && r != '\\' && r != quote {
				word.WriteByte('\\')
			}
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			escaped, open = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case strings.ContainsRune(blanks, r):
			flush()
		case r == '#':
			flush()
			comment = true
		case r == '\'' || r == '"':
			quote, open = r, true
		default:
			word.WriteRune(r)
			open = true
		}
	}
	flush()
	return words, quote == 0 && !escaped
}

// choicesClass is decouple.Choices: a cast that allows only given values.
func choicesClass() *value.Class {
	c := value.NewClass("Choices", "decouple")
	method(c, "__init__", "flat=, cast=, choices=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		var valid []value.Value
		if !isNone(a[0]) {
			items, err := value.Items(t, a[0])
			if err != nil {
				return nil, err
			}
			valid = append(valid, items...)
		}
		if !isNone(a[2]) {
			pairs, u, err := pairsOf(t, a[2])
			if u != nil || err != nil {
				return nil, err
			}
			for _, p := range pairs {
				valid = append(valid, p[0])
			}
		}
		if a[1] == nil {
			a[1] = value.StrClass
		}
		self.NS.Set(t, "cast", a[1], t.At)
		self.NS.Set(t, "_valid_values", t.NewList(valid, nil), t.At)
		return value.None(), nil
	})
	method(c, "__call__", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		cast, _ := self.NS.Get("cast")
		valid, _ := self.NS.Get("_valid_values")
		v, err := call(t, orNone(cast.V), a[0])
		if err != nil {
			return nil, err
		}
		in, err := value.Compare(t, value.In, v, orNone(valid.V))
		if err == nil && in == value.No {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Value not in list: ...; valid values are ...", v.Trace())
		}
		return v, err
	})
	return c
}
