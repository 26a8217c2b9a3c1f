package value

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/djgate/djgate/inputs/document"
)

// The builtin types as functions: int("12"), list(x), dict(a=1).

// constructor is what a builtin class does when it is called; nil where it
// cannot be called, or is no builtin class.
func (t *Thread) constructor(c *Class) function {
	name, m := c.Name, method{}
	switch c {
	case StrClass:
		m = method{takes: []string{"object", "encoding", "errors"}, open: true, gives: StrClass, fn: newStr}
	case IntClass:
		m = method{takes: []string{"", "base"}, gives: IntClass, fn: newInt}
	case BoolClass:
		m = method{takes: pos(1), open: true, gives: BoolClass, fn: newBool}
	case FloatClass:
		m = method{takes: pos(1), gives: FloatClass, fn: newFloat}
	case ComplexClass:
		m = method{takes: []string{"real", "imag"}, gives: ComplexClass, fn: newComplex}
	case BytesClass:
		m = method{takes: []string{"source", "encoding", "errors"}, gives: BytesClass, fn: newBytes}
	case ListClass:
		m = method{takes: pos(1), open: true, gives: ListClass, fn: newList}
	case TupleClass:
		m = method{takes: pos(1), open: true, gives: TupleClass, fn: newTuple}
	case SetClass, FrozenSetClass:
		m = method{takes: pos(1), open: true, gives: c, fn: newSetOf}
	case DictClass:
		m = method{rest: true, open: true, gives: DictClass, fn: newDict}
	case RangeClass:
		m = method{takes: pos(3), min: 1, gives: RangeClass, fn: newRange}
	case SliceClass:
		m = method{takes: pos(3), min: 1, open: true, fn: newSlice}
	case TypeClass:
		m = method{takes: pos(1), min: 1, open: true, fn: typeOf}
	case PropertyClass:
		m = method{takes: []string{"fget", "fset", "fdel", "doc"}, open: true, fn: newProperty}
	case StaticMethodClass:
		m = method{takes: pos(1), min: 1, open: true, fn: func(in *invocation) (Value, error) { return &StaticMethod{Func: in.args[0]}, nil }}
	case ClassMethodClass:
		m = method{takes: pos(1), min: 1, open: true, fn: func(in *invocation) (Value, error) { return &ClassMethod{Func: in.args[0]}, nil }}
	case MethodClass:
		m = method{takes: pos(2), min: 2, open: true, fn: newBoundMethod}
	case NoneClass:
		m = method{fn: func(*invocation) (Value, error) { return None(), nil }}
	default:
		return iteratorConstructor(c)
	}
	return func(t *Thread, c *Call) (Value, error) {
		if c.Open != nil && !m.rest { // dict alone takes any arguments
			return typed(doubtOfCall(c.Open, c), m.gives), nil
		}
		return m.invoke(t, name, nil, c)
	}
}

// newBoundMethod is types.MethodType(f, self).
func newBoundMethod(in *invocation) (Value, error) {
	f, self := in.arg(0), in.arg(1)
	switch {
	case isUnknown(f) || isUnknown(self):
		return Doubt(nil, f, self), nil
	case isCallable(in.t, f) == No:
		return nil, in.t.Raise("TypeError", "first argument must be callable")
	case self.Class() == NoneClass:
		return nil, in.t.Raise("TypeError", "self must not be None")
	}
	return &BoundMethod{Self: self, Func: f}, nil
}

func newStr(in *invocation) (Value, error) {
	v := in.args[0]
	switch {
	case v == nil:
		return NewStr("", nil), nil
	case in.args[1] == nil && in.args[2] == nil:
		return ToStr(in.t, v)
	}
	if isUnknown(v) || isUnknown(orNone(in.args[1])) || isUnknown(orNone(in.args[2])) {
		return Doubt(StrClass, in.args...), nil
	}
	b, ok := v.(Bytes)
	if !ok {
		if _, is := v.(Str); is {
			return nil, in.t.Raise("TypeError", "decoding str is not supported")
		}
		return nil, in.t.Raise("TypeError", "decoding to str: need a bytes-like object, "+v.Class().TypeName()+" found")
	}
	again := *in
	again.self, again.args, again.tr = b, in.args[1:], b.trace
	return bytesDecode(&again)
}

func newBool(in *invocation) (Value, error) {
	if in.args[0] == nil {
		return NewBool(false, nil), nil
	}
	out, err := TruthValue(in.t, in.args[0])
	if s, ok := in.args[0].(Str); ok && err == nil && saysNo(s) {
		return out.With(takenForTrue(in.t.At, out.Trace())), nil
	}
	return out, err
}

// takenForTrue is the trace of a text that is true though it says no, after what reads it
// in the same line.
func takenForTrue(at document.Location, tr *Trace) *Trace {
	tr = tr.Step(document.Step{Kind: document.StepTruth, At: at, Note: "bool() takes every text but the empty one for true"})
	if len(tr.Steps) > 1 && tr.Steps[1].At.Line == at.Line && tr.Steps[1].At.File == at.File {
		tr.Steps[0], tr.Steps[1] = tr.Steps[1], tr.Steps[0]
	}
	return tr
}

// saysNo tells a text that is meant to be false, and is true.
func saysNo(s Str) bool {
	return slices.Contains([]string{"0", "false", "no", "off", "none", "null", "f", "n"}, strings.ToLower(strings.TrimSpace(s.text)))
}

// TruthValue is bool(v): a Bool, or an *Unknown of type bool, with the trace of
// v but for its secrecy: one bit about a secret is not the secret.
func TruthValue(t *Thread, v Value) (Value, error) {
	before := t.Deciding()
	truth, err := Truthy(t, v)
	decided := t.Decided(before)
	if err != nil {
		return nil, err
	}
	tr := Merge(v.Trace(), decided).bare()
	if truth == Maybe {
		u := Doubt(BoolClass, v)
		u.trace = tr
		return u, nil
	}
	return NewBool(truth == Yes, tr), nil
}

func newInt(in *invocation) (Value, error) {
	v := in.args[0]
	switch {
	case v == nil && in.args[1] != nil:
		return nil, in.t.Raise("TypeError", "int() missing string argument")
	case v == nil:
		return NewInt(0, nil), nil
	case in.args[1] != nil:
		return in.intFromText(v)
	}
	if i, ok := v.(*Instance); ok {
		if r, found, err := askedNumber(in.t, i, IntClass, "__int__", "__index__", "__trunc__"); found || err != nil {
			return r, err
		}
	}
	switch x := Underlying(v).(type) {
	case Int:
		return x, nil
	case Bool:
		n, _ := asInt(x)
		return n, nil
	case Float:
		return intFromFloat(in.t, x.F, in.tr)
	case Str:
		return parseInt(in.t, x.text, 10, in.tr)
	case Bytes:
		return parseInt(in.t, x.text, 10, in.tr)
	}
	if h, ok := v.(HasInt); ok {
		return h.Int(in.t)
	}
	return nil, in.t.Raise("TypeError", "int() argument must be a string, a bytes-like object or a real number, not '"+v.Class().TypeName()+"'")
}

// HasInt has an int() of its own, HasFloat a float().
type (
	HasInt interface {
		Value
		Int(t *Thread) (Value, error)
	}
	HasFloat interface {
		Value
		Float(t *Thread) (Value, error)
	}
)

func (in *invocation) intFromText(v Value) (Value, error) {
	base := in.int(1, 10)
	if in.err != nil {
		return nil, in.err
	}
	if base != 0 && (base < 2 || base > 36) {
		return nil, in.t.Raise("ValueError", "int() base must be >= 2 and <= 36, or 0")
	}
	switch x := Underlying(v).(type) {
	case Str:
		return parseInt(in.t, x.text, base, in.tr)
	case Bytes:
		return parseInt(in.t, x.text, base, in.tr)
	}
	return nil, in.t.Raise("TypeError", "int() can't convert non-string with explicit base")
}

func intFromFloat(t *Thread, f float64, tr *Trace) (Value, error) {
	switch {
	case math.IsNaN(f):
		return nil, t.Raise("ValueError", "cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return nil, t.Raise("OverflowError", "cannot convert float infinity to integer")
	}
	i, _ := new(big.Float).SetFloat64(math.Trunc(f)).Int(nil)
	return NewBigInt(i, tr), nil
}

// parseInt reads an int as int() does: whitespace around, a sign, underscores
// between digits, any decimal digits of Unicode, a prefix where the base asks for it.
func parseInt(t *Thread, s string, base int, tr *Trace) (Value, error) {
	wrong := func() error {
		return t.Raise("ValueError", "invalid literal for int() with base "+decimal(base)+": ...")
	}
	text, negative := PlainDigits(strings.TrimFunc(s, isSpace)), false
	if text != "" && (text[0] == '+' || text[0] == '-') {
		negative, text = text[0] == '-', text[1:]
	}
	digits, real, ok := splitPrefix(text, base)
	if !ok || digits == "" {
		return nil, wrong()
	}
	for i := 0; i < len(digits); i++ {
		if c := digits[i]; c == '_' && (i+1 == len(digits) || digits[i+1] == '_') || c != '_' && digitValue(c) >= real {
			return nil, wrong()
		}
	}
	digits = strings.ReplaceAll(digits, "_", "")
	if len(digits) > maxDigits && real&(real-1) != 0 {
		return nil, t.Raise("ValueError", "Exceeds the limit (4300 digits) for integer string conversion: value has ... digits; use sys.set_int_max_str_digits() to increase the limit")
	}
	if len(digits) > maxBits/5 {
		return refuse(t, IntClass, tr), nil
	}
	if err := t.Burn(len(digits) / 64); err != nil {
		return nil, err
	}
	i, ok := new(big.Int).SetString(digits, real)
	if !ok {
		return nil, wrong()
	}
	if negative {
		i.Neg(i)
	}
	return NewBigInt(i, tr), nil
}

// splitPrefix takes 0x, 0o or 0b off and tells the base that it says.
func splitPrefix(s string, base int) (digits string, real int, ok bool) {
	if len(s) >= 2 && s[0] == '0' {
		prefixed := map[byte]int{'x': 16, 'o': 8, 'b': 2}[s[1]|0x20]
		if prefixed != 0 && (base == 0 || base == prefixed) {
			return strings.TrimPrefix(s[2:], "_"), prefixed, true
		}
	}
	if strings.HasPrefix(s, "_") {
		return "", 0, false
	}
	if base != 0 {
		return s, base, true
	}
	if strings.HasPrefix(s, "0") && strings.Trim(s, "0_") != "" {
		return "", 0, false
	}
	return s, 10, true
}

func digitValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	}
	return 99
}

// PlainDigits replaces the decimal digits of other scripts by those of ASCII.
func PlainDigits(s string) string {
	if isASCII(s) {
		return s
	}
	return mapRunes(s, func(r rune) string {
		if r < 0x80 || !unicode.Is(unicode.Nd, r) {
			return textOf([]rune{r})
		}
		zero := r
		for zero > r-9 && unicode.Is(unicode.Nd, zero-1) && (zero-1)&0xF != 0xF {
			zero--
		}
		return string('0' + (r-zero)%10)
	})
}

func newFloat(in *invocation) (Value, error) {
	v := in.args[0]
	if v == nil {
		return NewFloat(0, nil), nil
	}
	if i, ok := v.(*Instance); ok {
		if r, found, err := askedFloat(in.t, i); found || err != nil {
			return r, err
		}
	}
	switch x := Underlying(v).(type) {
	case Str:
		return parseFloat(in.t, x.text, in.tr)
	case Bytes:
		return parseFloat(in.t, x.text, in.tr)
	}
	if f, ok := asFloat(Underlying(v)); ok {
		if tooBigForFloat(Underlying(v), f) {
			return nil, in.t.Raise("OverflowError", "int too large to convert to float")
		}
		return NewFloat(f, in.tr), nil
	}
	if h, ok := v.(HasFloat); ok {
		return h.Float(in.t)
	}
	return nil, in.t.Raise("TypeError", "float() argument must be a string or a real number, not '"+v.Class().TypeName()+"'")
}

// askedFloat is float() of an object whose class has __float__ or __index__.
func askedFloat(t *Thread, v *Instance) (Value, bool, error) {
	if r, found, err := askedNumber(t, v, FloatClass, "__float__"); found || err != nil {
		return r, true, err
	}
	r, found, err := askedNumber(t, v, IntClass, "__index__")
	if !found || err != nil {
		return nil, found, err
	}
	r, err = CallValue(t, FloatClass, &Call{Args: []Value{r}, At: t.At})
	return r, true, err
}

func parseFloat(t *Thread, s string, tr *Trace) (Value, error) {
	text := PlainDigits(strings.TrimFunc(s, isSpace))
	if !floatText(text) {
		return nil, t.Raise("ValueError", "could not convert string to float: ...")
	}
	if digits := strings.TrimLeft(text, "+-"); strings.EqualFold(digits, "nan") { // which Go reads without a sign
		text = digits
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	if err != nil && !math.IsInf(f, 0) {
		return nil, t.Raise("ValueError", "could not convert string to float: ...")
	}
	return NewFloat(f, tr), nil
}

// floatText tells whether a text is a float literal as float() reads it; Go also reads hexadecimal ones.
func floatText(s string) bool {
	s = strings.TrimLeft(s[:min(1, len(s))], "+-") + s[min(1, len(s)):]
	switch strings.ToLower(s) {
	case "inf", "infinity", "nan":
		return true
	}
	for i := 0; i < len(s); i++ {
		if s[i] == '_' && (i == 0 || i+1 == len(s) || !asciiDigit(s[i-1]) || !asciiDigit(s[i+1])) {
			return false
		}
	}
	return s != "" && strings.Trim(s, "0123456789.eE+-_") == "" && strings.ContainsAny(s, "0123456789")
}

func newComplex(in *invocation) (Value, error) {
	if in.args[1] == nil && in.args[0] != nil {
		if r, found, err := askedNumber(in.t, in.args[0], ComplexClass, "__complex__"); found || err != nil {
			return r, err
		}
	}
	var parts [2]complex128
	for i := range 2 {
		if in.args[i] == nil {
			continue
		}
		v := in.args[i]
		if inst, ok := v.(*Instance); ok {
			if r, found, err := askedFloat(in.t, inst); err != nil {
				return nil, err
			} else if found {
				v = r
			}
		}
		if isUnknown(v) {
			return Doubt(ComplexClass, v), nil
		}
		c, ok := asComplex(Underlying(v))
		if !ok {
			return in.unfollowed(ComplexClass), nil
		}
		parts[i] = c
	}
	// The parts are added only where one is itself complex, so that a zero keeps its sign.
	re, im := real(parts[0]), real(parts[1])
	if in.args[1] == nil {
		im = imag(parts[0])
	} else if isComplex(in.args[0]) {
		im += imag(parts[0])
	}
	if isComplex(in.args[1]) {
		re -= imag(parts[1])
	}
	return Complex{traced{in.tr}, complex(re, im)}, nil
}

func isComplex(v Value) bool {
	_, ok := Underlying(v).(Complex)
	return ok
}

func newBytes(in *invocation) (Value, error) {
	v := in.args[0]
	if v == nil {
		if in.args[1] != nil || in.args[2] != nil {
			return nil, in.t.Raise("TypeError", "encoding or errors without a string argument")
		}
		return NewBytes("", nil), nil
	}
	if _, text := Underlying(v).(Str); !text && (in.args[1] != nil || in.args[2] != nil) {
		return nil, in.t.Raise("TypeError", "encoding without a string argument")
	}
	if r, found, err := special(in.t, v, "__bytes__"); err != nil {
		return nil, err
	} else if found {
		return textAnswer(in.t, BytesClass, "__bytes__ returned non-bytes (type", r)
	}
	v, err := indexed(in.t, v)
	if err != nil || isUnknown(v) {
		return typed(v, BytesClass), err
	}
	switch x := Underlying(v).(type) {
	case Str:
		if in.args[1] == nil {
			return nil, in.t.Raise("TypeError", "string argument without an encoding")
		}
		again := *in
		again.self, again.args = x, in.args[1:]
		return strEncode(&again)
	case Bytes:
		return x, nil
	case Int, Bool:
		n, err := indexOf(in.t, x)
		if err != nil {
			return nil, err
		}
		if n < 0 {
			return nil, in.t.Raise("ValueError", "negative count")
		}
		return newText(in.t, BytesClass, in.tr, n, func() string { return strings.Repeat("\x00", n) })
	}
	items, err := Items(in.t, v)
	if err != nil {
		return nil, err
	}
	tr, out := in.tr, make([]byte, len(items))
	for i, e := range items {
		tr = tr.Under(e.Trace())
		if isUnknown(e) {
			return Doubt(BytesClass, e), nil
		}
		n, err := indexOf(in.t, e)
		if err != nil {
			return nil, err
		}
		if n < 0 || n > 255 {
			return nil, in.t.Raise("ValueError", "bytes must be in range(0, 256)")
		}
		out[i] = byte(n)
	}
	return NewBytes(string(out), tr), in.t.Alloc(len(out))
}

// collected are the items of the argument, for a new container.
func (in *invocation) collected() ([]Value, *Trace, error) {
	if in.args[0] == nil {
		return nil, nil, nil
	}
	items, err := Items(in.t, in.args[0])
	if err != nil {
		return nil, nil, err
	}
	return append([]Value(nil), items...), in.args[0].Trace(), in.t.Alloc(len(items))
}

func newList(in *invocation) (Value, error) {
	mixed := in.args[0] != nil && Disordered(in.args[0])
	items, tr, err := in.collected()
	return InAnyOrder(in.t, in.t.NewList(items, tr), mixed), err
}

func newTuple(in *invocation) (Value, error) {
	if v, ok := in.args[0].(Tuple); ok && v.Type == nil {
		return v, nil
	}
	mixed := in.args[0] != nil && Disordered(in.args[0])
	items, tr, err := in.collected()
	return InAnyOrder(in.t, NewTuple(items, tr), mixed), err
}

func newSetOf(in *invocation) (Value, error) {
	items, tr, err := in.collected()
	if err != nil {
		return nil, err
	}
	s := in.t.NewSet(nil, in.name == "frozenset", tr)
	return s, addAll(in.t, s, items)
}

func newDict(in *invocation) (Value, error) {
	d := in.t.NewDict(nil)
	if len(in.args) > 0 {
		d.trace = in.args[0].Trace()
	}
	return d, updateDictCall(in.t, d, in.call)
}

func newRange(in *invocation) (Value, error) {
	start, stop, step := 0, in.int(0, 0), in.int(2, 1)
	if in.args[1] != nil {
		start, stop = stop, in.int(1, 0)
	}
	if in.err == nil && step == 0 {
		return nil, in.t.Raise("ValueError", "range() arg 3 must not be zero")
	}
	for _, n := range []int{start, stop, step} {
		if n > maxIndex/4 || n < -maxIndex/4 {
			return refuse(in.t, RangeClass, in.tr), in.err
		}
	}
	return &Range{object{in.tr}, int64(start), int64(stop), int64(step)}, nil
}

func newSlice(in *invocation) (Value, error) {
	a := in.args
	if a[1] == nil && a[2] == nil {
		return Slice{Lower: None(), Upper: a[0], Step: None()}, nil
	}
	return Slice{Lower: a[0], Upper: orNone(a[1]), Step: orNone(a[2])}, nil
}

func typeOf(in *invocation) (Value, error) {
	if u, ok := in.args[0].(*Unknown); ok && u.Type == nil {
		return Doubt(TypeClass, u), nil
	}
	return classOf(in.args[0]), nil
}

func newProperty(in *invocation) (Value, error) {
	p := &Property{}
	for i, to := range []*Value{&p.Getter, &p.Setter, &p.Deleter} {
		if in.has(i) {
			*to = in.args[i]
		}
	}
	return p, nil
}
