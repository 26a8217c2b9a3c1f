package models

import (
	"math"
	"math/big"

	"github.com/djgate/djgate/inputs/python/value"
)

// The module math, as far as settings round with it.

func mathModule(*value.Thread) value.Value {
	m := value.NewModule("math", "")
	m.Define("pi", value.NewFloat(math.Pi, nil))
	m.Define("inf", value.NewFloat(math.Inf(1), nil))
	for name, round := range map[string]func(float64) float64{"floor": math.Floor, "ceil": math.Ceil, "trunc": math.Trunc} {
		m.Func(name, strict(name, "x", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			return rounded(t, a[0], round, tr)
		}))
	}
	m.Fallback = notFollowed("math")
	return m
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
