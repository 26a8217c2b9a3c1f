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
	m.Define("itemgetter", getterClass("itemgetter", value.Item))
	m.Define("attrgetter", getterClass("attrgetter", attributePath))
	m.Define("methodcaller", methodCallerClass())
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
	return nil, t.Raise("TypeError", "'"+v.Class().TypeName()+"' object cannot be interpreted as an integer")
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

// getterClass is itemgetter or attrgetter: one key gives a value, several a tuple.
func getterClass(name string, get func(t *value.Thread, v, key value.Value) (value.Value, error)) *value.Class {
	c := value.NewClass(name, "operator")
	c.New = func(t *value.Thread, cls *value.Class, call *value.Call) (value.Value, error) {
		if len(call.Keywords) > 0 || len(call.Args) == 0 && call.Open == nil {
			return nil, t.Raise("TypeError", name+" expected at least 1 argument, got 0")
		}
		return variadic(func(t *value.Thread, keys args, _ *value.Trace) (value.Value, error) {
			if err := attributeNames(t, name, keys); err != nil {
				return nil, err
			}
			self := t.NewInstance(cls)
			self.NS.Set(t, "_keys", value.NewTuple(keys, traceOf(keys)), t.At)
			return self, nil
		})(t, call)
	}
	method(c, "__call__", "obj", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		keys, _ := held[value.Tuple](self, "_keys")
		var out []value.Value
		for _, key := range keys.Elems {
			v, err := get(t, a[0], key)
			if err != nil || len(keys.Elems) == 1 {
				return v, err
			}
			out = append(out, v)
		}
		return value.NewTuple(out, traceOf(out)), nil
	})
	method(c, "__repr__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		keys, _ := held[value.Tuple](self, "_keys")
		return shownCall(t, "operator."+name, keys.Elems)
	})
	return c
}

// attributeNames refuses names of attributes that are no texts.
func attributeNames(t *value.Thread, name string, keys args) error {
	for _, key := range keys {
		if _, unknown := value.IsUnknown(key); name == "attrgetter" && !unknown && !key.Class().Is(value.StrClass) {
			return t.Raise("TypeError", "attribute name must be a string")
		}
	}
	return nil
}

// shownCall is the repr of a call with positional arguments.
func shownCall(t *value.Thread, name string, a []value.Value) (value.Value, error) {
	shown := make([]value.Value, len(a))
	for i, v := range a {
		r, err := value.ToRepr(t, v)
		if err != nil {
			return nil, err
		}
		shown[i] = r
	}
	inner, err := callMethod(t, value.NewStr(", ", nil), "join", t.NewList(shown, nil))
	if err != nil {
		return nil, err
	}
	open, err := value.Binary(t, value.Add, value.NewStr(name+"(", nil), inner)
	if err != nil {
		return nil, err
	}
	return value.Binary(t, value.Add, open, value.NewStr(")", nil))
}

// methodCallerClass calls a method by name, with the further arguments.
func methodCallerClass() *value.Class {
	c := value.NewClass("methodcaller", "operator")
	c.New = func(t *value.Thread, cls *value.Class, call *value.Call) (value.Value, error) {
		if len(call.Args) == 0 && call.Open == nil {
			return nil, t.Raise("TypeError", "methodcaller needs at least one argument, the method name")
		}
		if len(call.Args) == 0 {
			return spread(call.Open), nil
		}
		name, rest := call.Args[0], *call
		rest.Args = call.Args[1:]
		if _, unknown := value.IsUnknown(name); !unknown && !name.Class().Is(value.StrClass) {
			return nil, t.Raise("TypeError", "method name must be a string")
		}
		self := t.NewInstance(cls)
		self.Data = calledMethod{name, rest}
		return self, nil
	}
	method(c, "__call__", "obj", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		m, ok := self.Data.(calledMethod)
		if !ok {
			return unknown(t, "this methodcaller is not followed", self.Trace()), nil
		}
		if _, doubtful := value.IsUnknown(m.name); doubtful {
			return spread(m.name, a[0]), nil
		}
		f, err := value.Attr(t, a[0], safeText(value.Underlying(m.name), ""))
		if err != nil {
			return nil, err
		}
		return value.CallValue(t, f, &m.with)
	})
	method(c, "__repr__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		m, ok := self.Data.(calledMethod)
		if !ok || len(m.with.Keywords) > 0 || m.with.Open != nil {
			return typed(unknown(t, "the repr of this methodcaller is not followed", self.Trace()), value.StrClass), nil
		}
		return shownCall(t, "operator.methodcaller", append([]value.Value{m.name}, m.with.Args...))
	})
	return c
}

// calledMethod is what a methodcaller calls: it never changes.
type calledMethod struct {
	name value.Value
	with value.Call
}
