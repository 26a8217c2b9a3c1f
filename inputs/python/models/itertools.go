package models

import "github.com/djgate/djgate/inputs/python/value"

// The module itertools. Its iterators pull items one by one, as Python's do. An
// item of which it is not known whether, or how often, it is there ends what can
// be said, where the result depends on the number of items.

func itertoolsModule(*value.Thread) value.Value {
	m := value.NewModule("itertools", "")
	m.Define("chain", chainClass())
	lazy := func(name, params string, f func(t *value.Thread, a args) (pull, error)) {
		class := value.NewClass(name, "itertools")
		make := loose(name, params, func(t *value.Thread, a args) (value.Value, error) {
			next, err := f(t, a)
			if err != nil {
				return nil, err
			}
			return value.NewPuller(class, traceOf(a), next), nil
		})
		class.New = func(t *value.Thread, _ *value.Class, c *value.Call) (value.Value, error) { return make(t, c) }
		m.Define(name, class)
	}
	lazy("count", "start=, step=", count)
	lazy("cycle", "iterable", cycle)
	lazy("repeat", "object, times=", repeat)
	lazy("islice", "iterable, start, stop=, step=", islice)
	lazy("starmap", "function, iterable", starmap)
	lazy("takewhile", "predicate, iterable", takeWhile)
	lazy("dropwhile", "predicate, iterable", dropWhile)
	lazy("filterfalse", "predicate, iterable", filterFalse)
	lazy("compress", "data, selectors", compress)
	lazy("accumulate", "iterable, func=, *, initial=", accumulate)
	lazy("pairwise", "iterable", pairwise)
	lazy("batched", "iterable, n, *, strict=", batched)
	lazy("groupby", "iterable, key=", groupBy)
	lazy("permutations", "iterable, r=", permutations)
	lazy("combinations", "iterable, r", chosen(1))
	lazy("combinations_with_replacement", "iterable, r", chosen(0))
	zip := value.NewClass("zip_longest", "itertools")
	zip.New = func(t *value.Thread, c *value.Class, call *value.Call) (value.Value, error) {
		return zipLongest(t, c, call)
	}
	m.Define("zip_longest", zip)
	product := value.NewClass("product", "itertools")
	product.New = func(t *value.Thread, c *value.Class, call *value.Call) (value.Value, error) {
		return products(t, c, call)
	}
	m.Define("product", product)
	m.Func("tee", strict("tee", "iterable, n=", tee))
	m.Fallback = notFollowed("itertools")
	return m
}

// pull gives the next item of an iterator; ok is false at the end.
type pull = func(t *value.Thread) (v value.Value, ok bool, err error)

// maxEndless is how many items of an endless iterator are followed.
const maxEndless = 4096

// iterate is iter(v).
func iterate(t *value.Thread, v value.Value) (*value.Iterator, error) {
	if it, ok := v.(*value.Iterator); ok {
		return it, nil
	}
	if _, isUnknown := value.IsUnknown(v); !isUnknown {
		b, _ := value.Builtins().Get("iter")
		r, err := call(t, b.V, v)
		if err != nil {
			return nil, err
		}
		if it, ok := r.(*value.Iterator); ok {
			return it, nil
		}
	}
	items, err := value.Items(t, v)
	return value.NewIterator(value.GeneratorClass, items, v.Trace()), err
}

// uncertain tells whether it is not known that an item is there, exactly once.
func uncertain(v value.Value) bool {
	u, ok := value.IsUnknown(v)
	if !ok {
		return false
	}
	for _, c := range u.Choices {
		if _, absent := c.V.(value.Unbound); absent {
			return true
		}
	}
	return u.Many
}

// many is any number of items of which nothing else is known.
func many(because ...value.Value) *value.Unknown {
	u := spread(because...)
	u.Many = true
	return u
}

// over makes a pull of the items of v, each of which f turns into one item, or
// none where keep is false. The first item that is not certain is the last.
func over(t *value.Thread, v value.Value, f func(t *value.Thread, item value.Value) (r value.Value, keep, more bool, err error)) (pull, error) {
	it, err := iterate(t, v)
	if err != nil {
		return nil, err
	}
	ended := false
	next := func(t *value.Thread) (value.Value, bool, error) {
		for !ended {
			item, ok, err := it.Next(t)
			if !ok || err != nil {
				return nil, false, err
			}
			if uncertain(item) {
				ended = true
				return overMany(t, it, item, f)
			}
			r, keep, more, err := f(t, item)
			ended = !more
			if err != nil || keep {
				return r, err == nil, err
			}
		}
		return nil, false, nil
	}
	return value.PullUnlessAssumed(it.Trace(), next, func(t *value.Thread, others *value.Unknown) error {
		_, _, err := overMany(t, it, others, f)
		return err
	}), nil
}

// overMany is what f makes of any number of items, and of those behind them.
func overMany(t *value.Thread, it *value.Iterator, item value.Value, f func(t *value.Thread, item value.Value) (r value.Value, keep, more bool, err error)) (value.Value, bool, error) {
	all, err := withOthers(t, it, item)
	if err != nil {
		return nil, false, err
	}
	var made value.Value
	err = t.AnyTimes(all, func() (err error) {
		for range 2 { // what one call keeps for the next is not the program's
			if made, _, _, err = f(t, value.OneOf(all)); err != nil {
				break
			}
		}
		return err
	})
	return many(all, orNone(made)), err == nil, err
}

// withOthers stands for an item of an iterator that may be any number, and for all behind it.
func withOthers(t *value.Thread, it *value.Iterator, item value.Value) (*value.Unknown, error) {
	others, err := it.Spill(t)
	return many(append(others, item)...), err
}

// test calls a predicate; an answer that is not known gives an item in doubt.
func test(t *value.Thread, f, item value.Value) (value.Truth, value.Value, error) {
	answer := item
	if !isNone(f) {
		var err error
		if answer, err = call(t, f, item); err != nil {
			return value.Maybe, nil, err
		}
	}
	t.Decide(answer)
	truth, err := value.Truthy(t, answer)
	return truth, answer, err
}

func count(t *value.Thread, a args) (pull, error) {
	next, step := a[0], a[1]
	if next == nil {
		next = value.NewInt(0, nil)
	}
	if step == nil {
		step = value.NewInt(1, nil)
	}
	n := 0
	return func(t *value.Thread) (value.Value, bool, error) {
		if n++; n > maxEndless {
			return many(unknown(t, "an endless iterator is followed only so far")), true, nil
		}
		v := next
		sum, err := value.Binary(t, value.Add, next, step)
		next = sum
		return v, err == nil, err
	}, nil
}

func cycle(t *value.Thread, a args) (pull, error) {
	items, err := value.Items(t, a[0])
	if err != nil {
		return nil, err
	}
	n := 0
	return func(t *value.Thread) (value.Value, bool, error) {
		if len(items) == 0 {
			return nil, false, nil
		}
		v := items[n%len(items)]
		if n++; n > maxEndless || uncertain(v) {
			return many(unknown(t, "an endless iterator is followed only so far")), true, nil
		}
		return v, true, nil
	}, nil
}

func repeat(t *value.Thread, a args) (pull, error) {
	left, endless := int64(0), a[1] == nil
	if !endless {
		n, ok := a[1].(value.Int)
		if _, isUnknown := value.IsUnknown(a[1]); isUnknown {
			return func(*value.Thread) (value.Value, bool, error) { return many(a[1]), true, nil }, nil
		}
		if !ok {
			return nil, t.Raise("TypeError", "'"+a[1].Class().TypeName()+"' object cannot be interpreted as an integer")
		}
		left, _ = n.Int64()
	}
	n := int64(0)
	return func(t *value.Thread) (value.Value, bool, error) {
		if n++; endless && n > maxEndless {
			return many(unknown(t, "an endless iterator is followed only so far")), true, nil
		}
		return a[0], endless || n <= left, nil
	}, nil
}

func starmap(t *value.Thread, a args) (pull, error) {
	return over(t, a[1], func(t *value.Thread, item value.Value) (value.Value, bool, bool, error) {
		if u, ok := value.IsUnknown(item); ok {
			r, err := value.CallValue(t, a[0], &value.Call{Open: u, At: t.At})
			return spread(u, orNone(r)), true, true, err
		}
		items, err := value.Items(t, item)
		if err != nil {
			return nil, false, false, err
		}
		r, err := call(t, a[0], items...)
		return r, true, true, err
	})
}

func takeWhile(t *value.Thread, a args) (pull, error) {
	return over(t, a[1], func(t *value.Thread, item value.Value) (value.Value, bool, bool, error) {
		truth, answer, err := test(t, a[0], item)
		if truth == value.Maybe && err == nil {
			return many(answer, item), true, false, nil
		}
		return item, truth == value.Yes, truth == value.Yes, err
	})
}

func dropWhile(t *value.Thread, a args) (pull, error) {
	dropping := true
	return over(t, a[1], func(t *value.Thread, item value.Value) (value.Value, bool, bool, error) {
		if !dropping {
			return item, true, true, nil
		}
		truth, answer, err := test(t, a[0], item)
		if truth == value.Maybe && err == nil {
			return many(answer, item), true, false, nil
		}
		dropping = truth == value.Yes
		return item, !dropping, true, err
	})
}

func filterFalse(t *value.Thread, a args) (pull, error) {
	return over(t, a[1], func(t *value.Thread, item value.Value) (value.Value, bool, bool, error) {
		truth, answer, err := test(t, a[0], item)
		if truth == value.Maybe && err == nil {
			return many(answer, item), true, true, nil
		}
		return item, truth == value.No, true, err
	})
}

func compress(t *value.Thread, a args) (pull, error) {
	zip, _ := value.Builtins().Get("zip")
	pairs, err := call(t, zip.V, a[0], a[1])
	if err != nil {
		return nil, err
	}
	return over(t, pairs, func(t *value.Thread, item value.Value) (value.Value, bool, bool, error) {
		pair, ok := item.(value.Tuple)
		if !ok {
			return many(item), true, true, nil
		}
		t.Decide(pair.Elems[1])
		truth, err := value.Truthy(t, pair.Elems[1])
		if truth == value.Maybe {
			return many(pair.Elems...), true, true, err
		}
		return pair.Elems[0], truth == value.Yes, true, err
	})
}

func pairwise(t *value.Thread, a args) (pull, error) {
	var last value.Value
	return over(t, a[0], func(_ *value.Thread, item value.Value) (value.Value, bool, bool, error) {
		pair := []value.Value{last, item}
		first := last == nil
		last = item
		if first {
			return nil, false, true, nil
		}
		return value.NewTuple(pair, traceOf(pair)), true, true, nil
	})
}

func accumulate(t *value.Thread, a args) (pull, error) {
	total, begun := a[2], isNone(a[2])
	next, err := over(t, a[0], func(t *value.Thread, item value.Value) (value.Value, bool, bool, error) {
		if total == nil || isNone(total) {
			total = item
			return total, true, true, nil
		}
		var err error
		if isNone(a[1]) {
			total, err = value.Binary(t, value.Add, total, item)
		} else {
			total, err = call(t, a[1], total, item)
		}
		return total, true, true, err
	})
	return func(t *value.Thread) (value.Value, bool, error) {
		if !begun {
			begun = true
			return total, true, nil
		}
		return next(t)
	}, err
}
