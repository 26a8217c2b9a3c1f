package models

import (
	"math/big"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

func fractionsModule(*value.Thread) value.Value {
	m := value.NewModule("fractions", "")
	class := value.NewClass("Fraction", "fractions")
	k := &kind[*big.Rat]{
		class: class,
		text: func(_ *value.Thread, r *big.Rat, repr bool) string {
			switch {
			case repr:
				return "Fraction(" + r.Num().String() + ", " + r.Denom().String() + ")"
			case r.IsInt():
				return r.Num().String()
			}
			return r.String()
		},
		key: func(r *big.Rat) any {
			if f, exact := r.Float64(); exact {
				key, _ := value.KeyOf(value.NewFloat(f, nil))
				return key
			}
			return immutableKey{"Rational", r.String()}
		},
		order:  func(a, b *big.Rat) (int, value.Truth) { return a.Cmp(b), value.Yes },
		like:   rational,
		number: func(r *big.Rat) (*big.Rat, bool) { return r, true },
		truth:  func(r *big.Rat) bool { return r.Sign() != 0 },
		attr:   fractionAttr,
		binary: fractionBinary,
		unary: func(v *immutable[*big.Rat], op string) value.Value {
			switch op {
			case "-":
				return v.kind.make(new(big.Rat).Neg(v.data), v.trace)
			case "abs":
				return v.kind.make(new(big.Rat).Abs(v.data), v.trace)
			case "+":
				return v
			}
			return nil
		},
	}
	class.New = func(t *value.Thread, _ *value.Class, c *value.Call) (value.Value, error) {
		return strict("Fraction", "numerator=, denominator=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return newFraction(t, k, a, tr)
		})(t, c)
	}
	m.Define("Fraction", class)
	return m
}

func newFraction(t *value.Thread, k *kind[*big.Rat], a args, tr *value.Trace) (value.Value, error) {
	alone := isNone(a[1])
	part := func(v value.Value, def int64) (*big.Rat, error) {
		if _, exact := v.(*immutable[*big.Rat]); v != nil && !alone && !exact && v.Class() != value.IntClass && v.Class() != value.BoolClass {
			return nil, t.Raise("TypeError", "both arguments should be Rational instances")
		}
		switch x := v.(type) {
		case nil:
			return ratio(def), nil
		case *immutable[*big.Rat]:
			return x.data, nil
		case *immutable[decimal]:
			if r, ok := x.data.rat(); ok {
				return r, nil
			}
		case value.Str:
			return fractionOf(t, x.Text(), tr)
		}
		if r, ok := rational(v); ok {
			return r, nil
		}
		return nil, t.Raise("TypeError", "argument should be a string or a Rational instance")
	}
	n, err := part(a[0], 0)
	if err != nil {
		return nil, err
	}
	if alone {
		a[1] = nil
	}
	d, err := part(a[1], 1)
	switch {
	case err != nil:
		return nil, err
	case d.Sign() == 0:
		return nil, t.Raise("ZeroDivisionError", "Fraction(..., 0)")
	}
	return k.make(new(big.Rat).Quo(n, d), tr), nil
}

// fractionText is what Fraction reads: a ratio of ints, or a decimal. Whether blanks around
// the slash and underscores are taken depends on the version of Python.
var fractionText = pattern.New(`^[-+]?(?:\d+/\d+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)$`)

// fractionOf reads a text. Go takes a zero in front of an int for the mark of another base.
func fractionOf(t *value.Thread, text string, tr *value.Trace) (*big.Rat, error) {
	s := strings.TrimSpace(text)
	if len(s) > 1000 || !fractionText.MatchString(s) {
		if strings.ContainsAny(s, "_ ") || len(s) > 1000 || !isASCII(s) {
			return nil, cannotFollow{unknown(t, "this text of a Fraction is not followed", tr)}
		}
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Invalid literal for Fraction: ...", tr)
	}
	above, below, ratio := strings.Cut(s, "/")
	if !ratio {
		r, _ := new(big.Rat).SetString(s)
		return r, nil
	}
	n, _ := new(big.Int).SetString(above, 10)
	d, _ := new(big.Int).SetString(below, 10)
	if d.Sign() == 0 {
		return nil, t.Raise("ZeroDivisionError", "Fraction(..., 0)")
	}
	return new(big.Rat).SetFrac(n, d), nil
}

func fractionAttr(_ *value.Thread, v *immutable[*big.Rat], name string) (value.Value, error) {
	switch name {
	case "numerator":
		return value.NewBigInt(v.data.Num(), v.trace), nil
	case "denominator":
		return value.NewBigInt(v.data.Denom(), v.trace), nil
	case "real":
		return v, nil
	case "imag":
		return value.NewInt(0, v.trace), nil
	case "conjugate":
		return pure(name, "", v, func(*value.Thread, args, *value.Trace) (value.Value, error) { return v, nil }), nil
	case "as_integer_ratio":
		return pure(name, "", v, func(_ *value.Thread, _ args, tr *value.Trace) (value.Value, error) {
			return value.NewTuple([]value.Value{value.NewBigInt(v.data.Num(), tr), value.NewBigInt(v.data.Denom(), tr)}, tr), nil
		}), nil
	case "limit_denominator", "is_integer":
		return value.NewBuiltin(name, unknownCall("Fraction."+name+" is not followed")), nil
	}
	return nil, nil
}

func fractionBinary(t *value.Thread, v *immutable[*big.Rat], op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
	if f, ok := other.(value.Float); ok {
		own, _ := v.data.Float64()
		a, b := value.NewFloat(own, v.trace), value.Value(f)
		if right {
			a, b = b, a
		}
		r, err := value.Binary(t, op, a, b)
		return r, true, err
	}
	b, ok := rational(other)
	if o, same := other.(*immutable[*big.Rat]); same {
		b, ok = o.data, true
	}
	if !ok {
		return nil, false, nil
	}
	a, out := v.data, new(big.Rat)
	if right {
		a, b = b, a
	}
	tr := value.Merge(v.trace, other.Trace())
	switch op {
	case value.Add:
		out.Add(a, b)
	case value.Sub:
		out.Sub(a, b)
	case value.Mult:
		out.Mul(a, b)
	case value.Div, value.FloorDiv, value.Mod:
		if b.Sign() == 0 {
			return nil, true, t.Raise("ZeroDivisionError", "Fraction(..., 0)")
		}
		out.Quo(a, b)
		floor := floorDiv(out.Num(), out.Denom())
		switch op {
		case value.FloorDiv:
			return value.NewBigInt(floor, tr), true, nil
		case value.Mod:
			out.Sub(a, out.Mul(b, new(big.Rat).SetInt(floor)))
		}
	default:
		return unknown(t, "this operation of fractions is not followed", tr), true, nil
	}
	return v.kind.make(out, tr), true, nil
}
