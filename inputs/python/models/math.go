package models

import (
	"math"
	"math/big"

	"github.com/djgate/djgate/inputs/python/value"
)

// The module math, as far as it is exact on every machine: logarithms and powers
// differ in the last digit between libraries.

func mathModule(*value.Thread) value.Value {
	m := value.NewModule("math", "")
	m.Define("pi", value.NewFloat(math.Pi, nil))
	m.Define("inf", value.NewFloat(math.Inf(1), nil))
	m.Define("e", value.NewFloat(math.E, nil)).Define("tau", value.NewFloat(2*math.Pi, nil)).Define("nan", value.NewFloat(math.NaN(), nil))
	exactMath(m)
	intMath(m)
	floatMath(m)
	for name, round := range map[string]func(float64) float64{"floor": math.Floor, "ceil": math.Ceil, "trunc": math.Trunc} {
		m.Func(name, strict(name, "x", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return rounded(t, a[0], round, tr)
		}))
	}
	m.Func("pow", unknownOf("powers of floats differ between machines", value.FloatClass)) // a star import hides the builtin
	m.Fallback = notFollowed("math")
	return m
}

// isClose is math.isclose.
func isClose(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	in := [4]float64{2: 1e-9}
	for i, v := range a {
		if v == nil {
			continue
		}
		f, err := wantFloat(t, v)
		if err != nil {
			return nil, err
		}
		in[i] = f
	}
	x, y, relative, absolute := in[0], in[1], in[2], in[3]
	if relative < 0 || absolute < 0 {
		return nil, t.Raise("ValueError", "tolerances must be non-negative")
	}
	diff := math.Abs(x - y)
	near := x == y
	if !near && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		near = diff <= math.Abs(relative*y) || diff <= math.Abs(relative*x) || diff <= absolute
	}
	return value.NewBool(near, tr), nil
}

// exactMath adds the functions that IEEE 754 settles.
func exactMath(m *value.Module) {
	for name, is := range map[string]func(float64) bool{
		"isnan":    math.IsNaN,
		"isinf":    func(f float64) bool { return math.IsInf(f, 0) },
		"isfinite": func(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) },
	} {
		m.Func(name, strict(name, "x", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			f, err := wantFloat(t, a[0])
			return value.NewBool(is(f), tr), err
		}))
	}
	m.Func("isclose", strict("isclose", "a, b, *, rel_tol=, abs_tol=", isClose))
	m.Func("fabs", strict("fabs", "x", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		f, err := wantFloat(t, a[0])
		return value.NewFloat(math.Abs(f), tr), err
	}))
	m.Func("sqrt", strict("sqrt", "x", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		f, err := wantFloat(t, a[0])
		if err == nil && f < 0 {
			err = t.Raise("ValueError", "math domain error")
		}
		return value.NewFloat(math.Sqrt(f), tr), err
	}))
	m.Func("gcd", variadic(func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		out := new(big.Int)
		for _, v := range a {
			n, ok := v.(value.Int)
			if !ok {
				return unknown(t, "math.gcd is followed for int alone", tr), nil
			}
			out.GCD(nil, nil, out, new(big.Int).Abs(n.Big()))
		}
		return value.NewBigInt(out, tr), nil
	}))
}

// wantFloat is float(v) of an int or a float; a bool is an int.
func wantFloat(t *value.Thread, v value.Value) (float64, error) {
	if _, ok := text(v); ok {
		return 0, t.Raise("TypeError", "must be real number, not str")
	}
	f, err := call(t, value.FloatClass, v)
	if err != nil {
		return 0, err
	}
	n, _ := f.(value.Float)
	return n.F, nil
}

// rounded is a number as the int that round makes of it.
func rounded(t *value.Thread, v value.Value, round func(float64) float64, tr *value.Trace) (value.Value, error) {
	switch n := v.(type) {
	case value.Int:
		return n.With(tr), nil
	case value.Float:
		switch {
		case math.IsNaN(n.F):
			return nil, t.Raise("ValueError", "cannot convert float NaN to integer")
		case math.IsInf(n.F, 0):
			return nil, t.Raise("OverflowError", "cannot convert float infinity to integer")
		}
		i, _ := big.NewFloat(round(n.F)).Int(nil)
		return value.NewBigInt(i, tr), nil
	}
	return unknown(t, "what a "+v.Class().Name+" rounds to is not followed", tr), nil
}
