package value

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// generator makes random expressions over the builtin types.
type generator struct {
	*rand.Rand
	builtins *Namespace
}

// testOperand is a value: its literal, and how it is made anew.
type testOperand struct {
	text string
	make func(t *Thread) Value
}

func one[T any](g *generator, list []T) T { return list[g.IntN(len(list))] }

func (g *generator) next() oracleCase {
	switch n := g.IntN(100); {
	case n < 20:
		return g.binary()
	case n < 28:
		return g.comparison()
	case n < 31:
		return g.unary()
	case n < 67:
		return g.method()
	case n < 80:
		return g.function()
	case n < 86:
		return g.item()
	case n < 92:
		return g.format()
	case n < 96:
		return g.percent()
	}
	return g.strFormat()
}

var texts = []string{"", "a", "abc", "Hello World", " x ", "a,b,,c", "a, b", "  lead", "1", "12", "-7", " 42 ", "1_000", "0x1f", "0b11", "1e3", "3.14",
	"inf", "nan", "ß", "ÀÉ", "ǆ", "İ", "Σίσυφος ΟΔΟΣ", "日本", "😀a", "\ud7ff", "tab\tx", "a\nb\r\nc\u2028d", "it's", `say "hi"`, `b\s`, "\x00\x1f\x7f", "\u00a0x\u00a0",
	"{}", "%s", "true", "False", "aaa", "abcabc", "x=1;y=2", "ﬁ", "ŉ", "²³", "①", "٣٤", "Ⅷ", "ªº", "_id9", "9id", "ABC", "Title Case", "they're bill's", "\x1c\x1d", "é", "e\u0301", "ͅ", "ΑΣ", "a.b.c"}

var numbers = []string{"0", "1", "-1", "2", "3", "5", "7", "-8", "10", "16", "36", "100", "255", "256", "-257", "1000", "65", "9223372036854775807", "-9223372036854775808",
	"18446744073709551616", "123456789012345678901234567890", "-99999999999999999999", "1000000007", "4", "12"}

var floats = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 1.5, 2.5, 3.14159, 1e16, 1e15, 123456789.125, 1e-4, 1e-5, 1e22, 1e100, 1.7976931348623157e308, 5e-324, 0.1, 2.675, 1234567.891, -0.0001, 1e300, 99.995,
	math.Inf(1), math.Inf(-1), math.NaN(), 100, 0.3, 7.0, -2.5, 1e21, 12345678901234567, 0.30000000000000004, 2.2250738585072014e-308}

var blobs = []string{"", "a", "abc", "a,b", " x ", "\x00\xff", "\xc3\xa9", "line\nnext\r\n", "ABC", "it's", "12", "\xe2\x82", "hello world"}

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

func (g *generator) str() testOperand { return strOperand(g.text()) }

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

func (g *generator) int() testOperand { return intOperand(one(g, numbers)) }

func (g *generator) smallInt() testOperand { return intOperand(strconv.Itoa(g.IntN(25) - 8)) }

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
		return g.sequence("list", g.scalar)
	case 1:
		return g.sequence("tuple", g.scalar)
	case 2:
		return g.dict()
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
			d.Set(t, keys[i].make(t), values[i].make(t))
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

var operators = []string{"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"}

func (g *generator) binary() oracleCase {
	op := BinaryOp(g.IntN(len(operators)))
	a, b := g.any(), g.any()
	if g.IntN(2) == 0 {
		b = g.like(a)
	}
	switch op {
	case Mult, Pow, LShift, RShift: // keep the results small
		b = one(g, []testOperand{g.smallInt(), g.smallInt(), floatOperand(one(g, []float64{2, 0.5, -1, 3})), g.str()})
	}
	if op == Pow { // large powers of floats differ between C libraries in the last digit
		a = one(g, []testOperand{g.int(), g.smallInt(), floatOperand(2.5), floatOperand(-0.5), g.str(), boolOperand(true)})
	}
	inplace := g.IntN(4) == 0
	if inplace {
		return oracleCase{fmt.Sprintf("(lambda x: [x := __import__('operator').%s(x, %s)][0])(%s)", inplaceName(op), b.text, a.text),
			func(t *Thread) (Value, error) { return Inplace(t, op, a.make(t), b.make(t)) }}
	}
	return oracleCase{a.text + operators[op] + b.text, func(t *Thread) (Value, error) { return Binary(t, op, a.make(t), b.make(t)) }}
}

func inplaceName(op BinaryOp) string { return strings.Trim(operatorOf(op).inplace, "_") }

// like makes a value of the same type as a, judged by its literal.
func (g *generator) like(a testOperand) testOperand {
	return g.of(a.make(newTestThread()).Class())
}

func (g *generator) comparison() oracleCase {
	a, b := g.any(), g.any()
	if g.IntN(3) > 0 {
		b = g.like(a)
	}
	if g.IntN(5) == 0 {
		b = a
	}
	symbols := []string{"==", "!=", "<", "<=", ">", ">=", "", "", " in ", " not in "}
	op := CompareOp(g.IntN(len(symbols)))
	if symbols[op] == "" {
		op = Eq
	}
	if op == In || op == NotIn {
		b = one(g, []testOperand{g.sequence("list", g.scalar), g.set(false), g.dict(), g.str(), g.rangeOf(), g.scalar()})
	}
	return oracleCase{a.text + symbols[op] + b.text, func(t *Thread) (Value, error) { return CompareValue(t, op, a.make(t), b.make(t)) }}
}

func (g *generator) unary() oracleCase {
	a := g.scalar()
	i := g.IntN(3)
	f := []func(*Thread, Value) (Value, error){Negate, Plus, Invert}[i]
	return oracleCase{"-+~"[i:i+1] + a.text, func(t *Thread) (Value, error) { return f(t, a.make(t)) }}
}

// methodArgs says what each method takes: s like self, t any str, i index, n
// small number, I iterable of texts, L any iterable, a any, k key, f fill, e
// encoding, m error handler, D dict; what stands behind "|" may be left out.
var methodArgs = map[*Class]map[string]string{
	StrClass: {"join": "I", "split": "|sn", "rsplit": "|sn", "splitlines": "|b", "partition": "s", "rpartition": "s", "strip": "|s", "lstrip": "|s",
		"rstrip": "|s", "replace": "ss|n", "startswith": "p|ii", "endswith": "p|ii", "find": "s|ii", "rfind": "s|ii", "index": "s|ii", "rindex": "s|ii",
		"count": "s|ii", "removeprefix": "s", "removesuffix": "s", "expandtabs": "|n", "center": "n|f", "ljust": "n|f", "rjust": "n|f", "zfill": "n",
		"upper": "", "lower": "", "casefold": "", "title": "", "capitalize": "", "swapcase": "", "isalpha": "", "isdecimal": "", "isdigit": "",
		"isalnum": "", "isspace": "", "isprintable": "", "isascii": "", "isidentifier": "", "isupper": "", "islower": "", "istitle": "", "isnumeric": "",
		"encode": "|em"},
	BytesClass: {"split": "|sn", "rsplit": "|sn", "splitlines": "|b", "partition": "s", "rpartition": "s", "strip": "|s", "replace": "ss|n",
		"startswith": "s|ii", "find": "s|ii", "count": "s|ii", "index": "s", "removeprefix": "s", "removesuffix": "s", "center": "n", "zfill": "n", "expandtabs": "|n",
		"upper": "", "lower": "", "title": "", "capitalize": "", "swapcase": "", "isalpha": "", "isdigit": "", "isspace": "", "isalnum": "", "isascii": "",
		"decode": "|em", "hex": "", "rjust": "n", "ljust": "n", "endswith": "s", "lstrip": "|s", "rstrip": "|s", "rfind": "s"},
	ListClass: {"append": "a", "extend": "L", "insert": "ia", "remove": "a", "pop": "|i", "clear": "", "index": "a|ii", "count": "a", "reverse": "",
		"copy": "", "sort": ""},
	TupleClass: {"index": "a|ii", "count": "a"},
	RangeClass: {"index": "n", "count": "n"},
	DictClass:  {"get": "k|a", "setdefault": "k|a", "pop": "k|a", "popitem": "", "update": "D", "clear": "", "copy": "", "keys": "", "values": "", "items": ""},
	SetClass: {"union": "L", "intersection": "L", "difference": "L", "symmetric_difference": "L", "update": "L", "intersection_update": "L",
		"difference_update": "L", "symmetric_difference_update": "L", "add": "k", "remove": "k", "discard": "k", "clear": "", "copy": "", "issubset": "L",
		"issuperset": "L", "isdisjoint": "L"},
	FrozenSetClass: {"union": "L", "intersection": "L", "difference": "L", "copy": "", "issubset": "L"},
	IntClass:       {"bit_length": "", "bit_count": "", "conjugate": "", "as_integer_ratio": "", "to_bytes": "n|o"},
	BoolClass:      {"bit_length": "", "conjugate": "", "as_integer_ratio": ""},
	FloatClass:     {"is_integer": "", "as_integer_ratio": "", "hex": "", "conjugate": ""},
}

var methodClasses = []*Class{StrClass, StrClass, StrClass, StrClass, StrClass, BytesClass, BytesClass, ListClass, ListClass, TupleClass, RangeClass, DictClass, DictClass,
	SetClass, FrozenSetClass, IntClass, BoolClass, FloatClass}

func (g *generator) method() oracleCase {
	class := one(g, methodClasses)
	table := methodArgs[class]
	names := make([]string, 0, len(table))
	for name := range table {
		names = append(names, name)
	}
	slices.Sort(names)
	name := one(g, names)
	self := g.of(class)
	args := g.arguments(self, class, table[name])
	list, make := argumentList(args)
	return oracleCase{fmt.Sprintf("(lambda x: [x.%s(%s), x])(%s)", name, list, self.text), func(t *Thread) (Value, error) {
		v := self.make(t)
		f, err := Attr(t, v, name)
		if err != nil {
			return nil, err
		}
		r, err := CallValue(t, f, &Call{Args: make(t)})
		return t.NewList([]Value{r, v}, nil), err
	}}
}

func argumentList(args []testOperand) (string, func(t *Thread) []Value) {
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = a.text
	}
	return strings.Join(parts, ","), func(t *Thread) []Value {
		out := make([]Value, len(args))
		for i, a := range args {
			out[i] = a.make(t)
		}
		return out
	}
}

func (g *generator) arguments(self testOperand, class *Class, spec string) []testOperand {
	var out []testOperand
	optional := false
	for _, c := range spec {
		if c == '|' {
			optional = true
			continue
		}
		if optional && g.IntN(2) == 0 {
			break
		}
		if g.IntN(40) == 0 && c != 'b' { // an argument of the wrong type, but no large number: it may be a width
			out = append(out, one(g, []testOperand{g.str(), noneOperand(), g.dict(), boolOperand(true), floatOperand(2.5), bytesOperand("a")}))
			continue
		}
		out = append(out, g.argument(self, class, c))
	}
	return out
}

func (g *generator) argument(self testOperand, class *Class, kind rune) testOperand {
	switch kind {
	case 's', 'p':
		if kind == 'p' && g.IntN(3) == 0 {
			return g.sequence("tuple", g.str)
		}
		if class == BytesClass {
			return bytesOperand(one(g, blobs))
		}
		return one(g, []testOperand{g.str(), strOperand(one(g, []string{",", "a", " ", "b", "bc", "l"})), g.partOf(self)})
	case 'i', 'n':
		return g.smallInt()
	case 'b':
		return boolOperand(g.IntN(2) == 0)
	case 'f':
		return strOperand(one(g, []string{"*", "é", "ab", "0"}))
	case 'e':
		return strOperand(one(g, []string{"utf-8", "ascii", "latin-1", "UTF8"}))
	case 'm':
		return strOperand(one(g, []string{"strict", "ignore", "replace", "backslashreplace"}))
	case 'o':
		return strOperand(one(g, []string{"big", "little", "odd"}))
	case 'I':
		return g.sequence(one(g, []string{"list", "tuple"}), g.str)
	case 'L':
		if class == ListClass {
			return one(g, []testOperand{g.sequence("tuple", g.any), g.singleton(), g.dict(), g.rangeOf(), g.str(), g.scalar()})
		}
		return one(g, []testOperand{g.sequence("list", g.hashable), g.sequence("tuple", g.smallInt), g.set(false), g.dict(), g.rangeOf(), g.str()})
	case 'D':
		return one(g, []testOperand{g.dict(), g.sequence("list", func() testOperand { return g.sequence("tuple", g.hashable) })})
	case 'k':
		return one(g, []testOperand{g.hashable(), g.smallInt(), g.any()})
	}
	return g.any()
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

var functionArgs = map[string]string{"len": "a", "repr": "a", "ascii": "a", "abs": "x", "round": "x|n", "divmod": "xx", "ord": "t", "chr": "n", "hex": "n", "oct": "n", "bin": "n",
	"sorted": "S", "sum": "S", "min": "S", "max": "S", "any": "a", "all": "a", "bool": "a", "int": "x", "float": "x", "str": "a", "list": "a", "tuple": "a",
	"set": "L", "frozenset": "L", "dict": "D", "enumerate": "a", "zip": "aa", "reversed": "a", "callable": "a", "pow": "nn|n", "bytes": "B", "range": "n|nn"}

func (g *generator) function() oracleCase {
	names := make([]string, 0, len(functionArgs))
	for name := range functionArgs {
		names = append(names, name)
	}
	slices.Sort(names)
	name := one(g, names)
	if g.IntN(5) == 0 {
		name = one(g, []string{"int", "float", "round", "repr", "str", "sorted"})
	}
	args := g.functionArguments(functionArgs[name])
	if name == "int" && g.IntN(3) == 0 {
		args = []testOperand{strOperand(one(g, []string{"0x1f", "ff", "0b101", "077", "0", "z", "_1", "1__0", "0o17", " 12 ", "0_7", "-0xF", "+5"})),
			intOperand(one(g, []string{"0", "2", "8", "10", "16", "36", "1", "37"}))}
	}
	list, make := argumentList(args)
	return oracleCase{name + "(" + list + ")", func(t *Thread) (Value, error) {
		f, _ := g.builtins.Get(name)
		return CallValue(t, f.V, &Call{Args: make(t)})
	}}
}

func (g *generator) functionArguments(spec string) []testOperand {
	var out []testOperand
	optional := false
	for _, c := range spec {
		switch {
		case c == '|':
			optional = true
			continue
		case optional && g.IntN(2) == 0:
			return out
		case c == 'x':
			out = append(out, one(g, []testOperand{g.int(), floatOperand(one(g, floats)), g.str(), boolOperand(true), g.smallInt()}))
		case c == 'S':
			out = append(out, one(g, []testOperand{g.sequence("list", g.int), g.sequence("list", g.str), g.sequence("tuple", g.scalar), g.sequence("list", g.ordered), g.set(false)}))
		case c == 'B':
			out = append(out, one(g, []testOperand{g.sequence("list", g.smallInt), g.smallInt(), bytesOperand("x"), g.str()}))
		case c == 't':
			out = append(out, one(g, []testOperand{strOperand(one(g, []string{"a", "é", "😀", "ab", ""})), bytesOperand("a"), g.scalar()}))
		default:
			out = append(out, g.argument(g.str(), StrClass, c))
		}
	}
	return out
}

// ordered is a number that has a place in an order: no NaN.
func (g *generator) ordered() testOperand {
	return one(g, []testOperand{g.smallInt(), floatOperand(one(g, []float64{0.5, -0.5, 3, 1e10, math.Inf(1), 0})), boolOperand(true)})
}

func (g *generator) item() oracleCase {
	v := one(g, []testOperand{g.str(), g.sequence("list", g.scalar), g.sequence("tuple", g.scalar), g.rangeOf(), bytesOperand(one(g, blobs)), g.dict()})
	if g.IntN(3) == 0 {
		k := one(g, []testOperand{g.smallInt(), g.smallInt(), g.hashable()})
		return oracleCase{v.text + "[" + k.text + "]", func(t *Thread) (Value, error) { return Item(t, v.make(t), k.make(t)) }}
	}
	parts := [3]testOperand{noneOperand(), noneOperand(), noneOperand()}
	for i := range parts {
		if g.IntN(3) > 0 {
			parts[i] = g.smallInt()
		}
	}
	text := fmt.Sprintf("%s[%s:%s:%s]", v.text, parts[0].text, parts[1].text, parts[2].text)
	s := func(t *Thread) Value {
		return Slice{Lower: parts[0].make(t), Upper: parts[1].make(t), Step: parts[2].make(t)}
	}
	if g.IntN(4) == 0 { // slice assignment and deletion
		l, to := g.sequence("list", g.smallInt), g.sequence("list", g.str)
		text = fmt.Sprintf("(lambda x: (x.__setitem__(slice(%s,%s,%s), %s), x)[1])(%s)", parts[0].text, parts[1].text, parts[2].text, to.text, l.text)
		return oracleCase{text, func(t *Thread) (Value, error) {
			v := l.make(t)
			return v, SetItem(t, v, s(t), to.make(t))
		}}
	}
	return oracleCase{text, func(t *Thread) (Value, error) { return Item(t, v.make(t), s(t)) }}
}

func (g *generator) spec() string {
	var b strings.Builder
	maybe := func(odds int, choices ...string) {
		if g.IntN(odds) == 0 {
			b.WriteString(one(g, choices))
		}
	}
	maybe(3, "<", ">", "^", "=", "*<", "é^", "0=", "{>")
	maybe(4, "+", "-", " ")
	maybe(12, "z")
	maybe(6, "#")
	maybe(5, "0")
	maybe(2, "1", "8", "12", "20")
	maybe(5, ",", "_")
	maybe(3, ".0", ".1", ".2", ".3", ".10", ".")
	maybe(2, "d", "f", "s", "x", "X", "b", "o", "e", "E", "g", "G", "%", "n", "c", "F", "q")
	return b.String()
}

func (g *generator) format() oracleCase {
	v := one(g, []testOperand{g.int(), floatOperand(one(g, floats)), g.smallInt(), g.str(), g.scalar()})
	spec := g.spec()
	return oracleCase{"format(" + v.text + "," + literalStr(spec) + ")", func(t *Thread) (Value, error) { return Format(t, v.make(t), spec) }}
}

func (g *generator) percent() oracleCase {
	var b strings.Builder
	n := 1 + g.IntN(3)
	var args []testOperand
	for range n {
		b.WriteString(one(g, []string{"", "x", "%%", " "}))
		b.WriteString("%" + one(g, []string{"", "", "-", "0", "+", " ", "#", "-0"}) + one(g, []string{"", "", "5", "10"}) + one(g, []string{"", "", ".2", ".0", ".5"}))
		b.WriteString(one(g, []string{"s", "s", "s", "d", "r", "a", "f", "g", "e", "x", "o", "X", "c", "i", "G", "q"}))
		args = append(args, one(g, []testOperand{g.scalar(), g.int(), floatOperand(one(g, floats)), g.smallInt()}))
	}
	if g.IntN(12) == 0 {
		args = args[1:]
	}
	format := b.String()
	if g.IntN(4) == 0 {
		format = strings.NewReplacer("%s", "%(a)s", "%d", "%(b)d").Replace(format)
		d := testOperand{`{"a":1,"b":2}`, func(t *Thread) Value {
			d := t.NewDict(nil)
			d.SetStr(t, "a", NewInt(1, nil))
			d.SetStr(t, "b", NewInt(2, nil))
			return d
		}}
		return oracleCase{literalStr(format) + "%" + d.text, func(t *Thread) (Value, error) { return Binary(t, Mod, NewStr(format, nil), d.make(t)) }}
	}
	list, make := argumentList(args)
	if len(args) > 0 {
		list += ","
	}
	return oracleCase{literalStr(format) + "%(" + list + ")", func(t *Thread) (Value, error) {
		return Binary(t, Mod, NewStr(format, nil), NewTuple(make(t), nil))
	}}
}

func (g *generator) strFormat() oracleCase {
	var b strings.Builder
	for range 1 + g.IntN(3) {
		b.WriteString(one(g, []string{"", "x ", "{{", "}}", "é"}))
		name := one(g, []string{"", "", "", "0", "1", "k", "0[0]", "k[a]", "0.real", "5", "missing", "{", "k[0].x"})
		b.WriteString("{" + name + one(g, []string{"", "", "!r", "!s", "!a", "!x"}))
		if g.IntN(2) == 0 {
			b.WriteString(":" + one(g, []string{g.spec(), "{1}", ">10"}))
		}
		b.WriteString("}")
	}
	if g.IntN(20) == 0 {
		b.WriteString(one(g, []string{"{", "}", "{0", "{!}", "{:{:{}}}}"}))
	}
	format := b.String()
	args := []testOperand{g.scalar(), g.smallInt(), g.sequence("list", g.scalar)}
	k := g.any()
	list, make := argumentList(args)
	return oracleCase{literalStr(format) + ".format(" + list + ",k=" + k.text + ")", func(t *Thread) (Value, error) {
		f, err := Attr(t, NewStr(format, nil), "format")
		if err != nil {
			return nil, err
		}
		return CallValue(t, f, &Call{Args: make(t), Keywords: []Keyword{{"k", k.make(t)}}})
	}}
}
