package models

import (
	"math"
	"math/big"
	"slices"

	"github.com/djgate/djgate/inputs/python/value"
)

// The module statistics over ints and floats, which it sums exactly (CPython,
// Lib/statistics.py, _sum and _convert).

func statisticsModule(*value.Thread) value.Value {
	m := value.NewModule("statistics", "")
	failed := value.NewClass("StatisticsError", "statistics", value.Exceptions()["ValueError"])
	m.Define("StatisticsError", failed)
	second := map[string]string{"fmean": ", weights=", "pvariance": ", mu=", "variance": ", xbar=", "pstdev": ", mu=", "stdev": ", xbar="}
	add := func(name string, least int, f func(s *sample) (value.Value, error)) {
		m.Func(name, strict(name, "data"+second[name], func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			if len(a) > 1 && !isNone(orNone(a[1])) {
				return unknown(t, "statistics with weights or a mean are not followed"), nil
			}
			s, known, err := newSample(t, a[0], tr)
			switch {
			case err != nil:
				return nil, err
			case known && len(s.items) < least:
				return nil, t.RaiseClass(failed, "too few data points", tr)
			case !known:
				return unknown(t, "statistics of other than int and float are not followed", s.tr), nil
			}
			return f(s)
		}))
	}
	add("mean", 1, func(s *sample) (value.Value, error) { return s.value(s.mean()), nil })
	add("fmean", 1, func(s *sample) (value.Value, error) {
		sum, _ := s.sum().Float64()
		return value.NewFloat(sum/float64(len(s.items)), s.tr), nil
	})
	add("median", 1, func(s *sample) (value.Value, error) {
		low, high, err := s.middle()
		if err != nil || len(s.items)%2 == 1 {
			return low, err
		}
		sum, err := value.Binary(s.t, value.Add, low, high)
		if err != nil {
			return nil, err
		}
		return value.Binary(s.t, value.Div, sum, value.NewInt(2, nil))
	})
	add("median_low", 1, func(s *sample) (value.Value, error) { low, _, err := s.middle(); return low, err })
	add("median_high", 1, func(s *sample) (value.Value, error) { _, high, err := s.middle(); return high, err })
	add("pvariance", 1, func(s *sample) (value.Value, error) { return s.value(s.variance(0)), nil })
	add("variance", 2, func(s *sample) (value.Value, error) { return s.value(s.variance(1)), nil })
	add("pstdev", 1, func(s *sample) (value.Value, error) { return value.NewFloat(root(s.variance(0)), s.tr), nil })
	add("stdev", 2, func(s *sample) (value.Value, error) { return value.NewFloat(root(s.variance(1)), s.tr), nil })
	m.Fallback = notFollowed("statistics")
	return m
}

// sample are numbers, as they are and exactly.
type sample struct {
	t       *value.Thread
	items   []value.Value
	numbers []*big.Rat
	floats  bool // some of them are float
	tr      *value.Trace
}

// newSample reads the numbers; known is false where one is of another type, not
// finite, or not known.
func newSample(t *value.Thread, data value.Value, tr *value.Trace) (s *sample, known bool, err error) {
	items, err := value.Items(t, data)
	s = &sample{t: t, items: items, tr: tr}
	for _, v := range items {
		s.tr = value.Merge(s.tr, v.Trace())
		switch n := v.(type) {
		case value.Int:
			s.numbers = append(s.numbers, new(big.Rat).SetInt(n.Big()))
		case value.Float:
			r := new(big.Rat).SetFloat64(n.F)
			if r == nil {
				return s, false, nil
			}
			s.floats, s.numbers = true, append(s.numbers, r)
		default:
			return s, false, err
		}
	}
	return s, true, err
}

func (s *sample) sum() *big.Rat {
	out := new(big.Rat)
	for _, n := range s.numbers {
		out.Add(out, n)
	}
	return out
}

func (s *sample) mean() *big.Rat { return s.sum().Quo(s.sum(), s.count(0)) }

func (s *sample) count(less int) *big.Rat { return new(big.Rat).SetInt64(int64(len(s.items) - less)) }

// variance is the sum of the squared distances from the mean, by the count less some.
func (s *sample) variance(less int) *big.Rat {
	mean, out := s.mean(), new(big.Rat)
	for _, n := range s.numbers {
		d := new(big.Rat).Sub(n, mean)
		out.Add(out, d.Mul(d, d))
	}
	return out.Quo(out, s.count(less))
}

// value is a result: an int where all numbers are, and it is whole; else a float.
func (s *sample) value(r *big.Rat) value.Value {
	if !s.floats && r.IsInt() {
		return value.NewBigInt(r.Num(), s.tr)
	}
	f, _ := r.Float64()
	return value.NewFloat(f, s.tr)
}

// root is the square root, rounded once.
func root(r *big.Rat) float64 {
	if r.Sign() == 0 {
		return 0
	}
	const precision = 256
	f, _ := new(big.Float).Sqrt(new(big.Float).SetPrec(precision).SetRat(r)).Float64()
	return f
}

// middle are the two items in the middle of the sorted ones, or one twice.
func (s *sample) middle() (low, high value.Value, err error) {
	order := make([]int, len(s.items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return s.numbers[a].Cmp(s.numbers[b]) })
	n := len(order)
	at := func(i int) value.Value { return s.items[order[i]].With(s.tr) }
	return at((n - 1) / 2), at(n / 2), s.t.Burn(1 + n*int(math.Log2(float64(n+1))))
}
