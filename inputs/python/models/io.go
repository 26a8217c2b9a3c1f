package models

import (
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/python/value"
)

func ioModule(t *value.Thread) value.Value {
	m := value.NewModule("io", "")
	m.Define("StringIO", bufferClass("StringIO", func() value.Value { return value.NewStr("", nil) }))
	m.Define("BytesIO", bufferClass("BytesIO", func() value.Value { return value.NewBytes("", nil) }))
	for _, name := range []string{"TextIOBase", "IOBase", "RawIOBase", "BufferedIOBase", "TextIOWrapper"} {
		m.Define(name, opaqueClass(name, "io"))
	}
	m.Define("UnsupportedOperation", value.NewClass("UnsupportedOperation", "io", value.Exceptions()["OSError"], value.Exceptions()["ValueError"]))
	m.Func("open", openBuiltin)
	for i, name := range []string{"SEEK_SET", "SEEK_CUR", "SEEK_END"} {
		m.Define(name, value.NewInt(int64(i), nil))
	}
	m.Define("DEFAULT_BUFFER_SIZE", unknown(t, "the size of buffers depends on the version of Python"))
	m.Fallback = notFollowed("io")
	return m
}

// bufferClass is StringIO or BytesIO: "_all" is what it holds, "_rest" what has
// not been read. What is written goes to the end, which is where it goes as long
// as a program does not both read and write.
func bufferClass(name string, empty func() value.Value) *value.Class {
	c := fileClass()
	c.Name, c.Module = name, "_io"
	method(c, "__init__", "initial_value=, newline=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		content := a[0]
		if isNone(content) {
			content = empty().With(orNone(content).Trace())
		}
		if _, doubtful := value.IsUnknown(content); !doubtful && !content.Class().Is(empty().Class()) {
			return nil, t.Raise("TypeError", "initial value must be "+empty().Class().TypeName()+", not "+content.Class().TypeName())
		}
		self.NS.Set(t, "_all", content, t.At)
		self.NS.Set(t, "_rest", content, t.At)
		self.NS.Set(t, "closed", value.NewBool(false, nil), t.At)
		return value.None(), nil
	})
	method(c, "getvalue", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		b, _ := self.NS.Get("_all")
		return orNone(b.V), nil
	})
	method(c, "write", "s", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		b, _ := self.NS.Get("_all")
		sum, err := value.Binary(t, value.Add, orNone(b.V), a[0])
		if err != nil {
			return nil, err
		}
		if rest, _ := self.NS.Get("_rest"); !isEmpty(b.V) && !isEmpty(rest.V) {
			sum = unknown(t, "writing into the middle of a buffer is not followed", sum.Trace())
		}
		self.NS.Set(t, "_all", sum, t.At)
		self.NS.Set(t, "_rest", empty(), t.At)
		return builtinCall("len")(t, a[0])
	})
	c.Method("truncate", func(t *value.Thread, call *value.Call) (value.Value, error) {
		if self, ok := firstInstance(call); ok {
			self.NS.Set(t, "_all", unknown(t, "truncating a buffer is not followed"), t.At)
		}
		return unknown(t, "a position in a buffer is not followed"), nil
	})
	return c
}

// handBuffer says that something is, or will be, written into a value where that is a buffer.
func handBuffer(t *value.Thread, v value.Value) {
	buffer, ok := v.(*value.Instance)
	if !ok {
		return
	}
	for _, name := range []string{"_all", "_rest"} {
		if _, has := buffer.NS.Get(name); has && buffer.Class().Module == "_io" {
			buffer.NS.Set(t, name, unknown(t, "what a library writes into a buffer is not followed"), t.At)
		}
	}
}

// isEmpty tells whether a text or bytes is empty.
func isEmpty(v value.Value) bool {
	switch s := v.(type) {
	case value.Str:
		return s.Text() == ""
	case value.Bytes:
		return s.Text() == ""
	}
	return false
}

// csvModule reads texts of comma separated values; the dialect is that of Excel
// with another delimiter or quote character at most.
func csvModule(*value.Thread) value.Value {
	m := value.NewModule("csv", "")
	for i, name := range []string{"QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE"} {
		m.Define(name, value.NewInt(int64(i), nil))
	}
	m.Define("Error", value.NewClass("Error", "_csv", value.Exceptions()["Exception"]))
	const options = ", *, delimiter=, quotechar=, skipinitialspace=, doublequote=, escapechar=, lineterminator=, quoting=, strict="
	class := value.NewClass("reader", "_csv")
	m.Func("reader", loose("reader", "iterable, dialect="+options, func(t *value.Thread, a args) (value.Value, error) {
		rows, u, err := csvRows(t, a[0], a[1:])
		if u != nil || err != nil {
			return unknownOrNil(u), err
		}
		return value.NewIterator(class, rows, a[0].Trace()), nil
	}))
	dicts := value.NewClass("DictReader", "csv")
	dicts.New = func(t *value.Thread, _ *value.Class, c *value.Call) (value.Value, error) {
		return loose("DictReader", "f, fieldnames=, restkey=, restval=, dialect="+options, func(t *value.Thread, a args) (value.Value, error) {
			return dictReader(t, dicts, a)
		})(t, c)
	}
	m.Define("DictReader", dicts)
	for _, name := range []string{"writer", "DictWriter", "Sniffer"} {
		m.Define(name, opaqueClass(name, "csv"))
	}
	m.Fallback = notFollowed("csv")
	return m
}

// csvRows are the rows of an iterable of lines; a are the dialect and its options.
func csvRows(t *value.Thread, v value.Value, a args) ([]value.Value, *value.Unknown, error) {
	for i, option := range a {
		if _, doubtful := value.IsUnknown(orNone(option)); doubtful || i == 0 && option != nil && safeText(option, "") != "excel" || i > 3 && option != nil {
			return nil, unknown(t, "a dialect of csv is not followed", v.Trace()), nil
		}
	}
	r, err := newCSVReader(t, a)
	if err != nil {
		return nil, nil, err
	}
	lines, err := value.Items(t, v)
	if err != nil {
		return nil, nil, err
	}
	var rows []value.Value
	tr := v.Trace()
	for _, line := range lines {
		s, ok := text(line)
		if !ok {
			if _, doubtful := value.IsUnknown(line); doubtful {
				return nil, spread(line), nil
			}
			return nil, nil, t.Raise("TypeError", "iterator should return strings, not "+line.Class().TypeName())
		}
		tr = value.Merge(tr, line.Trace())
		if err := t.Burn(1 + len(s)/16); err != nil {
			return nil, nil, err
		}
		whole, err := r.line(t, s)
		if err != nil {
			return nil, nil, err
		}
		if whole {
			rows = append(rows, t.NewList(strs(r.take(), tr), tr))
		}
	}
	if r.open {
		rows = append(rows, t.NewList(strs(r.take(), tr), tr))
	}
	return rows, nil, nil
}

// csvReader splits lines; a quoted field may go over several.
type csvReader struct {
	delimiter, quote string
	skip, open       bool
	fields           []string
	field            strings.Builder
}

func newCSVReader(t *value.Thread, a args) (*csvReader, error) {
	r := &csvReader{delimiter: ",", quote: `"`}
	if a[1] != nil {
		s, ok := text(a[1])
		if r.delimiter = s; !ok || utf8.RuneCountInString(s) != 1 {
			return nil, t.Raise("TypeError", `"delimiter" must be a 1-character string`)
		}
	}
	if a[2] != nil {
		s, ok := text(a[2])
		if r.quote = s; !isNone(a[2]) && (!ok || utf8.RuneCountInString(s) != 1) {
			return nil, t.Raise("TypeError", `"quotechar" must be a 1-character string`)
		}
	}
	skip, err := isOn(t, a[3], false)
	r.skip = skip == value.Yes
	return r, err
}

func (r *csvReader) take() []string {
	out := r.fields
	if r.open {
		out = append(out, r.field.String())
	}
	r.fields, r.open = nil, false
	r.field.Reset()
	return out
}

func raiseCSV(t *value.Thread, message string) error {
	class, ok := attribute(t, "csv", "Error").(*value.Class)
	if !ok {
		class = value.Exceptions()["Exception"]
	}
	return t.RaiseClass(class, message, nil)
}

// line reads one line; false where a quoted field goes on in the next.
func (r *csvReader) line(t *value.Thread, s string) (bool, error) {
	if body := strings.TrimRight(s, "\r\n"); body == "" && !r.open {
		return true, nil
	}
	start := !r.open
	for s != "" {
		switch {
		case r.open:
			before, after, found := strings.Cut(s, r.quote)
			r.field.WriteString(before)
			if !found {
				return false, nil
			}
			s = after
			if rest, doubled := strings.CutPrefix(s, r.quote); doubled {
				r.field.WriteString(r.quote)
				s = rest
				continue
			}
			r.open, start = false, false
		case start && r.skip && strings.HasPrefix(s, " "):
			s = s[1:]
		case start && r.quote != "" && strings.HasPrefix(s, r.quote):
			r.open, s = true, s[len(r.quote):]
		case strings.HasPrefix(s, r.delimiter):
			r.fields, s, start = append(r.fields, r.field.String()), s[len(r.delimiter):], true
			r.field.Reset()
		case s[0] == '\r' || s[0] == '\n':
			if strings.Trim(s, "\r\n") != "" {
				return false, raiseCSV(t, "new-line character seen in unquoted field")
			}
			s = ""
		default:
			r.field.WriteByte(s[0])
			s, start = s[1:], false
		}
	}
	if r.open {
		return false, nil
	}
	r.fields = append(r.fields, r.field.String())
	r.field.Reset()
	return true, nil
}

func dictReader(t *value.Thread, class *value.Class, a args) (value.Value, error) {
	rows, u, err := csvRows(t, a[0], a[4:])
	if u != nil || err != nil {
		return unknownOrNil(u), err
	}
	var names []value.Value
	if isNone(a[1]) {
		if len(rows) > 0 {
			names, rows = rows[0].(*value.List).Elems(), rows[1:]
		}
	} else if names, err = value.Items(t, a[1]); err != nil {
		return nil, err
	}
	var out []value.Value
	for _, row := range rows {
		fields := row.(*value.List).Elems()
		if len(fields) == 0 {
			continue
		}
		d := t.NewDict(a[0].Trace())
		for i, name := range names {
			v := orNone(a[3])
			if i < len(fields) {
				v = fields[i]
			}
			d.Set(t, name, v)
		}
		if len(fields) > len(names) {
			d.Set(t, orNone(a[2]), t.NewList(fields[len(names):], a[0].Trace()))
		}
		out = append(out, d)
	}
	return value.NewIterator(class, out, a[0].Trace()), nil
}
