package value

import (
	"math"
	"math/big"
)

// Arithmetic of int, float and complex.

// maxBits bounds the ints that are computed.
const maxBits = 1 << 18

func (v Int) cmp(o Int) int {
	if v.big == nil && o.big == nil {
		switch {
		case v.small < o.small:
			return -1
		case v.small > o.small:
			return 1
		}
		return 0
	}
	return v.Big().Cmp(o.Big())
}

func (v Int) sign() int {
	if v.big != nil {
		return v.big.Sign()
	}
	return Int{}.revCmp(v)
}

func (v Int) revCmp(o Int) int { return o.cmp(v) }

func (v Int) bits() int { return v.Big().BitLen() }

// asInt returns an int or a bool as an int.
func asInt(v Value) (Int, bool) {
	switch v := v.(type) {
	case Int:
		return v, true
	case Bool:
		if v.B {
			return Int{traced: v.traced, small: 1}, true
		}
		return Int{traced: v.traced}, true
	}
	return Int{}, false
}

// asFloat returns a number as a float; not ok where it is none. An int that is
// too large becomes an infinity.
func asFloat(v Value) (float64, bool) {
	if f, ok := v.(Float); ok {
		return f.F, true
	}
	i, ok := asInt(v)
	if !ok {
		return 0, false
	}
	return i.float(), true
}

func (v Int) float() float64 {
	if v.big == nil {
		return float64(v.small)
	}
	f, _ := new(big.Float).SetInt(v.big).Float64()
	return f
}

func asComplex(v Value) (complex128, bool) {
	if c, ok := v.(Complex); ok {
		return c.C, true
	}
	f, ok := asFloat(v)
	return complex(f, 0), ok
}

// arithmetic is a op b for numbers; nil where the operator does not apply to the types.
func arithmetic(t *Thread, op BinaryOp, a, b Value, tr *Trace) (Value, error) {
	if x, ok := asInt(a); ok {
		if y, ok := asInt(b); ok {
			return intBinary(t, op, a, b, x, y, tr)
		}
	}
	if x, ok := asFloat(a); ok {
		if y, ok := asFloat(b); ok {
			if tooBigForFloat(a, x) || tooBigForFloat(b, y) {
				return nil, t.Raise("OverflowError", "int too large to convert to float")
			}
			return floatBinary(t, op, x, y, tr)
		}
	}
	if x, ok := asComplex(a); ok {
		if y, ok := asComplex(b); ok {
			return complexBinary(t, op, x, y, tr)
		}
	}
	return nil, nil
}

func tooBigForFloat(v Value, f float64) bool {
	i, ok := v.(Int)
	return ok && i.big != nil && math.IsInf(f, 0)
}

func intBinary(t *Thread, op BinaryOp, a, b Value, x, y Int, tr *Trace) (Value, error) {
	if err := t.Burn((x.bits() + y.bits()) / 256); err != nil {
		return nil, err
	}
	switch op {
	case Add:
		return sum(x, y, tr), nil
	case Sub:
		return difference(x, y, tr), nil
	case Mult:
		return product(t, x, y, tr), nil
	case Div:
		return trueDivide(t, x, y, tr)
	case FloorDiv, Mod:
		if y.sign() == 0 {
			return nil, t.Raise("ZeroDivisionError", zeroDivision(op))
		}
		quotient, remainder := floorDivide(x.Big(), y.Big())
		if op == Mod {
			return NewBigInt(remainder, tr), nil
		}
		return NewBigInt(quotient, tr), nil
	case Pow:
		return intPower(t, x, y, tr)
	case LShift, RShift:
		return shift(t, op, x, y, tr)
	case BitAnd, BitOr, BitXor:
		return bitwise(op, a, b, x, y, tr), nil
	}
	return nil, nil
}

func zeroDivision(op BinaryOp) string {
	switch op {
	case Mod:
		return "integer modulo by zero"
	case FloorDiv:
		return "integer division or modulo by zero"
	}
	return "division by zero"
}

func sum(x, y Int, tr *Trace) Value {
	if x.big == nil && y.big == nil {
		if s := x.small + y.small; (s > x.small) == (y.small > 0) {
			return NewInt(s, tr)
		}
	}
	return NewBigInt(new(big.Int).Add(x.Big(), y.Big()), tr)
}

func difference(x, y Int, tr *Trace) Value {
	if x.big == nil && y.big == nil {
		if s := x.small - y.small; (s < x.small) == (y.small > 0) {
			return NewInt(s, tr)
		}
	}
	return NewBigInt(new(big.Int).Sub(x.Big(), y.Big()), tr)
}

func product(t *Thread, x, y Int, tr *Trace) Value {
	const half = 1 << 31
	if x.big == nil && y.big == nil && x.small < half && x.small > -half && y.small < half && y.small > -half {
		return NewInt(x.small*y.small, tr)
	}
	if x.bits()+y.bits() > maxBits {
		return refuse(t, IntClass, tr)
	}
	return NewBigInt(new(big.Int).Mul(x.Big(), y.Big()), tr)
}

// floorDivide rounds towards minus infinity, as Python does.
func floorDivide(x, y *big.Int) (quotient, remainder *big.Int) {
	q, r := new(big.Int).QuoRem(x, y, new(big.Int))
	if r.Sign() != 0 && r.Sign() != y.Sign() {
		q.Sub(q, big.NewInt(1))
		r.Add(r, y)
	}
	return q, r
}

// trueDivide rounds the exact quotient once.
func trueDivide(t *Thread, x, y Int, tr *Trace) (Value, error) {
	if y.sign() == 0 {
		return nil, t.Raise("ZeroDivisionError", "division by zero")
	}
	f, _ := new(big.Rat).SetFrac(x.Big(), y.Big()).Float64()
	if math.IsInf(f, 0) {
		return nil, t.Raise("OverflowError", "integer division result too large for a float")
	}
	if f == 0 && (x.sign() < 0) != (y.sign() < 0) {
		f = math.Copysign(0, -1)
	}
	return NewFloat(f, tr), nil
}

func intPower(t *Thread, x, y Int, tr *Trace) (Value, error) {
	if y.sign() < 0 {
		if x.sign() == 0 {
			return nil, t.Raise("ZeroDivisionError", "0.0 cannot be raised to a negative power")
		}
		return floatPower(t, x.float(), y.float(), tr)
	}
	n, ok := y.Int64()
	base := int64(x.bits())
	if base > 1 && (!ok || n > maxBits || base*n > maxBits) {
		return refuse(t, IntClass, tr), nil
	}
	if !ok { // 0, 1 or -1: only whether the exponent is odd matters
		n = 2 + int64(y.big.Bit(0))
	}
	if base <= 1 && n > 2 {
		n = 2 + n&1
	}
	return NewBigInt(new(big.Int).Exp(x.Big(), big.NewInt(n), nil), tr), nil
}

// shift is << and >>. The bounds are tested apart: their sum may overflow.
func shift(t *Thread, op BinaryOp, x, y Int, tr *Trace) (Value, error) {
	if y.sign() < 0 {
		return nil, t.Raise("ValueError", "negative shift count")
	}
	n, ok := y.Int64()
	if op == RShift {
		if !ok || n > maxBits {
			n = maxBits
		}
		return NewBigInt(new(big.Int).Rsh(x.Big(), uint(n)), tr), nil
	}
	if x.sign() == 0 {
		return NewInt(0, tr), nil
	}
	if !ok || n > maxBits || n+int64(x.bits()) > maxBits {
		return refuse(t, IntClass, tr), nil
	}
	return NewBigInt(new(big.Int).Lsh(x.Big(), uint(n)), tr), nil
}

func bitwise(op BinaryOp, a, b Value, x, y Int, tr *Trace) Value {
	out := new(big.Int)
	switch op {
	case BitAnd:
		out.And(x.Big(), y.Big())
	case BitOr:
		out.Or(x.Big(), y.Big())
	default:
		out.Xor(x.Big(), y.Big())
	}
	_, boolA := a.(Bool)
	_, boolB := b.(Bool)
	if boolA && boolB {
		return NewBool(out.Sign() != 0, tr)
	}
	return NewBigInt(out, tr)
}

func floatBinary(t *Thread, op BinaryOp, x, y float64, tr *Trace) (Value, error) {
	switch op {
	case Add:
		return NewFloat(x+y, tr), nil
	case Sub:
		return NewFloat(x-y, tr), nil
	case Mult:
		return NewFloat(x*y, tr), nil
	case Pow:
		return floatPower(t, x, y, tr)
	case Div, FloorDiv, Mod:
		if y == 0 {
			return nil, t.Raise("ZeroDivisionError", floatZeroDivision(op))
		}
		if op == Div {
			return NewFloat(x/y, tr), nil
		}
		quotient, remainder := floatDivmod(x, y)
		if op == Mod {
			return NewFloat(remainder, tr), nil
		}
		return NewFloat(quotient, tr), nil
	}
	return nil, nil
}

func floatZeroDivision(op BinaryOp) string {
	switch op {
	case Mod:
		return "float modulo"
	case FloorDiv:
		return "float floor division by zero"
	}
	return "float division by zero"
}

// floatDivmod follows float_divmod of CPython's Objects/floatobject.c.
func floatDivmod(x, y float64) (quotient, remainder float64) {
	remainder = math.Mod(x, y)
	div := (x - remainder) / y
	if remainder != 0 {
		if (y < 0) != (remainder < 0) {
			remainder += y
			div--
		}
	} else {
		remainder = math.Copysign(0, y)
	}
	if div == 0 {
		return math.Copysign(0, x/y), remainder
	}
	quotient = math.Floor(div)
	if div-quotient > 0.5 {
		quotient++
	}
	return quotient, remainder
}

func floatPower(t *Thread, x, y float64, tr *Trace) (Value, error) {
	if x == 0 && y < 0 {
		return nil, t.Raise("ZeroDivisionError", "0.0 cannot be raised to a negative power")
	}
	if x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && y != math.Trunc(y) {
		return refusePower(t, ComplexClass, tr), nil
	}
	f := power(x, y)
	if math.IsInf(f, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return nil, t.Raise("OverflowError", "(34, 'Numerical result out of range')")
	}
	return NewFloat(f, tr), nil
}

// power rounds a power with a small whole exponent once, as C libraries do.
func power(x, y float64) float64 {
	if y != math.Trunc(y) || math.Abs(y) > 1024 || x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return math.Pow(x, y)
	}
	const precision = 1 << 10
	base, out := new(big.Float).SetPrec(precision).SetFloat64(x), new(big.Float).SetPrec(precision).SetInt64(1)
	for n := int(math.Abs(y)); n > 0; n >>= 1 {
		if n&1 == 1 {
			out.Mul(out, base)
		}
		base.Mul(base, base)
	}
	if y < 0 {
		out.Quo(new(big.Float).SetPrec(precision).SetInt64(1), out)
	}
	f, _ := out.Float64()
	return f
}

func refusePower(t *Thread, typ *Class, tr *Trace) Value {
	u := NewUnknown("a power of a negative number is complex", t.At, tr)
	u.Type = typ
	return u
}

func complexBinary(t *Thread, op BinaryOp, x, y complex128, tr *Trace) (Value, error) {
	out := func(c complex128) (Value, error) { return Complex{traced{tr}, c}, nil }
	switch op {
	case Add:
		return out(x + y)
	case Sub:
		return out(x - y)
	case Mult:
		return out(x * y)
	case Div:
		if y == 0 {
			return nil, t.Raise("ZeroDivisionError", "complex division by zero")
		}
		return out(x / y)
	case Pow:
		u := NewUnknown("a power of a complex number is not computed", t.At, tr)
		u.Type = ComplexClass
		return u, nil
	}
	return nil, nil
}

// Negate is -v.
func Negate(t *Thread, v Value) (Value, error) { return unary(t, "-", "__neg__", v, Negate) }

// Plus is +v.
func Plus(t *Thread, v Value) (Value, error) { return unary(t, "+", "__pos__", v, Plus) }

// Invert is ~v.
func Invert(t *Thread, v Value) (Value, error) { return unary(t, "~", "__invert__", v, Invert) }

func unary(t *Thread, op, special string, v Value, again func(*Thread, Value) (Value, error)) (Value, error) {
	switch v := v.(type) {
	case *Unknown:
		return Over(t, v, func(c Value) (Value, error) { return again(t, c) })
	case *Instance:
		if r, found, err := callSpecial(t, v, special); found || err != nil {
			return r, err
		}
		if data, ok := builtinData(v); ok && hasUnary(data) {
			return again(t, data)
		}
		if u := v.Kind.unknownBase(); u != nil {
			return Doubt(nil, u), nil
		}
	case HasUnary:
		if r, ok, err := v.Unary(t, op); ok || err != nil {
			return r, err
		}
	case Float:
		switch op {
		case "-":
			return NewFloat(-v.F, v.trace), nil
		case "+":
			return v, nil
		}
	case Complex:
		switch op {
		case "-":
			return Complex{v.traced, -v.C}, nil
		case "+":
			return v, nil
		}
	}
	if i, ok := asInt(v); ok {
		return intUnary(op, i), nil
	}
	return nil, t.Raise("TypeError", "bad operand type for unary "+op+": '"+v.Class().TypeName()+"'")
}

// hasUnary tells whether the unary operators may be those of a number.
func hasUnary(v Value) bool {
	switch v.(type) {
	case Int, Bool, Float, Complex, HasUnary, *Unknown:
		return true
	}
	return false
}

func intUnary(op string, i Int) Value {
	switch op {
	case "-":
		return NewBigInt(new(big.Int).Neg(i.Big()), i.trace)
	case "~":
		return NewBigInt(new(big.Int).Not(i.Big()), i.trace)
	}
	return i
}
