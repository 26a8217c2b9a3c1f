package models

import (
	"fmt"
	"math"
	"math/big"

	"github.com/djgate/djgate/inputs/python/value"
)

// timedelta is datetime.timedelta: a number of microseconds, computed exactly.
type timedelta struct {
	us    *big.Int // never changed
	trace *value.Trace
}

// timedeltaClass is shared by all threads: it has no namespace that could change.
var timedeltaClass = &value.Class{Name: "timedelta", Module: "datetime", Bases: []*value.Class{value.ObjectClass}, Meta: timedeltaMeta,
	New: func(t *value.Thread, _ *value.Class, c *value.Call) (value.Value, error) { return newTimedelta(t, c) }}

// timedeltaMeta has what timedelta itself has: its bounds, and its methods as functions.
var timedeltaMeta = makeTimedeltaMeta()

func makeTimedeltaMeta() *value.Class {
	c := value.NewClass("type", "", value.TypeClass)
	day := big.NewInt(units[0])
	most := new(big.Int).Mul(big.NewInt(1_000_000_000), day)
	bounds(c, &timedelta{us: new(big.Int).Sub(day, most)}, &timedelta{us: most.Sub(most, big.NewInt(1))}, &timedelta{us: big.NewInt(1)})
	classFunc(c, "total_seconds", strict("total_seconds", "self", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		f, err := value.Attr(t, a[0], "total_seconds")
		if err != nil {
			return nil, err
		}
		return call(t, f)
	}))
	return c
}

// units are the parameters of timedelta, in order, in microseconds.
var units = []int64{86_400_000_000, 1_000_000, 1, 1_000, 60_000_000, 3_600_000_000, 7 * 86_400_000_000}

var newTimedelta = strict("timedelta", "days=, seconds=, microseconds=, milliseconds=, minutes=, hours=, weeks=",
	func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		sum := new(big.Rat)
		for i, v := range a {
			if v == nil {
				continue
			}
			r, ok := rational(v)
			if f, is := value.Underlying(v).(value.Float); !ok && is {
				return nil, infinite(t, f.F)
			}
			if !ok {
				return nil, t.Raise("TypeError", "unsupported type for timedelta component: "+v.Class().Name)
			}
			sum.Add(sum, r.Mul(r, new(big.Rat).SetInt64(units[i])))
		}
		return makeDelta(t, roundEven(sum), tr)
	})

// infinite is what becomes of a float that is no number of anything.
func infinite(t *value.Thread, f float64) error {
	if math.IsNaN(f) {
		return t.Raise("ValueError", "cannot convert float NaN to integer")
	}
	return t.Raise("OverflowError", "cannot convert float infinity to integer")
}

// rational is the exact value of a real number.
func rational(v value.Value) (*big.Rat, bool) {
	switch v := value.Underlying(v).(type) {
	case value.Int:
		return new(big.Rat).SetInt(v.Big()), true
	case value.Bool:
		if v.B {
			return big.NewRat(1, 1), true
		}
		return new(big.Rat), true
	case value.Float:
		if math.IsNaN(v.F) || math.IsInf(v.F, 0) {
			return nil, false
		}
		return new(big.Rat).SetFloat64(v.F), true
	}
	return nil, false
}

// roundEven rounds to the nearest integer, a half to the even one.
func roundEven(r *big.Rat) *big.Int {
	two := big.NewInt(2)
	quo, rem := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	switch rem.Mul(rem, two).Cmp(r.Denom()) {
	case 1:
		quo.Add(quo, big.NewInt(1))
	case 0:
		if quo.Bit(0) == 1 {
			quo.Add(quo, big.NewInt(1))
		}
	}
	return quo
}

func makeDelta(t *value.Thread, us *big.Int, tr *value.Trace) (value.Value, error) {
	d := &timedelta{us, tr}
	if days, _, _ := d.split(); days > 999999999 || days < -999999999 || us.BitLen() > 70 {
		return nil, t.Raise("OverflowError", "days=...; must have magnitude <= 999999999")
	}
	return d, nil
}

func (d *timedelta) Class() *value.Class              { return timedeltaClass }
func (d *timedelta) Trace() *value.Trace              { return d.trace }
func (d *timedelta) With(tr *value.Trace) value.Value { return &timedelta{d.us, tr} }
func (d *timedelta) Format(f fmt.State, _ rune)       { fmt.Fprint(f, "<value>") }
func (d *timedelta) Key() any                         { return deltaKey{d.us.String()} }

type deltaKey struct{ us string }

// Truth is false for no time at all.
func (d *timedelta) Truth(*value.Thread) (value.Truth, error) {
	return value.TruthOf(d.us.Sign() != 0), nil
}

// split gives days, seconds and microseconds, of which only days may be negative.
func (d *timedelta) split() (days, seconds, us int64) {
	q, r := new(big.Int).DivMod(d.us, big.NewInt(units[0]), new(big.Int))
	return q.Int64(), r.Int64() / 1_000_000, r.Int64() % 1_000_000
}

// Text is Python's: "1 day, 0:00:10", and datetime.timedelta(days=1, seconds=10) as repr.
func (d *timedelta) Text(_ *value.Thread, repr bool) (value.Value, error) {
	days, seconds, us := d.split()
	if repr {
		return value.NewStr(deltaRepr(days, seconds, us), d.trace), nil
	}
	s := fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	if us != 0 {
		s += fmt.Sprintf(".%06d", us)
	}
	if days != 0 {
		plural := "s"
		if days == 1 || days == -1 {
			plural = ""
		}
		s = fmt.Sprintf("%d day%s, %s", days, plural, s)
	}
	return value.NewStr(s, d.trace), nil
}

func deltaRepr(days, seconds, us int64) string {
	out := ""
	for _, part := range []struct {
		name string
		n    int64
	}{{"days", days}, {"seconds", seconds}, {"microseconds", us}} {
		if part.n != 0 {
			if out != "" {
				out += ", "
			}
			out += fmt.Sprintf("%s=%d", part.name, part.n)
		}
	}
	if out == "" {
		out = "0"
	}
	return "datetime.timedelta(" + out + ")"
}

// Attr gives days, seconds, microseconds and total_seconds.
func (d *timedelta) Attr(_ *value.Thread, name string) (value.Value, error) {
	days, seconds, us := d.split()
	switch name {
	case "days":
		return value.NewInt(days, d.trace), nil
	case "seconds":
		return value.NewInt(seconds, d.trace), nil
	case "microseconds":
		return value.NewInt(us, d.trace), nil
	case "total_seconds":
		return value.NewBuiltin(name, strict(name, "", func(*value.Thread, args, *value.Trace) (value.Value, error) {
			f, _ := new(big.Rat).SetFrac(d.us, big.NewInt(1_000_000)).Float64()
			return value.NewFloat(f, d.trace), nil
		})), nil
	}
	return nil, nil
}

// Unary is -d, +d and abs(d).
func (d *timedelta) Unary(t *value.Thread, op string) (value.Value, bool, error) {
	switch op {
	case "-":
		v, err := makeDelta(t, new(big.Int).Neg(d.us), d.trace)
		return v, true, err
	case "+":
		return d, true, nil
	case "abs":
		v, err := makeDelta(t, new(big.Int).Abs(d.us), d.trace)
		return v, true, err
	}
	return nil, false, nil
}

// Binary is the arithmetic of timedelta with itself and with numbers.
func (d *timedelta) Binary(t *value.Thread, op value.BinaryOp, other value.Value, right bool) (value.Value, bool, error) {
	tr := value.Merge(d.trace, other.Trace())
	if o, ok := other.(*timedelta); ok {
		a, b := d.us, o.us
		if right {
			a, b = b, a
		}
		return deltas(t, op, a, b, tr)
	}
	n, ok := rational(other)
	if !ok {
		return nil, false, noRatio(t, op, other, right)
	}
	us := new(big.Rat).SetInt(d.us)
	_, float := other.(value.Float)
	switch {
	case op == value.Mult:
		v, err := makeDelta(t, roundEven(us.Mul(us, n)), tr)
		return v, true, err
	case right || op != value.Div && op != value.FloorDiv || op == value.FloorDiv && float:
		return nil, false, nil
	case n.Sign() == 0:
		return nil, true, t.Raise("ZeroDivisionError", "division by zero")
	case op == value.Div:
		v, err := makeDelta(t, roundEven(us.Quo(us, n)), tr)
		return v, true, err
	}
	v, err := makeDelta(t, floorDiv(d.us, n.Num()), tr)
	return v, true, err
}

// noRatio is what a float raises by which a timedelta is multiplied or divided and that is no
// number or infinite; nil for anything else.
func noRatio(t *value.Thread, op value.BinaryOp, other value.Value, right bool) error {
	f, float := other.(value.Float)
	switch {
	case !float || op != value.Mult && (right || op != value.Div):
		return nil
	case math.IsNaN(f.F):
		return t.Raise("ValueError", "cannot convert NaN to integer ratio")
	}
	return t.Raise("OverflowError", "cannot convert Infinity to integer ratio")
}

func deltas(t *value.Thread, op value.BinaryOp, a, b *big.Int, tr *value.Trace) (value.Value, bool, error) {
	switch op {
	case value.Add:
		v, err := makeDelta(t, new(big.Int).Add(a, b), tr)
		return v, true, err
	case value.Sub:
		v, err := makeDelta(t, new(big.Int).Sub(a, b), tr)
		return v, true, err
	case value.Div, value.FloorDiv, value.Mod:
	default:
		return nil, false, nil
	}
	if b.Sign() == 0 {
		return nil, true, t.Raise("ZeroDivisionError", "division by zero")
	}
	switch op {
	case value.Div:
		f, _ := new(big.Rat).SetFrac(a, b).Float64()
		return value.NewFloat(f, tr), true, nil
	case value.FloorDiv:
		return value.NewBigInt(floorDiv(a, b), tr), true, nil
	}
	v, err := makeDelta(t, new(big.Int).Sub(a, new(big.Int).Mul(floorDiv(a, b), b)), tr)
	return v, true, err
}

func floorDiv(a, b *big.Int) *big.Int {
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Sign() != 0 && (r.Sign() < 0) != (b.Sign() < 0) {
		q.Sub(q, big.NewInt(1))
	}
	return q
}

// Compare orders by length.
func (d *timedelta) Compare(_ *value.Thread, op value.CompareOp, other value.Value) (value.Truth, bool, error) {
	o, ok := other.(*timedelta)
	if !ok {
		return value.Maybe, false, nil
	}
	return ordered(op, d.us.Cmp(o.us))
}

// ordered answers a comparison of two values of which the order is known.
func ordered(op value.CompareOp, order int) (value.Truth, bool, error) {
	switch op {
	case value.Eq:
		return value.TruthOf(order == 0), true, nil
	case value.NotEq:
		return value.TruthOf(order != 0), true, nil
	case value.Lt:
		return value.TruthOf(order < 0), true, nil
	case value.LtE:
		return value.TruthOf(order <= 0), true, nil
	case value.Gt:
		return value.TruthOf(order > 0), true, nil
	case value.GtE:
		return value.TruthOf(order >= 0), true, nil
	}
	return value.Maybe, false, nil
}
