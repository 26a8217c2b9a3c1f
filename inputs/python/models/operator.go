package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

var (
	binaryOperators = map[string]value.BinaryOp{
		"add": value.Add, "sub": value.Sub, "mul": value.Mult, "truediv": value.Div, "floordiv": value.FloorDiv, "mod": value.Mod,
		"pow": value.Pow, "or_": value.BitOr, "and_": value.BitAnd, "xor": value.BitXor, "matmul": value.MatMult,
		"lshift": value.LShift, "rshift": value.RShift, "concat": value.Add,
	}
	comparisons = map[string]value.CompareOp{
		"eq": value.Eq, "ne": value.NotEq, "lt": value.Lt, "le": value.LtE, "gt": value.Gt, "ge": value.GtE, "is_": value.Is, "is_not": value.IsNot,
	}
)

func operatorModule(*value.Thread) value.Value {
	m := value.NewModule("operator", "")
	for name, op := range binaryOperators {
		m.Func(name, loose(name, "a, b", func(t *value.Thread, a args) (value.Value, error) { return value.Binary(t, op, a[0], a[1]) }))
		m.Func("i"+strings.TrimSuffix(name, "_"), loose(name, "a, b", func(t *value.Thread, a args) (value.Value, error) {
			return value.Inplace(t, op, a[0], a[1])
		}))
	}
	for name, op := range comparisons {
		m.Func(name, loose(name, "a, b", func(t *value.Thread, a args) (value.Value, error) { return value.CompareValue(t, op, a[0], a[1]) }))
	}
	for name, f := range map[string]func(*value.Thread, value.Value) (value.Value, error){
		"neg": value.Negate, "pos": value.Plus, "inv": value.Invert, "invert": value.Invert, "truth": value.TruthValue, "not_": not,
		"abs": builtinCall("abs"), "index": builtinIndex,
	} {
		m.Func(name, loose(name, "a", func(t *value.Thread, a args) (value.Value, error) { return f(t, a[0]) }))
	}
	m.Func("contains", loose("contains", "a, b", func(t *value.Thread, a args) (value.Value, error) {
		return value.CompareValue(t, value.In, a[1], a[0])
	}))
	m.Func("getitem", loose("getitem", "a, b", func(t *value.Thread, a args) (value.Value, error) { return value.Item(t, a[0], a[1]) }))
	m.Func("setitem", loose("setitem", "a, b, c", func(t *value.Thread, a args) (value.Value, error) {
		return value.None(), value.SetItem(t, a[0], a[1], a[2])
	}))
	m.Func("delitem", loose("delitem", "a, b", func(t *value.Thread, a args) (value.Value, error) {
		return value.None(), value.SetItem(t, a[0], a[1], nil)
	}))
	for name, method := range map[string]string{"countOf": "count", "indexOf": "index"} {
		m.Func(name, loose(name, "a, b", func(t *value.Thread, a args) (value.Value, error) {
			items, err := value.Items(t, a[0])
			if err != nil {
				return nil, err
			}
			f, err := value.Attr(t, t.NewList(items, a[0].Trace()), method)
			if err != nil {
				return nil, err
			}
			return call(t, f, a[1])
		}))
	}
	m.Func("length_hint", loose("length_hint", "obj, default=", func(t *value.Thread, a args) (value.Value, error) { return builtinCall("len")(t, a[0]) }))
	m.Func("itemgetter", getter(value.Item))
	m.Func("attrgetter", getter(attributePath))
	m.Func("methodcaller", methodCaller)
	m.Func("call", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if len(c.Args) == 0 {
			return nil, t.Raise("TypeError", "call() takes at least 1 argument")
		}
		rest := *c
		rest.Args = c.Args[1:]
		return value.CallValue(t, c.Args[0], &rest)
	})
	m.Fallback = func(t *value.Thread, name string) (value.Value, error) { return plainName(m, name), nil }
	return m
}

// plainName finds __add__ as add, and __or__ as or_; nil where there is neither.
func plainName(m *value.Module, name string) value.Value {
	plain, ok := strings.CutPrefix(strings.TrimSuffix(name, "__"), "__")
	if !ok {
		return nil
	}
	for _, n := range []string{plain, plain + "_"} {
		if b, ok := m.NS.Get(n); ok {
			return b.V
		}
	}
	return nil
}

// builtinCall calls a builtin function of one argument.
func builtinCall(name string) func(t *value.Thread, v value.Value) (value.Value, error) {
	return func(t *value.Thread, v value.Value) (value.Value, error) {
		b, _ := value.Builtins().Get(name)
		return call(t, b.V, v)
	}
}

func builtinIndex(t *value.Thread, v value.Value) (value.Value, error) {
	switch v.(type) {
	case value.Int, value.Bool:
		return call(t, value.IntClass, v)
	case *value.Unknown, *value.Instance:
		return spread(v), nil
	}
	return nil, t.Raise("TypeError", "'"+v.Class().Name+"' object cannot be interpreted as an integer")
}

func not(t *value.Thread, v value.Value) (value.Value, error) {
	truth, err := value.TruthValue(t, v)
	if err != nil {
		return nil, err
	}
	return value.Binary(t, value.BitXor, truth, value.NewBool(true, nil))
}

func attributePath(t *value.Thread, v, name value.Value) (value.Value, error) {
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
}

// getter makes itemgetter and attrgetter: one key gives a value, several a tuple.
func getter(get func(t *value.Thread, v, key value.Value) (value.Value, error)) function {
	return variadic(func(t *value.Thread, keys args, _ *value.Trace) (value.Value, error) {
		if len(keys) == 0 {
			return nil, t.Raise("TypeError", "expected at least 1 argument, got 0")
		}
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

// methodCaller calls a method by name, with the further arguments.
func methodCaller(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 0 {
		return nil, t.Raise("TypeError", "methodcaller needs at least one argument, the method name")
	}
	name, rest := c.Args[0], *c
	rest.Args = c.Args[1:]
	return value.NewBuiltin("methodcaller", loose("methodcaller", "obj", func(t *value.Thread, a args) (value.Value, error) {
		f, err := attributePath(t, a[0], name)
		if err != nil {
			return nil, err
		}
		with := rest
		return value.CallValue(t, f, &with)
	})), nil
}
