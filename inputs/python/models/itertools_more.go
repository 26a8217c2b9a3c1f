package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

// The parts of itertools that look at more than one item, or at several iterables.

func chainClass() *value.Class {
	c := value.NewClass("chain", "itertools")
	make := func(parts []value.Value) value.Value {
		var at *value.Iterator
		return value.NewPuller(c, traceOf(parts), func(t *value.Thread) (value.Value, bool, error) {
			for {
				if at == nil {
					if len(parts) == 0 {
						return nil, false, nil
					}
					it, err := iterate(t, parts[0])
					if err != nil {
						return nil, false, err
					}
					at, parts = it, parts[1:]
				}
				v, ok, err := at.Next(t)
				if ok && uncertain(v) {
					v, err = withParts(t, at, v, parts)
					at, parts = nil, nil
					return v, err == nil, err
				}
				if ok || err != nil {
					return v, ok, err
				}
				at = nil
			}
		})
	}
	c.New = func(t *value.Thread, _ *value.Class, call *value.Call) (value.Value, error) {
		if call.Open != nil {
			return spread(call.Open), nil
		}
		return make(call.Args), nil
	}
	classFunc(c, "from_iterable", loose("from_iterable", "iterable", func(t *value.Thread, a args) (value.Value, error) {
		parts, err := value.Items(t, a[0])
		if err != nil {
			return nil, err
		}
		return make(parts), nil
	}))
	return c
}

// withParts stands for any number of items of a chain, and for all behind them in any part.
func withParts(t *value.Thread, at *value.Iterator, item value.Value, parts []value.Value) (value.Value, error) {
	all, err := withOthers(t, at, item)
	for _, p := range parts {
		var it *value.Iterator
		if err == nil {
			it, err = iterate(t, p)
		}
		if err == nil {
			all, err = withOthers(t, it, all)
		}
	}
	return all, err
}

// islice takes what a slice of the same numbers would take.
func islice(t *value.Thread, a args) (pull, error) {
	first, stop, step := value.Value(value.None()), a[1], a[3]
	if a[2] != nil {
		first, stop = a[1], a[2]
	}
	var n [3]int
	var unknown *value.Unknown
	for i, v := range []value.Value{first, stop, step} {
		if u, ok := value.IsUnknown(orNone(v)); ok {
			unknown = u
			continue
		}
		if isNone(v) {
			n[i] = []int{0, 1<<62 - 1, 1}[i]
			continue
		}
		k, err := wantInt(t, v, 0, min(i/2, 1), 1<<62-1, "islice()")
		if err != nil {
			return nil, t.Raise("ValueError", "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
		}
		n[i] = k
	}
	it, err := iterate(t, a[0])
	if err != nil {
		return nil, err
	}
	if unknown != nil {
		return func(t *value.Thread) (value.Value, bool, error) {
			all, err := withOthers(t, it, unknown)
			return all, err == nil, err
		}, nil
	}
	at, want := 0, n[0]
	next := func(t *value.Thread) (value.Value, bool, error) {
		for want < n[1] {
			v, ok, err := it.Next(t)
			if !ok || err != nil {
				return nil, false, err
			}
			if uncertain(v) {
				n[1] = 0
				all, err := withOthers(t, it, v)
				return all, err == nil, err
			}
			if at++; at-1 == want {
				want += n[2]
				return v, true, nil
			}
		}
		return nil, false, nil
	}
	return value.PullUnlessAssumed(traceOf(a), next, func(t *value.Thread, _ *value.Unknown) error {
		_, err := it.Spill(t)
		return err
	}), nil
}

// certain are all items of v; u stands for them where some may not be there.
func certain(t *value.Thread, v value.Value) (items []value.Value, u value.Value, err error) {
	items, err = value.Items(t, v)
	if err != nil {
		return nil, nil, err
	}
	for _, item := range items {
		if uncertain(item) {
			return nil, many(items...), nil
		}
	}
	return items, nil, nil
}

// certainOfEach are the certain items of each iterable, all of which are gone through.
func certainOfEach(t *value.Thread, iterables []value.Value) (all [][]value.Value, u value.Value, err error) {
	for _, v := range iterables {
		items, other, err := certain(t, v)
		if err != nil {
			return nil, nil, err
		}
		if u == nil {
			u = other
		}
		all = append(all, items)
	}
	return all, u, nil
}

// listed is a pull of rows that make gives all at once, bounded.
func listed(t *value.Thread, v value.Value, make func(items []value.Value, add func(row ...value.Value) error) error) (pull, error) {
	items, u, err := certain(t, v)
	if err != nil {
		return nil, err
	}
	if u != nil {
		return overList([]value.Value{u}), nil
	}
	var rows []value.Value
	err = make(items, func(row ...value.Value) error {
		if err := t.Burn(1); err != nil {
			return err
		}
		own := append([]value.Value{}, row...)
		rows = append(rows, value.NewTuple(own, traceOf(own)))
		return t.Alloc(len(own) * 16)
	})
	return overList(rows), err
}

func overList(items []value.Value) pull {
	return func(*value.Thread) (value.Value, bool, error) {
		if len(items) == 0 {
			return nil, false, nil
		}
		v := items[0]
		items = items[1:]
		return v, true, nil
	}
}

func batched(t *value.Thread, a args) (pull, error) {
	n, err := wantInt(t, a[1], 0, 1, 1<<30, "n")
	if err != nil {
		return nil, err
	}
	return listed(t, a[0], func(items []value.Value, add func(...value.Value) error) error {
		for len(items) > 0 {
			k := min(n, len(items))
			if err := add(items[:k]...); err != nil {
				return err
			}
			items = items[k:]
		}
		return nil
	})
}

// length is the argument r, def where it is not given.
func length(t *value.Thread, v value.Value, def int) (int, error) {
	if isNone(v) {
		return def, nil
	}
	return wantInt(t, v, def, 0, 1<<30, "r")
}

// chosen makes combinations (each item once) and combinations_with_replacement.
func chosen(step int) func(t *value.Thread, a args) (pull, error) {
	return func(t *value.Thread, a args) (pull, error) {
		r, err := length(t, a[1], 0)
		if err != nil {
			return nil, err
		}
		return listed(t, a[0], func(items []value.Value, add func(...value.Value) error) error {
			var choose func(from int, row []value.Value) error
			choose = func(from int, row []value.Value) error {
				if len(row) == r {
					return add(row...)
				}
				for i := from; i < len(items); i++ {
					if err := choose(i+step, append(row, items[i])); err != nil {
						return err
					}
				}
				return t.Burn(1)
			}
			if step == 1 && r > len(items) {
				return nil
			}
			return choose(0, nil)
		})
	}
}

func permutations(t *value.Thread, a args) (pull, error) {
	return listed(t, a[0], func(items []value.Value, add func(...value.Value) error) error {
		r, err := length(t, a[1], len(items))
		if err != nil || r > len(items) {
			return err
		}
		used := make([]bool, len(items))
		var choose func(row []value.Value) error
		choose = func(row []value.Value) error {
			if len(row) == r {
				return add(row...)
			}
			for i, v := range items {
				if used[i] {
					continue
				}
				used[i] = true
				if err := choose(append(row, v)); err != nil {
					return err
				}
				used[i] = false
			}
			return t.Burn(1)
		}
		return choose(nil)
	})
}

// products is product(*iterables, repeat=1).
func products(t *value.Thread, class *value.Class, c *value.Call) (value.Value, error) {
	if c.Open != nil {
		return spread(c.Open), nil
	}
	times, err := wantInt(t, c.Keyword("repeat"), 1, 0, 1<<20, "repeat")
	if err != nil {
		return nil, err
	}
	pools, u, err := certainOfEach(t, c.Args)
	if u != nil || err != nil {
		return u, err
	}
	rows := [][]value.Value{nil}
	for range times {
		for _, pool := range pools {
			if err := t.Alloc(len(pool) * len(rows) * 16); err != nil {
				return nil, err
			}
			if err := t.Burn(len(pool) * len(rows)); err != nil {
				return nil, err
			}
			var next [][]value.Value
			for _, row := range rows {
				for _, item := range pool {
					next = append(next, append(row[:len(row):len(row)], item))
				}
			}
			rows = next
		}
	}
	out := make([]value.Value, len(rows))
	for i, row := range rows {
		out[i] = value.NewTuple(row, traceOf(row))
	}
	return value.NewIterator(class, out, traceOf(c.Args)), nil
}

func zipLongest(t *value.Thread, class *value.Class, c *value.Call) (value.Value, error) {
	if c.Open != nil {
		return spread(c.Open), nil
	}
	fill := orNone(c.Keyword("fillvalue"))
	columns, u, err := certainOfEach(t, c.Args)
	if u != nil || err != nil {
		return u, err
	}
	longest := 0
	for _, items := range columns {
		longest = max(longest, len(items))
	}
	rows := make([]value.Value, longest)
	for i := range rows {
		row := make([]value.Value, len(columns))
		for j, items := range columns {
			row[j] = fill
			if i < len(items) {
				row[j] = items[i]
			}
		}
		rows[i] = value.NewTuple(row, traceOf(row))
	}
	return value.NewIterator(class, rows, traceOf(c.Args)), t.Alloc(longest * len(columns) * 16)
}

// groupBy gives (key, group) for each run of items with the same key. A group is
// given whole, where Python's is empty once the next group has been asked for.
func groupBy(t *value.Thread, a args) (pull, error) {
	items, u, err := certain(t, a[0])
	if err != nil {
		return nil, err
	}
	value.KeysUnlessAssumed(t, a[0].Trace(), a[1])
	if u != nil {
		if !isNone(a[1]) {
			_, err = value.CallOnItems(t, a[1], &value.Call{Args: []value.Value{u}, At: t.At})
		}
		return overList([]value.Value{u}), err
	}
	key := func(v value.Value) (value.Value, error) {
		if isNone(a[1]) {
			return v, nil
		}
		return call(t, a[1], v)
	}
	group := value.NewClass("_grouper", "itertools")
	return func(t *value.Thread) (value.Value, bool, error) {
		if len(items) == 0 {
			return nil, false, nil
		}
		first, err := key(items[0])
		n := 1
		for ; err == nil && n < len(items); n++ {
			var k value.Value
			if k, err = key(items[n]); err != nil {
				break
			}
			same, e := value.Compare(t, value.Eq, first, k)
			if err = e; same == value.Maybe {
				items = nil
				return many(first, k), true, err
			}
			if same == value.No {
				break
			}
		}
		if err != nil {
			return nil, false, err
		}
		run := value.NewIterator(group, items[:n:n], nil)
		items = items[n:]
		return value.NewTuple([]value.Value{first, run}, first.Trace()), true, nil
	}, nil
}

// tee gives iterators over the same items.
func tee(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	n, err := wantInt(t, a[1], 2, 0, 1<<16, "n")
	if err != nil {
		return nil, err
	}
	items, err := value.Items(t, a[0])
	if err != nil {
		return nil, err
	}
	class := value.NewClass("_tee", "itertools")
	out := make([]value.Value, n)
	for i := range out {
		out[i] = value.NewIterator(class, items, tr)
	}
	return value.NewTuple(out, tr), nil
}
