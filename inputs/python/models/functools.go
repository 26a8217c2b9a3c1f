package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func functoolsModule(*value.Thread) value.Value {
	m := value.NewModule("functools", "")
	m.Func("partial", partial)
	m.Func("reduce", loose("reduce", "function, iterable, initial=", reduce))
	m.Func("lru_cache", loose("lru_cache", "maxsize=, typed=", func(_ *value.Thread, a args) (value.Value, error) {
		if a[0] != nil && a[0].Class() == value.FunctionClass {
			return a[0], nil
		}
		return value.NewBuiltin("decorator", same), nil
	}))
	for _, name := range []string{"cache", "total_ordering", "singledispatch"} {
		m.Func(name, same)
	}
	m.Func("wraps", func(*value.Thread, *value.Call) (value.Value, error) { return value.NewBuiltin("decorator", same), nil })
	m.Func("update_wrapper", same)
	m.Func("cached_property", loose("cached_property", "func", func(_ *value.Thread, a args) (value.Value, error) {
		return &value.Property{Getter: a[0]}, nil
	}))
	m.Func("cmp_to_key", unknownCall("functools.cmp_to_key is not followed"))
	return m
}

// same is a decorator that changes nothing that settings could see.
func same(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 0 {
		return nil, t.Raise("TypeError", "a decorator needs the function that it decorates")
	}
	return c.Args[0], nil
}

// partial binds the first arguments of a function.
func partial(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 0 {
		return nil, t.Raise("TypeError", "type 'partial' takes at least one argument")
	}
	f, first, named, open := c.Args[0], c.Args[1:], c.Keywords, c.Open
	return value.NewBuiltin("partial", func(t *value.Thread, c *value.Call) (value.Value, error) {
		with := &value.Call{Args: append(first[:len(first):len(first)], c.Args...), Open: c.Open, At: c.At}
		if open != nil {
			with.Open = open
		}
		for _, k := range named {
			if c.Keyword(k.Name) == nil {
				with.Keywords = append(with.Keywords, k)
			}
		}
		with.Keywords = append(with.Keywords, c.Keywords...)
		return value.CallValue(t, f, with)
	}), nil
}

func reduce(t *value.Thread, a args) (value.Value, error) {
	items, err := value.Items(t, a[1])
	if err != nil {
		return nil, err
	}
	acc := a[2]
	if acc == nil {
		if len(items) == 0 {
			return nil, t.Raise("TypeError", "reduce() of empty iterable with no initial value")
		}
		acc, items = items[0], items[1:]
	}
	for _, v := range items {
		if u, ok := value.IsUnknown(v); ok && u.Many {
			return spread(u), nil
		}
		if acc, err = call(t, a[0], acc, v); err != nil {
			return nil, err
		}
	}
	return acc, nil
}

func operatorModule(*value.Thread) value.Value {
	m := value.NewModule("operator", "")
	for name, op := range map[string]value.BinaryOp{"add": value.Add, "sub": value.Sub, "mul": value.Mult, "truediv": value.Div, "floordiv": value.FloorDiv,
		"mod": value.Mod, "pow": value.Pow, "or_": value.BitOr, "and_": value.BitAnd, "xor": value.BitXor, "concat": value.Add} {
		m.Func(name, loose(name, "a, b", func(t *value.Thread, a args) (value.Value, error) { return value.Binary(t, op, a[0], a[1]) }))
	}
	for name, op := range map[string]value.CompareOp{"eq": value.Eq, "ne": value.NotEq, "lt": value.Lt, "le": value.LtE, "gt": value.Gt, "ge": value.GtE, "is_": value.Is, "is_not": value.IsNot} {
		m.Func(name, loose(name, "a, b", func(t *value.Thread, a args) (value.Value, error) { return value.CompareValue(t, op, a[0], a[1]) }))
	}
	m.Func("contains", loose("contains", "a, b", func(t *value.Thread, a args) (value.Value, error) {
		return value.CompareValue(t, value.In, a[1], a[0])
	}))
	m.Func("getitem", loose("getitem", "a, b", func(t *value.Thread, a args) (value.Value, error) { return value.Item(t, a[0], a[1]) }))
	m.Func("itemgetter", getter(value.Item))
	m.Func("attrgetter", getter(func(t *value.Thread, v, name value.Value) (value.Value, error) {
		path, err := wantText(t, name, "attrgetter")
		if err != nil {
			return nil, err
		}
		for _, part := range strings.Split(path, ".") {
			if v, err = value.Attr(t, v, part); err != nil {
				return nil, err
			}
		}
		return v, nil
	}))
	m.Func("not_", unknownCall("operator.not_ is not followed"))
	m.Func("methodcaller", unknownCall("operator.methodcaller is not followed"))
	return m
}

// getter makes itemgetter and attrgetter: one key gives a value, several a tuple.
func getter(get func(t *value.Thread, v, key value.Value) (value.Value, error)) function {
	return variadic(func(t *value.Thread, keys args, _ *value.Trace) (value.Value, error) {
		return value.NewBuiltin("getter", loose("getter", "obj", func(t *value.Thread, a args) (value.Value, error) {
			var out []value.Value
			for _, key := range keys {
				v, err := get(t, a[0], key)
				if err != nil || len(keys) == 1 {
					return v, err
				}
				out = append(out, v)
			}
			return value.NewTuple(out, traceOf(out)), nil
		})), nil
	})
}
