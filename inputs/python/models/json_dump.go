package models

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/python/value"
)

// parseNumber reads the digits of an int, or of a float as Python's float does.
func parseNumber(t *value.Thread, s string, whole bool, tr *value.Trace) (value.Value, error) {
	if !whole {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil && !math.IsInf(f, 0) {
			return nil, t.Raise("ValueError", "could not convert string to float: ...")
		}
		return value.NewFloat(f, tr), nil
	}
	if len(s) > 4301 {
		return nil, t.Raise("ValueError", "Exceeds the limit (4300 digits) for integer string conversion")
	}
	n, ok := new(big.Int).SetString(s, 10)
	if !ok {
		return nil, t.Raise("ValueError", "invalid literal for int() with base 10: ...")
	}
	return value.NewBigInt(n, tr), nil
}

// jsonWriter writes JSON as json.dumps does.
type jsonWriter struct {
	t              *value.Thread
	out            strings.Builder
	ascii, sorted  bool
	indent         string
	item, key      string
	indented, lost bool
	finite         bool // NaN and Infinity are refused
	depth          int
	tr             *value.Trace
	hook           value.Value // for what JSON has no form of
	mixed          value.Value // what has no order that is known; nil for none
}

func dumpJSON(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	if !isNone(a[5]) {
		return typed(unknown(t, "json.dumps with an encoder is not followed", tr), value.StrClass), nil
	}
	if skip, err := isOn(t, a[1], false); err != nil || skip != value.No {
		return typed(unknown(t, "json.dumps that skips keys is not followed", tr), value.StrClass), err
	}
	w := &jsonWriter{t: t, hook: a[8], ascii: true, item: ", ", key: ": ", tr: tr}
	finite, err := isOn(t, a[4], true)
	if err != nil {
		return nil, err
	}
	w.finite = finite == value.No
	ascii, err := isOn(t, a[2], true)
	if err != nil {
		return nil, err
	}
	sorted, err := isOn(t, a[9], false)
	if err != nil {
		return nil, err
	}
	w.ascii, w.sorted = ascii == value.Yes, sorted == value.Yes
	w.options(a[6], a[7])
	if err := w.write(a[0]); err != nil {
		return nil, err
	}
	if w.mixed != nil {
		return typed(unknown(t, "the order of its items is not known", w.mixed.Trace()), value.StrClass), nil
	}
	if w.lost {
		return value.Doubt(value.StrClass, a[0]), nil
	}
	return value.NewStr(w.out.String(), w.tr), t.Alloc(w.out.Len())
}

func (w *jsonWriter) options(indent, separators value.Value) {
	switch i := indent.(type) {
	case value.Bool:
		n := 0
		if i.B {
			n = 1
		}
		w.indent, w.indented, w.item = strings.Repeat(" ", n), true, ","
	case value.Int:
		n, _ := i.Int64()
		w.indent, w.indented, w.item = strings.Repeat(" ", int(max(0, min(n, 64)))), true, ","
	case value.Str:
		w.indent, w.indented, w.item = i.Text(), true, ","
	}
	if s, ok := separators.(value.Tuple); ok && len(s.Elems) == 2 {
		item, _ := text(s.Elems[0])
		key, _ := text(s.Elems[1])
		w.item, w.key = item, key
	}
}

func (w *jsonWriter) write(v value.Value) error {
	if w.depth++; w.depth > w.t.Limits.Depth {
		return w.t.Raise("RecursionError", "maximum recursion depth exceeded")
	}
	defer func() { w.depth-- }()
	if err := w.t.Burn(1); err != nil {
		return err
	}
	w.tr = value.Merge(w.tr, v.Trace())
	if h, ok := v.(value.HasTuple); ok {
		v = h.Tuple()
	}
	if d, ok := value.Underlying(v).(*value.Dict); value.Disordered(v) || ok && !w.sorted && d.Disordered() {
		w.mixed = v
	}
	switch v := value.Underlying(v).(type) {
	case *value.Unknown:
		w.lost = true
	case value.NoneValue:
		w.out.WriteString("null")
	case value.Bool:
		w.out.WriteString(strconv.FormatBool(v.B))
	case value.Int:
		w.out.WriteString(v.Big().String())
	case value.Float:
		return w.float(v)
	case value.Str:
		w.quote(v.Text())
	case *value.List:
		return w.array(v.Elems())
	case value.Tuple:
		return w.array(v.Elems)
	case *value.Dict:
		return w.object(v)
	default:
		if isNone(w.hook) {
			return w.t.Raise("TypeError", "Object of type "+v.Class().Name+" is not JSON serializable")
		}
		made, err := call(w.t, w.hook, v)
		if err != nil {
			return err
		}
		return w.write(made)
	}
	return nil
}

func (w *jsonWriter) float(v value.Float) error {
	s, err := value.ToRepr(w.t, v)
	if err != nil {
		return err
	}
	out, _ := text(s)
	if name, ok := map[string]string{"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[out]; ok {
		if w.finite {
			return w.t.Raise("ValueError", "Out of range float values are not JSON compliant")
		}
		out = name
	}
	w.out.WriteString(out)
	return nil
}

func (w *jsonWriter) line(depth int) {
	if w.indented {
		w.out.WriteString("\n" + strings.Repeat(w.indent, depth))
	}
}

func (w *jsonWriter) array(items []value.Value) error {
	if len(items) == 0 {
		w.out.WriteString("[]")
		return nil
	}
	w.out.WriteByte('[')
	for i, v := range items {
		if i > 0 {
			w.out.WriteString(w.item)
		}
		w.line(w.depth)
		if err := w.write(v); err != nil {
			return err
		}
	}
	w.line(w.depth - 1)
	w.out.WriteByte(']')
	return nil
}

func (w *jsonWriter) object(d *value.Dict) error {
	w.lost = w.lost || d.More() != nil
	entries := slices.Clone(d.Entries())
	if len(entries) == 0 {
		w.out.WriteString("{}")
		return nil
	}
	if err := w.sort(entries); err != nil {
		return err
	}
	w.out.WriteByte('{')
	for i, e := range entries {
		if i > 0 {
			w.out.WriteString(w.item)
		}
		w.line(w.depth)
		if err := w.name(e.Key); err != nil {
			return err
		}
		w.out.WriteString(w.key)
		if err := w.write(e.Value); err != nil {
			return err
		}
	}
	w.line(w.depth - 1)
	w.out.WriteByte('}')
	return nil
}

// sort puts entries in the order of their keys; what has none is an error.
func (w *jsonWriter) sort(entries []value.Entry) (err error) {
	if !w.sorted {
		return nil
	}
	slices.SortStableFunc(entries, func(a, b value.Entry) int {
		less, failed := value.Compare(w.t, value.Lt, a.Key, b.Key)
		err = cmp.Or(err, failed)
		switch less {
		case value.Yes:
			return -1
		case value.Maybe:
			w.lost = true
		}
		return 1
	})
	return err
}

func (w *jsonWriter) name(key value.Value) error {
	switch k := value.Underlying(key).(type) {
	case value.Str:
		w.quote(k.Text())
		return nil
	case value.NoneValue, value.Bool, value.Int, value.Float:
		w.out.WriteByte('"')
		err := w.write(k)
		w.out.WriteByte('"')
		return err
	}
	return w.t.Raise("TypeError", "keys must be str, int, float, bool or None, not "+key.Class().Name)
}

func (w *jsonWriter) quote(s string) {
	w.out.WriteByte('"')
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if i := strings.IndexRune("\"\\\n\r\t\f\b", r); i >= 0 {
			w.out.WriteString(`\` + `"\nrtfb`[i:i+1])
		} else if r == utf8.RuneError && n == 1 {
			w.lost = true // a lone surrogate
		} else if r < ' ' || r == 0x7f && w.ascii || r > 0x7f && w.ascii {
			w.escape(r)
		} else {
			w.out.WriteString(s[:n])
		}
		s = s[n:]
	}
	w.out.WriteByte('"')
}

func (w *jsonWriter) escape(r rune) {
	hex := func(r rune) {
		s := strconv.FormatInt(int64(r), 16)
		w.out.WriteString(`\u` + strings.Repeat("0", 4-len(s)) + s)
	}
	if r > 0xffff {
		r -= 0x10000
		hex(0xd800 + r>>10)
		hex(0xdc00 + r&0x3ff)
		return
	}
	hex(r)
}
