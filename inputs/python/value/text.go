package value

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// str() and repr() of every type.

// maxDigits is the longest int that Python converts to and from text (sys.int_info).
const maxDigits = 4300

// ToStr is str(v): a Str or an *Unknown, with the trace of v.
func ToStr(t *Thread, v Value) (Value, error) {
	switch v := v.(type) {
	case Str:
		return v, nil
	case *Class:
		if r, found, err := special(t, v, "__str__"); found || err != nil {
			return r, err
		}
	case *Unknown:
		r, err := Over(t, v, func(c Value) (Value, error) { return ToStr(t, c) })
		return typed(r, StrClass), err
	case HasText:
		return v.Text(t, false)
	case *Instance:
		return textOfInstance(t, v, false)
	}
	return ToRepr(t, v)
}

// ToRepr is repr(v), as ToStr.
func ToRepr(t *Thread, v Value) (Value, error) {
	if err := t.Burn(1 + weight(v)/64); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case *Unknown:
		r, err := Over(t, v, func(c Value) (Value, error) { return ToRepr(t, c) })
		return typed(r, StrClass), err
	case HasText:
		return v.Text(t, true)
	case *Instance:
		return textOfInstance(t, v, true)
	case *Class:
		if r, found, err := special(t, v, "__repr__"); found || err != nil {
			return r, err
		}
	case Int:
		return reprOfInt(t, v)
	}
	if s, ok := scalarRepr(v); ok {
		return NewStr(s, v.Trace()), nil
	}
	w := reprWriter{t: t, tr: v.Trace()}
	if err := w.write(v, 0); err != nil {
		return nil, err
	}
	if w.doubt != nil {
		return typed(Doubt(StrClass, w.doubt.With(Merge(w.doubt.trace, w.tr))), StrClass), nil
	}
	return NewStr(w.b.String(), w.tr), nil
}

func reprOfInt(t *Thread, v Int) (Value, error) {
	if v.big == nil {
		return NewStr(strconv.FormatInt(v.small, 10), v.trace), nil
	}
	if v.bits() > maxDigits*4 {
		return nil, t.tooManyDigits()
	}
	s := v.big.String()
	if len(strings.TrimPrefix(s, "-")) > maxDigits {
		return nil, t.tooManyDigits()
	}
	return NewStr(s, v.trace), nil
}

func (t *Thread) tooManyDigits() error {
	return t.Raise("ValueError", "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit")
}

// scalarRepr is the repr of what has no parts.
func scalarRepr(v Value) (string, bool) {
	switch v := v.(type) {
	case NoneValue:
		return "None", true
	case Bool:
		if v.B {
			return "True", true
		}
		return "False", true
	case Float:
		return formatRepr(v.F), true
	case Complex:
		return reprOfComplex(v.C), true
	case Str:
		return quoteStr(v.text), true
	case Bytes:
		return quoteBytes(v.text), true
	case EllipsisValue:
		return "Ellipsis", true
	case NotImplementedValue:
		return "NotImplemented", true
	case *Class:
		return reprOfClass(v), true
	case *Range:
		return reprOfRange(v), true
	case *Builtin:
		return "<built-in function " + v.Name + ">", true
	}
	return "", false
}

func reprOfClass(c *Class) string { return "<class '" + nameOfType(c) + "'>" }

func reprOfRange(r *Range) string {
	s := "range(" + strconv.FormatInt(r.Start, 10) + ", " + strconv.FormatInt(r.Stop, 10)
	if r.Step != 1 {
		s += ", " + strconv.FormatInt(r.Step, 10)
	}
	return s + ")"
}

// formatRepr is float.__repr__: the shortest text that gives the same float.
func formatRepr(f float64) string { return shortFloat(f, 'r', -1, false, true) }

func reprOfComplex(c complex128) string {
	im := shortFloat(imag(c), 'r', -1, false, false) + "j"
	if real(c) == 0 && !math.Signbit(real(c)) {
		return im
	}
	if im[0] != '-' && im[0] != '+' {
		im = "+" + im
	}
	return "(" + shortFloat(real(c), 'r', -1, false, false) + im + ")"
}

// quoteStr is str.__repr__.
func quoteStr(s string) string {
	quote := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = '"'
	}
	out := []byte{quote}
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		i += n
		out = appendQuoted(out, r, rune(quote))
	}
	return string(append(out, quote))
}

func appendQuoted(out []byte, r, quote rune) []byte {
	switch {
	case r == quote || r == '\\':
		return append(out, '\\', byte(r))
	case r == '\n':
		return append(out, `\n`...)
	case r == '\r':
		return append(out, `\r`...)
	case r == '\t':
		return append(out, `\t`...)
	case r < ' ' || r == 0x7F || r >= 0x80 && r < 0x100 && !unicode.IsPrint(r):
		return append(append(out, `\x`...), hexDigits(int(r), 2)...)
	case r < 0x7F || unicode.IsPrint(r):
		return encode(out, r)
	case r < 0x10000:
		return append(append(out, `\u`...), hexDigits(int(r), 4)...)
	}
	return append(append(out, `\U`...), hexDigits(int(r), 8)...)
}

func hexDigits(n, width int) string {
	s := strconv.FormatInt(int64(n), 16)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

// quoteBytes is bytes.__repr__.
func quoteBytes(s string) string {
	quote := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		quote = '"'
	}
	out := []byte{'b', quote}
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x7F {
			out = append(append(out, `\x`...), hexDigits(int(s[i]), 2)...)
			continue
		}
		out = appendQuoted(out, rune(s[i]), rune(quote))
	}
	return string(append(out, quote))
}

// textOfInstance is what the class's own method says, or that of the builtin type it derives from.
func textOfInstance(t *Thread, v *Instance, repr bool) (Value, error) {
	names := []string{"__str__", "__repr__"}
	if repr {
		names = names[1:]
	}
	for _, name := range names {
		r, found, err := callSpecial(t, v, name)
		if err != nil {
			return nil, err
		}
		if found {
			return checkText(t, r, name)
		}
		if set, ok := v.Data.(*Set); ok {
			return textOfSet(t, v, set)
		}
		if data, ok := builtinData(v); ok && (name == "__repr__" || isText(data)) {
			if repr {
				return ToRepr(t, data)
			}
			return ToStr(t, data)
		}
	}
	if u := v.Kind.unknownBase(); u != nil {
		return Doubt(StrClass, u), nil
	}
	if v.Kind.Is(exceptionClasses["BaseException"]) {
		return textOfException(t, v, repr)
	}
	u := NewUnknown("the text of an object holds its address", t.At, v.trace)
	u.Type = StrClass
	return u, nil
}

// textOfSet is set.__repr__ of an object of a class that derives from set: with its name.
func textOfSet(t *Thread, v *Instance, set *Set) (Value, error) {
	r, err := ToRepr(t, set)
	s, ok := r.(Str)
	if err != nil || !ok {
		return r, err
	}
	items := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s.text, "frozenset("), "set("), ")")
	return NewStr(v.Kind.Name+"("+items+")", s.trace), nil
}

func isText(v Value) bool { _, ok := v.(Str); return ok }

func checkText(t *Thread, r Value, name string) (Value, error) {
	switch x := Underlying(r).(type) {
	case Str:
		return x, nil
	case *Unknown:
		return typed(x, StrClass), nil
	}
	return nil, t.Raise("TypeError", name+" returned non-string (type "+r.Class().TypeName()+")")
}

// reprWriter writes the repr of containers, within the bounds, and keeps the
// first unknown that it meets.
type reprWriter struct {
	t     *Thread
	b     strings.Builder
	tr    *Trace
	doubt *Unknown
}

func (w *reprWriter) put(s string) error {
	if w.b.Len()+len(s) > w.t.Limits.Size {
		w.doubt = refuse(w.t, StrClass, w.tr)
		return nil
	}
	w.b.WriteString(s)
	return w.t.Alloc(len(s))
}

func (w *reprWriter) write(v Value, depth int) error {
	if w.doubt != nil {
		return nil
	}
	w.tr = Merge(w.tr, v.Trace())
	for _, around := range w.t.reprs {
		if samePointer(around, v) {
			return w.put(map[*Class]string{ListClass: "[...]", DictClass: "{...}"}[v.Class()])
		}
	}
	if depth > maxCompareDepth {
		return w.t.Raise("RecursionError", "maximum recursion depth exceeded while getting the repr of an object")
	}
	w.t.reprs = append(w.t.reprs, v)
	defer func() { w.t.reprs = w.t.reprs[:len(w.t.reprs)-1] }()
	if _, set := v.(*Set); !set && Disordered(v) {
		if w.doubt = inside(v); w.doubt == nil {
			w.doubt = orderUnknown(w.t, v)
		}
		return nil
	}
	switch v := v.(type) {
	case *List:
		return w.items("[", v.elems, "]", depth)
	case Tuple:
		return w.tuple(v, depth)
	case *Set:
		return w.set(v, depth)
	case *Dict:
		return w.dict(v, depth)
	case *DictView:
		if err := w.put(v.Class().Name + "("); err != nil {
			return err
		}
		if err := w.items("[", v.items(w.t), "]", depth); err != nil {
			return err
		}
		return w.put(")")
	case Slice:
		return w.items("slice(", []Value{v.Lower, v.Upper, v.Step}, ")", depth)
	}
	return w.leaf(v)
}

func (w *reprWriter) leaf(v Value) error {
	var r Value
	var err error
	switch v.(type) {
	case *Class:
		r, _, err = special(w.t, v, "__repr__")
	case HasText, *Instance, *Unknown, Int:
		r, err = ToRepr(w.t, v)
	}
	if err != nil {
		return err
	}
	switch r := r.(type) {
	case Str:
		w.tr = Merge(w.tr, r.trace)
		return w.put(r.text)
	case *Unknown:
		w.doubt = r
		return nil
	}
	if s, ok := scalarRepr(v); ok {
		return w.put(s)
	}
	w.doubt = NewUnknown("the text of an object holds its address", w.t.At, nil)
	return nil
}

func (w *reprWriter) items(open string, items []Value, end string, depth int) error {
	if err := w.put(open); err != nil {
		return err
	}
	for i, e := range items {
		if i > 0 {
			if err := w.put(", "); err != nil {
				return err
			}
		}
		if err := w.t.Burn(1); err != nil {
			return err
		}
		if err := w.write(e, depth+1); err != nil {
			return err
		}
	}
	return w.put(end)
}

func (w *reprWriter) tuple(v Tuple, depth int) error {
	if v.Type != nil && len(v.Fields) == len(v.Elems) {
		return w.namedTuple(v, depth)
	}
	end := ")"
	if len(v.Elems) == 1 {
		end = ",)"
	}
	return w.items("(", v.Elems, end, depth)
}

func (w *reprWriter) namedTuple(v Tuple, depth int) error {
	if err := w.put(v.Type.Name + "("); err != nil {
		return err
	}
	for i, e := range v.Elems {
		name := v.Fields[i] + "="
		if i > 0 {
			name = ", " + name
		}
		if err := w.put(name); err != nil {
			return err
		}
		if err := w.write(e, depth+1); err != nil {
			return err
		}
	}
	return w.put(")")
}

// set writes a set of one item. The order of more depends on Python's hashes.
func (w *reprWriter) set(v *Set, depth int) error {
	name := v.Class().Name
	items := v.all()
	if len(items) > 1 {
		if w.doubt = inside(v); w.doubt == nil {
			w.doubt = NewUnknown("the order of a set is not known", w.t.At, nil)
		}
		return nil
	}
	switch {
	case len(items) == 0:
		return w.put(name + "()")
	case v.Frozen:
		return w.items(name+"({", items, "})", depth)
	}
	return w.items("{", items, "}", depth)
}

func (w *reprWriter) dict(v *Dict, depth int) error {
	if v.more != nil {
		w.doubt = v.more
		return nil
	}
	if v.Disordered() {
		w.doubt = NewUnknown("the order of the keys is not known", w.t.At, v.trace)
		return nil
	}
	for i, e := range v.list {
		sep := ", "
		if i == 0 {
			sep = "{"
		}
		if err := w.put(sep); err != nil {
			return err
		}
		if err := w.t.Burn(1); err != nil {
			return err
		}
		if err := w.write(e.Key, depth+1); err != nil {
			return err
		}
		if err := w.put(": "); err != nil {
			return err
		}
		if err := w.write(e.Value, depth+1); err != nil {
			return err
		}
	}
	if len(v.list) == 0 {
		return w.put("{}")
	}
	return w.put("}")
}
