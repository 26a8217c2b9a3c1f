package models

import (
	"math"
	"math/big"

	"github.com/djgate/djgate/inputs/python/value"
)

// The functions of math on ints, and those on floats that no rounding of a library
// touches: each gives the same on every machine.

const maxFactorial = 2000 // beyond it nothing is computed

func intMath(m *value.Module) {
	m.Func("lcm", variadic(func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		out := big.NewInt(1)
		for _, v := range a {
			n, err := wantBig(t, v)
			if err != nil {
				return nil, err
			}
			if n.Sign() == 0 || out.Sign() == 0 {
				out = new(big.Int)
				continue
			}
			n = new(big.Int).Abs(n)
			out = new(big.Int).Mul(out, n.Quo(n, new(big.Int).GCD(nil, nil, out, n)))
		}
		return value.NewBigInt(out, tr), nil
	}))
	m.Func("isqrt", strict("isqrt", "n", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		n, err := wantBig(t, a[0])
		if err != nil {
			return nil, err
		}
		if n.Sign() < 0 {
			return nil, t.Raise("ValueError", "isqrt() argument must be nonnegative")
		}
		return value.NewBigInt(new(big.Int).Sqrt(n), tr), nil
	}))
	m.Func("factorial", strict("factorial", "x", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return counted(t, tr, a[0], a[0], func(n, _ int64) *big.Int { return new(big.Int).MulRange(1, n) })
	}))
	m.Func("comb", strict("comb", "n, k", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return counted(t, tr, a[0], a[1], func(n, k int64) *big.Int { return new(big.Int).Binomial(n, k) })
	}))
	m.Func("perm", strict("perm", "n, k=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		k := a[1]
		if isNone(k) {
			k = a[0]
		}
		return counted(t, tr, a[0], k, func(n, k int64) *big.Int {
			if k > n {
				return new(big.Int)
			}
			return new(big.Int).MulRange(n-k+1, n)
		})
	}))
}

// counted is a number of arrangements of k among n.
func counted(t *value.Thread, tr *value.Trace, n, k value.Value, f func(n, k int64) *big.Int) (value.Value, error) {
	var of [2]int64
	var given [2]*big.Int
	for i, v := range []value.Value{n, k} {
		var err error
		if given[i], err = wantBig(t, v); err != nil {
			return nil, err
		}
	}
	for i, b := range given {
		switch {
		case b.Sign() < 0:
			return nil, t.Raise("ValueError", "not defined for negative values")
		case !b.IsInt64() || b.Int64() > maxFactorial:
			return typed(unknown(t, "too large to compute", tr), value.IntClass), nil
		}
		of[i] = b.Int64()
	}
	return value.NewBigInt(f(of[0], of[1]), tr), nil
}

// wantBig is an int or a bool; math refuses any other value that has no __index__.
func wantBig(t *value.Thread, v value.Value) (*big.Int, error) {
	switch n := value.Underlying(v).(type) {
	case value.Int:
		return n.Big(), nil
	case value.Bool:
		if n.B {
			return big.NewInt(1), nil
		}
		return new(big.Int), nil
	}
	return nil, t.Raise("TypeError", "'"+v.Class().TypeName()+"' object cannot be interpreted as an integer")
}

func floatMath(m *value.Module) {
	for name, f := range map[string]func(x, y float64) (float64, bool){
		"copysign": func(x, y float64) (float64, bool) { return math.Copysign(x, y), true },
		"fmod": func(x, y float64) (float64, bool) {
			return math.Mod(x, y), (y != 0 && !math.IsInf(x, 0)) || math.IsNaN(x) || math.IsNaN(y)
		},
		"remainder": func(x, y float64) (float64, bool) {
			return math.Remainder(x, y), (y != 0 && !math.IsInf(x, 0)) || math.IsNaN(x) || math.IsNaN(y)
		},
		"nextafter": func(x, y float64) (float64, bool) {
			if x == y {
				return y, true
			}
			return math.Nextafter(x, y), true
		},
	} {
		m.Func(name, strict(name, "x, y", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			x, err := wantFloat(t, a[0])
			if err != nil {
				return nil, err
			}
			y, err := wantFloat(t, a[1])
			if err != nil {
				return nil, err
			}
			r, defined := f(x, y)
			if !defined {
				return nil, t.Raise("ValueError", "math domain error")
			}
			return value.NewFloat(r, tr), nil
		}))
	}
	for name, f := range map[string]func(x float64) float64{
		"degrees": func(x float64) float64 { return x * (180 / math.Pi) },
		"radians": func(x float64) float64 { return x * (math.Pi / 180) },
	} {
		m.Func(name, strict(name, "x", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			x, err := wantFloat(t, a[0])
			return value.NewFloat(f(x), tr), err
		}))
	}
	m.Func("modf", strict("modf", "x", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		x, err := wantFloat(t, a[0])
		if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
			return orUnfollowed(t, err)
		}
		whole := math.Trunc(x)
		return value.NewTuple([]value.Value{value.NewFloat(math.Copysign(x-whole, x), tr), value.NewFloat(whole, tr)}, tr), nil
	}))
	m.Func("frexp", strict("frexp", "x", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		x, err := wantFloat(t, a[0])
		if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
			return orUnfollowed(t, err)
		}
		mantissa, exponent := math.Frexp(x)
		return value.NewTuple([]value.Value{value.NewFloat(mantissa, tr), value.NewInt(int64(exponent), tr)}, tr), nil
	}))
}

func orUnfollowed(t *value.Thread, err error) (value.Value, error) {
	if err != nil {
		return nil, err
	}
	return unknown(t, "this function of what is no finite number is not followed"), nil
}
