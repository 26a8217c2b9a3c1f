package models

import "github.com/djgate/djgate/inputs/python/value"

func itertoolsModule(*value.Thread) value.Value {
	m := value.NewModule("itertools", "")
	m.Define("chain", chainClass())
	m.Func("product", variadic(func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) { return product(t, a, tr) }))
	m.Func("islice", strict("islice", "iterable, start, stop=, step=", islice))
	m.Func("starmap", loose("starmap", "function, iterable", starmap))
	m.Func("repeat", strict("repeat", "object, times=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		n, ok := a[1].(value.Int)
		times, small := n.Int64()
		if !ok || !small || times > 10000 {
			return unknown(t, "an endless iterator is not followed", tr), nil
		}
		out := make([]value.Value, max(times, 0))
		for i := range out {
			out[i] = a[0]
		}
		return iterator("repeat", out, tr), nil
	}))
	for _, name := range []string{"count", "cycle", "groupby", "accumulate", "zip_longest", "permutations", "combinations", "tee",
		"takewhile", "dropwhile", "filterfalse", "compress", "pairwise", "batched"} {
		m.Func(name, unknownCall("itertools."+name+" is not followed"))
	}
	return m
}

func iterator(name string, items []value.Value, tr *value.Trace) value.Value {
	return value.NewIterator(value.NewClass(name, "itertools"), items, tr)
}

func chainClass() *value.Class {
	c := value.NewClass("chain", "itertools")
	c.New = func(t *value.Thread, _ *value.Class, call *value.Call) (value.Value, error) {
		if call.Open != nil {
			return spread(call.Open), nil
		}
		return chain(t, call.Args)
	}
	c.NS.Set(nil, "from_iterable", &value.StaticMethod{Func: value.NewBuiltin("from_iterable", loose("from_iterable", "iterable",
		func(t *value.Thread, a args) (value.Value, error) {
			parts, err := value.Items(t, a[0])
			if err != nil {
				return nil, err
			}
			return chain(t, parts)
		}))}, value.Place{})
	return c
}

func chain(t *value.Thread, parts []value.Value) (value.Value, error) {
	var out []value.Value
	for _, p := range parts {
		items, err := value.Items(t, p)
		if err != nil {
			return nil, err
		}
		out = append(out, items...)
		if err := t.Alloc(len(items)); err != nil {
			return nil, err
		}
	}
	return iterator("chain", out, traceOf(parts)), nil
}

func product(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	rows := [][]value.Value{nil}
	for _, v := range a {
		items, err := value.Items(t, v)
		if err != nil {
			return nil, err
		}
		if err := t.Alloc(len(items) * len(rows)); err != nil {
			return nil, err
		}
		var next [][]value.Value
		for _, row := range rows {
			for _, item := range items {
				if u, ok := value.IsUnknown(item); ok && u.Many {
					return spread(u), nil
				}
				next = append(next, append(row[:len(row):len(row)], item))
			}
		}
		rows = next
	}
	out := make([]value.Value, len(rows))
	for i, row := range rows {
		out[i] = value.NewTuple(row, traceOf(row))
	}
	return iterator("product", out, tr), nil
}

func islice(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	items, err := value.Items(t, a[0])
	if err != nil {
		return nil, err
	}
	start, stop := value.Value(value.None()), a[1]
	if a[2] != nil {
		start, stop = a[1], a[2]
	}
	return value.Item(t, t.NewList(items, tr), value.Slice{Lower: start, Upper: stop, Step: orNone(a[3])})
}

func starmap(t *value.Thread, a args) (value.Value, error) {
	rows, err := value.Items(t, a[1])
	if err != nil {
		return nil, err
	}
	var out []value.Value
	for _, row := range rows {
		items, err := value.Items(t, row)
		if err != nil {
			return nil, err
		}
		v, err := call(t, a[0], items...)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return iterator("starmap", out, a[1].Trace()), nil
}
