package models

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/value"
)

// counterClass is collections.Counter. Counts that are no ints are not followed.
func counterClass() *value.Class {
	c := value.NewClass("Counter", "collections", value.DictClass)
	c.Method("__init__", counting("__init__", value.Add))
	c.Method("update", counting("update", value.Add))
	c.Method("subtract", counting("subtract", value.Sub))
	dictMethod(c, "__missing__", "key", func(*value.Thread, *value.Instance, *value.Dict, args) (value.Value, error) {
		return value.NewInt(0, nil), nil
	})
	dictMethod(c, "__delitem__", "key", func(t *value.Thread, _ *value.Instance, d *value.Dict, a args) (value.Value, error) {
		d.Delete(t, a[0])
		return value.None(), nil
	})
	dictMethod(c, "most_common", "n=", func(t *value.Thread, _ *value.Instance, d *value.Dict, a args) (value.Value, error) {
		entries, ok := byCount(d)
		n, known := a[0].(value.Int)
		if !ok || a[0] != nil && !known && !isNone(a[0]) {
			return typed(spread(d, orNone(a[0])), value.ListClass), nil
		}
		if most, small := n.Int64(); known && small && int(most) < len(entries) {
			entries = entries[:max(most, 0)]
		}
		return t.NewList(pairs(entries), d.Trace()), nil
	})
	dictMethod(c, "elements", "", func(t *value.Thread, _ *value.Instance, d *value.Dict, _ args) (value.Value, error) {
		var out []value.Value
		for _, e := range d.Entries() {
			n, ok := e.Value.(value.Int)
			times, small := n.Int64()
			if !ok || !small || d.More() != nil {
				return spread(d), nil
			}
			if err := t.Alloc(int(max(times, 0)) * 8); err != nil {
				return nil, err
			}
			for range times {
				out = append(out, e.Key)
			}
		}
		return value.NewIterator(value.NewClass("chain", "itertools"), out, d.Trace()), nil
	})
	dictMethod(c, "total", "", func(t *value.Thread, _ *value.Instance, d *value.Dict, _ args) (value.Value, error) {
		values, err := value.Attr(t, d, "values")
		if err != nil {
			return nil, err
		}
		list, err := call(t, values)
		if err != nil {
			return nil, err
		}
		return builtinCall("sum")(t, list)
	})
	for name, combine := range map[string]func(a, b int64) int64{
		"__add__": func(a, b int64) int64 { return a + b }, "__sub__": func(a, b int64) int64 { return a - b },
		"__or__": func(a, b int64) int64 { return max(a, b) }, "__and__": func(a, b int64) int64 { return min(a, b) },
	} {
		dictMethod(c, name, "other", func(t *value.Thread, self *value.Instance, d *value.Dict, a args) (value.Value, error) {
			return combineCounts(t, self, d, a[0], combine)
		})
		dictMethod(c, "__i"+name[2:], "other", func(t *value.Thread, self *value.Instance, d *value.Dict, a args) (value.Value, error) {
			made, err := combineCounts(t, self, d, a[0], combine)
			return takeCounts(t, self, d, made), err
		})
	}
	for name, op := range map[string]value.CompareOp{"__eq__": value.Eq, "__lt__": value.Lt, "__le__": value.LtE, "__gt__": value.Gt, "__ge__": value.GtE} {
		dictMethod(c, name, "other", compareCounts(op))
	}
	classFunc(c, "fromkeys", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		return nil, t.Raise("NotImplementedError", "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")
	})
	for name, combine := range map[string]func(a, b int64) int64{
		"__pos__": func(a, _ int64) int64 { return a }, "__neg__": func(a, _ int64) int64 { return -a },
	} {
		dictMethod(c, name, "", func(t *value.Thread, self *value.Instance, d *value.Dict, _ args) (value.Value, error) {
			return combineCounts(t, self, d, self, combine)
		})
	}
	dictMethod(c, "__repr__", "", func(t *value.Thread, self *value.Instance, d *value.Dict, _ args) (value.Value, error) {
		entries, ok := byCount(d)
		if !ok {
			return typed(spread(d), value.StrClass), nil
		}
		if len(entries) == 0 {
			return value.NewStr(self.Kind.Name+"()", d.Trace()), nil
		}
		ordered := t.NewDict(d.Trace())
		for _, e := range entries {
			ordered.Set(t, e.Key, e.Value)
		}
		return joined(t, self.Kind.Name+"(", ordered, ")")
	})
	copying(c)
	return c
}

// counting makes update and subtract: an iterable's items count one each, a
// mapping's values are counts.
func counting(name string, op value.BinaryOp) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		d, ok := dictOfSelf(c)
		if !ok || len(c.Args) > 2 {
			return nil, t.Raise("TypeError", name+"() takes from 1 to 2 positional arguments")
		}
		if c.Open != nil {
			d.Open(t, c.Open)
			return value.None(), nil
		}
		empty := len(d.Entries()) == 0 && d.More() == nil
		add := func(key, n value.Value) error {
			if _, doubtful := value.IsUnknown(key); doubtful || uncertain(n) {
				value.Lose(t, d, spread(key, n))
				return nil
			}
			if err := checkHashable(t, key); err != nil {
				return err
			}
			have, ok := d.Get(key)
			if !ok && empty && op == value.Add && d.More() == nil { // it is taken as it is
				d.Set(t, key, n)
				return nil
			}
			switch {
			case !ok && d.More() != nil:
				have = typed(spread(d.More()), value.IntClass)
			case !ok:
				have = value.NewInt(0, nil)
			}
			sum, err := value.Binary(t, op, have, n)
			if err == nil {
				d.Set(t, key, sum)
			}
			return err
		}
		if len(c.Args) == 2 && !isNone(c.Args[1]) {
			if err := eachCount(t, c.Args[1], add); err != nil {
				return nil, err
			}
			if err := t.Presume(c.Args[1].Trace(), d); err != nil {
				return nil, err
			}
		}
		empty = empty && len(d.Entries()) == 0
		for _, k := range c.Keywords {
			if err := add(value.NewStr(k.Name, nil), k.Value); err != nil {
				return nil, err
			}
		}
		if tr := d.Trace(); tr != nil && len(tr.Assumes) > 0 { // a key that is assumed may be another one
			for _, e := range d.Entries() {
				d.Set(t, e.Key, e.Value.With(e.Value.Trace().Under(tr)))
			}
		}
		return value.None(), nil
	}
}

func eachCount(t *value.Thread, v value.Value, add func(key, n value.Value) error) error {
	if from, ok := value.Underlying(v).(*value.Dict); ok {
		for _, e := range slices.Clone(from.Entries()) {
			if err := add(e.Key, e.Value); err != nil {
				return err
			}
		}
		if from.More() != nil {
			return add(from.More(), value.NewInt(1, nil))
		}
		return nil
	}
	items, err := value.Items(t, v)
	if err != nil {
		return err
	}
	for _, item := range items {
		if err := add(item, value.NewInt(1, nil)); err != nil {
			return err
		}
	}
	return nil
}

// byCount are the entries with the highest counts first; not ok where they are not all known ints.
func byCount(d *value.Dict) ([]value.Entry, bool) {
	entries := slices.Clone(d.Entries())
	for _, e := range entries {
		if _, ok := e.Value.(value.Int); !ok {
			return nil, false
		}
	}
	slices.SortStableFunc(entries, func(a, b value.Entry) int { return b.Value.(value.Int).Big().Cmp(a.Value.(value.Int).Big()) })
	return entries, d.More() == nil
}

func pairs(entries []value.Entry) []value.Value {
	out := make([]value.Value, len(entries))
	for i, e := range entries {
		out[i] = value.NewTuple([]value.Value{e.Key, e.Value}, value.Merge(e.Key.Trace(), e.Value.Trace()))
	}
	return out
}

// isCounter tells whether a class is Counter or derives from it.
func isCounter(c *value.Class) bool {
	return slices.ContainsFunc(c.MRO(), func(k *value.Class) bool { return k.Name == "Counter" && k.Module == "collections" })
}

// compareCounts is a comparison of all counts, an absent one being zero; Python has it since 3.10.
func compareCounts(op value.CompareOp) func(t *value.Thread, self *value.Instance, d *value.Dict, a args) (value.Value, error) {
	return func(t *value.Thread, _ *value.Instance, d *value.Dict, a args) (value.Value, error) {
		if _, unknown := value.IsUnknown(a[0]); unknown {
			return typed(spread(d, a[0]), value.BoolClass), nil
		}
		o, ok := value.Underlying(a[0]).(*value.Dict)
		if !ok || !isCounter(a[0].Class()) {
			return value.NotImplementedValue{}, nil
		}
		_, known := byCount(d)
		_, knownOther := byCount(o)
		if !known || !knownOther || value.PythonSince(t, 10) != value.Yes {
			return typed(spread(d, o), value.BoolClass), nil
		}
		strict, differ := op == value.Lt || op == value.Gt, false
		for _, e := range append(slices.Clone(d.Entries()), o.Entries()...) {
			x, y := countOf(d, e.Key), countOf(o, e.Key)
			if op == value.Gt || op == value.GtE {
				x, y = y, x
			}
			if x > y || op == value.Eq && x != y {
				return value.NewBool(false, value.Merge(d.Trace(), o.Trace())), nil
			}
			differ = differ || x < y
		}
		return value.NewBool(!strict || differ, value.Merge(d.Trace(), o.Trace())), nil
	}
}

// countOf is the count of a key, which is an int where it is there.
func countOf(d *value.Dict, key value.Value) int64 {
	v, _ := d.Get(key)
	i, _ := v.(value.Int)
	n, _ := i.Int64()
	return n
}

// takeCounts lets a counter hold what another does, or nothing that is known.
func takeCounts(t *value.Thread, self *value.Instance, d *value.Dict, made value.Value) value.Value {
	if u, ok := value.IsUnknown(orNone(made)); ok {
		value.Lose(t, d, u)
		return self
	}
	from, ok := value.Underlying(orNone(made)).(*value.Dict)
	if !ok {
		return made
	}
	for _, e := range slices.Clone(d.Entries()) {
		d.Delete(t, e.Key)
	}
	for _, e := range from.Entries() {
		d.Set(t, e.Key, e.Value)
	}
	return self
}

// combineCounts is a + b and the like, of which only positive counts stay.
func combineCounts(t *value.Thread, self *value.Instance, d *value.Dict, other value.Value, combine func(a, b int64) int64) (value.Value, error) {
	o, ok := value.Underlying(other).(*value.Dict)
	if kind := other.Class(); !ok || !isCounter(kind) {
		return value.NotImplementedValue{}, nil
	}
	made, err := call(t, self.Kind)
	if err != nil {
		return nil, err
	}
	out, _ := value.Underlying(made).(*value.Dict)
	_, known := byCount(d)
	_, knownOther := byCount(o)
	if out == nil || !known || !knownOther {
		return spread(d, o), nil
	}
	for _, e := range append(slices.Clone(d.Entries()), o.Entries()...) {
		if n := combine(countOf(d, e.Key), countOf(o, e.Key)); n > 0 {
			out.Set(t, e.Key, value.NewInt(n, value.Merge(d.Trace(), o.Trace())))
		}
	}
	return made, nil
}
