package value

import (
	"math"
	"math/big"
	"strings"
)

// The builtin functions about numbers.

// numberFunctions are the builtin functions about numbers.
func numberFunctions() methods {
	return methods{
		"abs":    {takes: pos(1), min: 1, fn: absOf},
		"round":  {takes: []string{"number", "ndigits"}, min: 1, fn: roundOf},
		"divmod": {takes: pos(2), min: 2, gives: TupleClass, fn: divmod},
		"pow":    {takes: []string{"base", "exp", "mod"}, min: 2, fn: powOf},
		"ord":    {takes: pos(1), min: 1, gives: IntClass, fn: ordOf},
		"chr":    {takes: pos(1), min: 1, gives: StrClass, fn: chrOf},
		"hex":    {takes: pos(1), min: 1, gives: StrClass, fn: inBase("x", 16)},
		"oct":    {takes: pos(1), min: 1, gives: StrClass, fn: inBase("o", 8)},
		"bin":    {takes: pos(1), min: 1, gives: StrClass, fn: inBase("b", 2)},
	}
}

func absOf(in *invocation) (Value, error) {
	v := in.args[0]
	if i, ok := v.(*Instance); ok {
		if r, found, err := callSpecial(in.t, i, "__abs__"); found || err != nil {
			return r, err
		}
	}
	kind := v.Class()
	v = Underlying(v)
	if n, ok := asInt(v); ok {
		return NewBigInt(new(big.Int).Abs(n.Big()), in.tr), nil
	}
	switch x := v.(type) {
	case Float:
		return NewFloat(math.Abs(x.F), in.tr), nil
	case Complex:
		return NewFloat(math.Hypot(real(x.C), imag(x.C)), in.tr), nil
	}
	if h, ok := v.(HasUnary); ok {
		if r, ok, err := h.Unary(in.t, "abs"); ok || err != nil {
			return r, err
		}
	}
	return nil, in.t.Raise("TypeError", "bad operand type for abs(): '"+kind.TypeName()+"'")
}

func roundOf(in *invocation) (Value, error) {
	v := in.args[0]
	if i, ok := v.(*Instance); ok {
		args := in.args[1:]
		if args[0] == nil {
			args = nil
		}
		if r, found, err := callSpecial(in.t, i, "__round__", args...); found || err != nil {
			return r, err
		}
	}
	kind := v.Class()
	v = Underlying(v)
	digits := in.index(1, 0)
	if in.err != nil {
		return nil, in.err
	}
	if n, ok := asInt(v); ok {
		return roundInt(n, digits, in.tr), nil
	}
	f, ok := v.(Float)
	if _, isNumber := v.(HasUnary); isNumber && !ok {
		return NewUnknown("what a "+v.Class().Name+" rounds to is not followed", in.t.At, in.tr), nil
	}
	if !ok {
		return nil, in.t.Raise("TypeError", "type "+kind.TypeName()+" doesn't define __round__ method")
	}
	if !in.has(1) {
		return intFromFloat(in.t, math.RoundToEven(f.F), in.tr)
	}
	return NewFloat(roundFloat(f.F, digits), in.tr), nil
}

// roundInt rounds to a multiple of a power of ten, half to even.
func roundInt(n Int, digits int, tr *Trace) Value {
	if digits >= 0 {
		return n.With(tr)
	}
	if -digits > n.bits() {
		return NewInt(0, tr)
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-digits)), nil)
	q, r := floorDivide(n.Big(), unit)
	twice := new(big.Int).Lsh(r, 1)
	if c := twice.Cmp(unit); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return NewBigInt(q.Mul(q, unit), tr)
}

func divmod(in *invocation) (Value, error) {
	for i, name := range []string{"__divmod__", "__rdivmod__"} {
		r, found, err := special(in.t, in.args[i], name, in.args[1-i])
		if _, not := r.(NotImplementedValue); found && !not || err != nil {
			return r, err
		}
	}
	q, err := Binary(in.t, FloorDiv, in.args[0], in.args[1])
	if err != nil {
		return nil, err
	}
	r, err := Binary(in.t, Mod, in.args[0], in.args[1])
	if err != nil {
		return nil, err
	}
	return NewTuple([]Value{q, r}, in.tr), nil
}

func powOf(in *invocation) (Value, error) {
	if !in.has(2) {
		return Binary(in.t, Pow, in.args[0], in.args[1])
	}
	if r, found, err := special(in.t, in.args[0], "__pow__", in.args[1], in.args[2]); found || err != nil {
		return r, err
	}
	x, okX := asInt(in.args[0])
	y, okY := asInt(in.args[1])
	m, okM := asInt(in.args[2])
	if !okX || !okY || !okM {
		return noModulus(in)
	}
	if m.sign() == 0 {
		return nil, in.t.Raise("ValueError", "pow() 3rd argument cannot be 0")
	}
	if x.bits()+y.bits()+m.bits() > 1<<12 {
		return refuse(in.t, IntClass, in.tr), nil
	}
	if err := in.t.Burn(y.bits() * m.bits() / 4096); err != nil {
		return nil, err
	}
	modulus := new(big.Int).Abs(m.Big())
	_, base := floorDivide(x.Big(), modulus)
	out := new(big.Int).Exp(base, y.Big(), modulus)
	if out == nil {
		return nil, in.t.Raise("ValueError", "base is not invertible for the given modulus")
	}
	_, out = floorDivide(out, m.Big())
	return NewBigInt(out, in.tr), nil
}

// noModulus is what pow gives with a third argument where not all are ints: the first
// that is a number of another kind refuses.
func noModulus(in *invocation) (Value, error) {
	for _, v := range in.args {
		switch Underlying(v).(type) {
		case Complex:
			return nil, in.t.Raise("ValueError", "complex modulo")
		case HasBinary:
			return NewUnknown("this power is not computed", in.t.At, in.tr), nil
		case Int, Bool:
			continue
		}
		break
	}
	return nil, in.t.Raise("TypeError", "pow() 3rd argument not allowed unless all arguments are integers")
}

func ordOf(in *invocation) (Value, error) {
	v := Underlying(in.args[0])
	switch x := v.(type) {
	case Str:
		if rs := runesOf(x.text); len(rs) == 1 {
			return NewInt(int64(rs[0]), in.tr), nil
		}
	case Bytes:
		if len(x.text) == 1 {
			return NewInt(int64(x.text[0]), in.tr), nil
		}
	default:
		return nil, in.t.Raise("TypeError", "ord() expected string of length 1, but "+in.args[0].Class().TypeName()+" found")
	}
	return nil, in.t.Raise("TypeError", "ord() expected a character, but string of another length found")
}

func chrOf(in *invocation) (Value, error) {
	n := in.int(0, 0)
	if in.err == nil && (n < math.MinInt32 || n > math.MaxInt32) {
		return nil, in.t.Raise("OverflowError", "Python int too large to convert to C int")
	}
	if in.err == nil && (n < 0 || n > 0x10FFFF) {
		return nil, in.t.Raise("ValueError", "chr() arg not in range(0x110000)")
	}
	return NewStr(textOf([]rune{rune(n)}), in.tr), nil
}

func inBase(letter string, base int) func(in *invocation) (Value, error) {
	return func(in *invocation) (Value, error) {
		v := in.args[0]
		if r, found, err := askedNumber(in.t, v, IntClass, "__index__"); err != nil {
			return nil, err
		} else if u, ok := r.(*Unknown); ok {
			return nil, unknownIndex{v, u}
		} else if found {
			v = r
		}
		n, ok := asInt(Underlying(v))
		if !ok {
			return nil, in.t.Raise("TypeError", "'"+in.args[0].Class().TypeName()+"' object cannot be interpreted as an integer")
		}
		s := n.Big().Text(base)
		digits := strings.TrimPrefix(s, "-")
		return NewStr(s[:len(s)-len(digits)]+"0"+letter+digits, in.tr), in.t.Alloc(len(s))
	}
}
