package value

import (
	"math"
	"math/big"
)

// The builtin functions that go through an iterable.

func iterationFunctions() methods {
	return methods{
		"sorted": {takes: []string{"", "*key", "*reverse"}, min: 1, open: true, gives: ListClass, fn: sortedOf},
		"sum":    {takes: []string{"", "start"}, min: 1, open: true, fn: sumOf},
		"any":    {takes: pos(1), min: 1, open: true, gives: BoolClass, fn: func(in *invocation) (Value, error) { return in.untilTruth(Yes) }},
		"all":    {takes: pos(1), min: 1, open: true, gives: BoolClass, fn: func(in *invocation) (Value, error) { return in.untilTruth(No) }},
		"min":    {rest: true, open: true, fn: func(in *invocation) (Value, error) { return in.extreme(Lt) }},
		"max":    {rest: true, open: true, fn: func(in *invocation) (Value, error) { return in.extreme(Gt) }},
		"iter":   {takes: pos(2), min: 1, open: true, fn: iterOf},
		"next":   {takes: pos(2), min: 1, open: true, fn: nextOf},
	}
}

func sortedOf(in *invocation) (Value, error) {
	items, err := Items(in.t, in.arg(0))
	if err != nil {
		return nil, err
	}
	KeysUnlessAssumed(in.t, in.arg(0).Trace(), in.args[1])
	items, err = sorted(in.t, items, in.args[1], in.args[2])
	return in.t.NewList(items, in.arg(0).Trace()), err
}

func sumOf(in *invocation) (Value, error) {
	items, err := Items(in.t, in.arg(0))
	if err != nil {
		return nil, err
	}
	var out Value = NewInt(0, nil)
	if in.args[1] != nil {
		out = in.args[1]
		if out.Class() == StrClass {
			return nil, in.t.Raise("TypeError", "sum() can't sum strings [use ''.join(seq) instead]")
		}
	}
	for _, e := range items {
		if isUncertain(e) {
			return Doubt(nil, append([]Value{e}, items...)...), nil
		}
		if out, err = Binary(in.t, Add, out, e); err != nil {
			return nil, err
		}
	}
	out = out.With(Merge(out.Trace(), in.arg(0).Trace()))
	if f, ok := out.(Float); ok && compensated(append([]Value{in.args[1]}, items...)) != f.F {
		u := NewUnknown("what sum() makes of floats depends on the version of Python", in.t.At, out.Trace())
		u.Type = FloatClass
		return u, nil
	}
	return out, nil
}

// compensated is the sum of numbers as Python 3.12 and later compute it, by Neumaier's
// method.
func compensated(items []Value) float64 {
	sum, lost := 0.0, 0.0
	for _, v := range items {
		x := 0.0
		if f, ok := v.(Float); ok {
			x = f.F
		} else if n, ok := asInt(v); ok {
			x, _ = new(big.Float).SetInt(n.Big()).Float64()
		}
		next := sum + x
		if math.Abs(sum) >= math.Abs(x) {
			lost += (sum - next) + x
		} else {
			lost += (x - next) + sum
		}
		sum = next
	}
	if lost != 0 && !math.IsInf(lost, 0) && !math.IsNaN(lost) {
		return sum + lost
	}
	return sum
}

// untilTruth is any (stop at Yes) and all (stop at No).
func (in *invocation) untilTruth(stop Truth) (Value, error) {
	it, err := iterate(in.t, in.arg(0))
	if err != nil {
		return nil, err
	}
	out := stop.Not()
	seen := []Value{in.arg(0)}
	for {
		v, ok, err := it.Next(in.t)
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		truth, err := Truthy(in.t, v)
		if err != nil {
			return nil, err
		}
		seen = append(seen, v)
		if truth == stop && !isMany(v) && !perhapsAbsent(v) {
			out = stop
			break
		}
		if truth != stop.Not() {
			out = Maybe
		}
		if isMany(v) {
			out = Maybe
			break
		}
	}
	in.args = seen
	return in.answer(out, nil)
}

// extreme is min (op is <) and max (op is >).
func (in *invocation) extreme(op CompareOp) (Value, error) {
	items := in.args
	if in.call.Open != nil {
		return Doubt(nil, append([]Value{in.call.Open}, items...)...), nil
	}
	if len(items) == 0 {
		return nil, in.t.Raise("TypeError", in.name+" expected at least 1 argument, got 0")
	}
	for _, k := range in.call.Keywords {
		if k.Name != "key" && k.Name != "default" || k.Name == "default" && len(items) > 1 {
			return nil, in.t.Raise("TypeError", "... got an argument that it does not take")
		}
	}
	if len(items) == 1 {
		var err error
		KeysUnlessAssumed(in.t, items[0].Trace(), in.call.Keyword("key"))
		if items, err = Items(in.t, items[0]); err != nil {
			return nil, err
		}
	}
	if len(items) == 0 {
		if def := in.call.Keyword("default"); def != nil {
			return def, nil
		}
		return nil, in.t.Raise("ValueError", "... argument is empty")
	}
	keys, err := keysOf(in.t, items, in.call.Keyword("key"))
	if err != nil {
		return nil, err
	}
	best := 0
	for i := range items {
		if isUncertain(items[i]) {
			return Doubt(nil, append([]Value{items[i]}, items...)...), nil
		}
		if i == 0 {
			continue
		}
		truth, err := Compare(in.t, op, keys[i], keys[best])
		if err != nil {
			return nil, err
		}
		if truth == Maybe {
			return Doubt(commonClass(items), append(items, keys...)...), nil
		}
		if truth == Yes {
			best = i
		}
	}
	out := items[best]
	if scalar, ok := out.(interface{ immutable() }); ok && scalar != nil {
		for _, e := range items {
			out = out.With(out.Trace().Under(e.Trace()))
		}
	}
	return out, nil
}

// commonClass is the type that all values have, or nil.
func commonClass(values []Value) *Class {
	choices := make([]Choice, len(values))
	for i, v := range values {
		choices[i].V = v
	}
	return commonType(choices)
}

func iterOf(in *invocation) (Value, error) {
	if in.args[1] != nil {
		if isCallable(in.t, in.arg(0)) == No {
			return nil, in.t.Raise("TypeError", "iter(v, w): v must be callable")
		}
		return iterUntil(in.arg(0), in.args[1], in.call.At), nil
	}
	if i, ok := in.arg(0).(*Instance); ok {
		if r, found, err := callSpecial(in.t, i, "__iter__"); found || err != nil {
			if err == nil {
				err = in.t.checkIterator(i, r)
			}
			return r, err
		}
	}
	return iterate(in.t, in.arg(0))
}

// iterUntil is iter(f, sentinel).
func iterUntil(f, sentinel Value, at Place) Value {
	return NewPuller(callableIteratorClass, nil, func(t *Thread) (Value, bool, error) {
		v, err := CallValue(t, f, &Call{At: at})
		if err != nil {
			return nil, false, err
		}
		truth, err := Compare(t, Eq, v, sentinel)
		if truth == Maybe {
			return manyOf(Doubt(nil, v, sentinel)), true, err
		}
		return v, truth == No, err
	})
}

func nextOf(in *invocation) (Value, error) {
	switch it := in.arg(0).(type) {
	case *Unknown:
		return Doubt(nil, it), nil
	case *Instance:
		r, found, err := callSpecial(in.t, it, "__next__")
		if raised, ok := err.(*Raised); ok && in.args[1] != nil && raised.Kind.Is(builtinClass("StopIteration")) {
			return in.args[1], nil
		}
		if found || err != nil {
			return r, err
		}
	case *Iterator:
		return nextItem(in.t, it, in.args[1])
	}
	return nil, in.t.Raise("TypeError", "'"+in.arg(0).Class().TypeName()+"' object is not an iterator")
}

// nextItem is next(it, def); def is nil where it is not given.
func nextItem(t *Thread, it *Iterator, def Value) (Value, error) {
	take := it.Next
	if it.disordered {
		take = it.takeAny
	}
	v, ok, err := take(t)
	switch {
	case err != nil:
		return nil, err
	case ok && perhapsAbsent(v):
		return nextPerhaps(t, it, v.(*Unknown), def)
	case ok && isMany(v):
		if err := it.drain(t); err != nil {
			return nil, err
		}
		return Doubt(nil, append([]Value{v, orNone(def)}, it.rest...)...), nil
	case ok:
		return v, nil
	case def == nil:
		return nil, it.stop(t)
	}
	if s, scalar := def.(interface{ immutable() }); scalar && s != nil {
		return def.With(def.Trace().Under(it.trace)), nil
	}
	return def, nil
}

// nextPerhaps is the next item where the first of them is perhaps not there:
// itself, or what would be next without it.
func nextPerhaps(t *Thread, it *Iterator, u *Unknown, def Value) (Value, error) {
	rest, err := it.Items(t)
	if err != nil {
		return nil, err
	}
	why := Doubt(nil, u)
	after := Value(Doubt(nil, append([]Value{u, orNone(def)}, rest...)...))
	if len(rest) > 0 && !isMany(rest[0]) && !perhapsAbsent(rest[0]) {
		after = rest[0]
	} else if len(rest) == 0 && def != nil {
		after = def
	}
	it.rest = []Value{manyOf(Doubt(nil, append([]Value{u}, rest...)...))}
	return insteadOfAbsent(u.With(why.trace).(*Unknown), after), nil
}
