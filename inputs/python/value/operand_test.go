package value

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// The operands of random expressions: literals, and the same values in Go.

// testOperand is a value: its literal, and how it is made anew.
type testOperand struct {
	text string
	make func(t *Thread) Value
}

var texts = []string{"", "a", "abc", "Hello World", " x ", "a,b,,c", "a, b", "  lead", "1", "12", "-7", " 42 ", "1_000", "0x1f", "0b11", "1e3", "3.14",
	"inf", "nan", "ß", "ÀÉ", "ǆ", "İ", "Σίσυφος ΟΔΟΣ", "日本", "😀a", "\ud7ff", "tab\tx", "a\nb\r\nc\u2028d", "it's", `say "hi"`, `b\s`, "\x00\x1f\x7f", "\u00a0x\u00a0",
	"{}", "%s", "true", "False", "aaa", "abcabc", "x=1;y=2", "ﬁ", "ŉ", "²³", "①", "٣٤", "Ⅷ", "ªº", "_id9", "9id", "ABC", "Title Case", "they're bill's", "\x1c\x1d", "é", "e\u0301", "ͅ", "ΑΣ", "a.b.c"}

var numbers = []string{"0", "1", "-1", "2", "3", "5", "7", "-8", "10", "16", "36", "100", "255", "256", "-257", "1000", "65", "9223372036854775807", "-9223372036854775808",
	"18446744073709551616", "123456789012345678901234567890", "-99999999999999999999", "1000000007", "4", "12"}

var floats = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 1.5, 2.5, 3.14159, 1e16, 1e15, 123456789.125, 1e-4, 1e-5, 1e22, 1e100, 1.7976931348623157e308, 5e-324, 0.1, 2.675, 1234567.891, -0.0001, 1e300, 99.995,
	math.Inf(1), math.Inf(-1), math.NaN(), 100, 0.3, 7.0, -2.5, 1e21, 12345678901234567, 0.30000000000000004, 2.2250738585072014e-308}

var blobs = []string{"", "a", "abc", "a,b", " x ", "\x00\xff", "\xc3\xa9", "line\nnext\r\n", "ABC", "it's", "12", "\xe2\x82", "hello world"}

// veil lets an operand be unknown while the generator is veiled: without any
// choice, or as one of two.
func (g *generator) veil(o testOperand) testOperand {
	if !g.mist || g.IntN(5) > 0 {
		return o
	}
	g.mist = false
	other := g.scalar()
	g.mist = true
	choices := g.IntN(3)
	return testOperand{o.text, func(t *Thread) Value {
		v := o.make(t)
		switch {
		case !g.veiled:
			return v
		case choices == 0:
			u := something()
			u.Type = v.Class()
			return u
		}
		return oneOf(v, other.make(t))
	}}
}

// uncertain lets an item be any number of items, or be perhaps not there.
func (g *generator) uncertain(o testOperand) testOperand {
	choices := g.IntN(2) == 0
	return testOperand{o.text, func(t *Thread) Value {
		v := o.make(t)
		switch {
		case !g.veiled:
			return v
		case choices && !isUnknown(v):
			return oneOf(v, Unbound{})
		}
		return many()
	}}
}

// literalStr writes a str so that Python reads it whatever it holds.
func literalStr(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, `\U%08x`, r)
	}
	return `"` + b.String() + `"`
}

func literalBytes(s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, `\x%02x`, s[i])
	}
	return `b"` + b.String() + `"`
}

func strOperand(s string) testOperand {
	return testOperand{literalStr(s), func(*Thread) Value { return NewStr(s, nil) }}
}

func bytesOperand(s string) testOperand {
	return testOperand{literalBytes(s), func(*Thread) Value { return NewBytes(s, nil) }}
}

func intOperand(text string) testOperand {
	return testOperand{"(" + text + ")", func(*Thread) Value {
		i, _ := new(big.Int).SetString(text, 10)
		return NewBigInt(i, nil)
	}}
}

func floatOperand(f float64) testOperand {
	text := "float('" + strconv.FormatFloat(f, 'g', 17, 64) + "')"
	return testOperand{text, func(*Thread) Value { return NewFloat(f, nil) }}
}

func boolOperand(b bool) testOperand {
	text := "False"
	if b {
		text = "True"
	}
	return testOperand{text, func(*Thread) Value { return NewBool(b, nil) }}
}

func noneOperand() testOperand { return testOperand{"None", func(*Thread) Value { return None() }} }

func (g *generator) str() testOperand { return g.veil(strOperand(g.text())) }

func (g *generator) text() string {
	switch g.IntN(4) {
	case 0:
		return one(g, texts) + one(g, texts)
	case 1:
		var b strings.Builder
		for range g.IntN(6) {
			b.WriteRune(one(g, []rune("aB1 ,.\t\n-_'é")))
		}
		return b.String()
	}
	return one(g, texts)
}

func (g *generator) int() testOperand { return g.veil(intOperand(one(g, numbers))) }

func (g *generator) smallInt() testOperand { return g.veil(intOperand(strconv.Itoa(g.IntN(25) - 8))) }

// scalar is any value without parts.
func (g *generator) scalar() testOperand {
	switch g.IntN(12) {
	case 0, 1, 2, 3:
		return g.str()
	case 4, 5, 6:
		return g.int()
	case 7, 8:
		return floatOperand(one(g, floats))
	case 9:
		return boolOperand(g.IntN(2) == 0)
	case 10:
		return bytesOperand(one(g, blobs))
	}
	return noneOperand()
}

// hashable is a scalar, or a tuple of such.
func (g *generator) hashable() testOperand {
	if g.IntN(8) == 0 {
		return g.sequence("tuple", g.scalar)
	}
	s := g.scalar()
	for strings.Contains(s.text, "NaN") {
		s = g.scalar()
	}
	return s
}

func (g *generator) any() testOperand {
	switch g.IntN(10) {
	case 0:
		return g.veil(g.sequence("list", g.scalar))
	case 1:
		return g.veil(g.sequence("tuple", g.scalar))
	case 2:
		return g.veil(g.dict())
	case 3:
		return g.singleton() // the order of a larger set may go into the result
	case 4:
		return g.rangeOf()
	}
	return g.scalar()
}

func (g *generator) of(class *Class) testOperand {
	switch class {
	case StrClass:
		return g.str()
	case BytesClass:
		return bytesOperand(one(g, blobs))
	case IntClass:
		return g.int()
	case BoolClass:
		return boolOperand(g.IntN(2) == 0)
	case FloatClass:
		return floatOperand(one(g, floats))
	case ListClass:
		return g.sequence("list", g.alike())
	case TupleClass:
		return g.sequence("tuple", g.alike())
	case DictClass:
		return g.dict()
	case SetClass:
		return g.set(false)
	case FrozenSetClass:
		return g.set(true)
	case RangeClass:
		return g.rangeOf()
	}
	return g.any()
}

// alike makes values that can mostly be compared with each other.
func (g *generator) alike() func() testOperand {
	return one(g, []func() testOperand{g.scalar, g.str, g.int, g.smallInt, g.any})
}

func (g *generator) sequence(kind string, item func() testOperand) testOperand {
	items := make([]testOperand, g.IntN(5))
	parts := make([]string, len(items))
	for i := range items {
		items[i] = item()
		parts[i] = items[i].text
		if g.mist && g.IntN(6) == 0 {
			items[i] = g.uncertain(items[i])
		}
	}
	makeAll := func(t *Thread) []Value {
		out := make([]Value, len(items))
		for i, it := range items {
			out[i] = it.make(t)
		}
		return out
	}
	if kind == "tuple" {
		return testOperand{"(" + strings.Join(append(parts, ""), ",") + ")", func(t *Thread) Value { return NewTuple(makeAll(t), nil) }}.orEmpty(len(items))
	}
	return testOperand{"[" + strings.Join(parts, ",") + "]", func(t *Thread) Value { return t.NewList(makeAll(t), nil) }}
}

func (o testOperand) orEmpty(n int) testOperand {
	if n == 0 {
		o.text = "()"
	}
	return o
}

func (g *generator) dict() testOperand {
	n := g.IntN(4)
	var keys, values []testOperand
	var parts []string
	for range n {
		k, v := g.hashable(), g.scalar()
		keys, values = append(keys, k), append(values, v)
		parts = append(parts, k.text+":"+v.text)
	}
	return testOperand{"{" + strings.Join(parts, ",") + "}", func(t *Thread) Value {
		d := t.NewDict(nil)
		for i := range keys {
			_ = SetItem(t, d, keys[i].make(t), values[i].make(t))
		}
		return d
	}}
}

func (g *generator) set(frozen bool) testOperand {
	name := "set"
	if frozen {
		name = "frozenset"
	}
	list := g.sequence("list", one(g, []func() testOperand{g.hashable, g.smallInt, g.smallInt}))
	return testOperand{name + "(" + list.text + ")", func(t *Thread) Value {
		items, _ := Items(t, list.make(t))
		return t.NewSet(items, frozen, nil)
	}}
}

// singleton is a set of one item or none.
func (g *generator) singleton() testOperand {
	if g.IntN(3) == 0 {
		return testOperand{"frozenset()", func(t *Thread) Value { return t.NewSet(nil, true, nil) }}
	}
	k := g.hashable()
	return testOperand{"{" + k.text + "}", func(t *Thread) Value { return t.NewSet([]Value{k.make(t)}, false, nil) }}
}

func (g *generator) rangeOf() testOperand {
	start, stop, step := g.IntN(9)-3, g.IntN(20)-5, one(g, []int{1, 1, 2, 3, -1, -2})
	return testOperand{fmt.Sprintf("range(%d,%d,%d)", start, stop, step), func(*Thread) Value {
		return &Range{Start: int64(start), Stop: int64(stop), Step: int64(step)}
	}}
}

// like makes a value of the same type as a, judged by its literal.
func (g *generator) like(a testOperand) testOperand {
	return g.of(a.make(newTestThread()).Class())
}

// partOf is a piece of a str operand.
func (g *generator) partOf(o testOperand) testOperand {
	s, ok := o.make(nil).(Str)
	if !ok || s.text == "" {
		return g.str()
	}
	rs := []rune(s.text)
	lo := g.IntN(len(rs))
	return strOperand(string(rs[lo : lo+1+g.IntN(min(3, len(rs)-lo))]))
}

// ordered is a number that has a place in an order: no NaN.
func (g *generator) ordered() testOperand {
	return one(g, []testOperand{g.smallInt(), floatOperand(one(g, []float64{0.5, -0.5, 3, 1e10, math.Inf(1), 0})), boolOperand(true)})
}
