package value

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// generator makes random expressions over the builtin types.
type generator struct {
	*rand.Rand
	builtins *Namespace
	// mist: some operands are unknown while veiled is set.
	mist, veiled bool
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

func (g *generator) item() oracleCase {
	v := one(g, []testOperand{g.str(), g.sequence("list", g.scalar), g.sequence("tuple", g.scalar), g.rangeOf(), bytesOperand(one(g, blobs)), g.dict()})
	if g.IntN(3) == 0 {
		k := one(g, []testOperand{g.smallInt(), g.smallInt(), g.hashable()})
		return oracleCase{v.text + "[" + k.text + "]", func(t *Thread) (Value, error) { return Item(t, v.make(t), k.make(t)) }}
	}
	if strings.HasPrefix(v.text, "{") { // a slice is hashable since 3.12
		v = g.str()
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
