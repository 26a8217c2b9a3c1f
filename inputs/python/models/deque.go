package models

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/value"
)

// held is the value that an instance keeps in an attribute.
func held[T value.Value](self *value.Instance, name string) (T, bool) {
	b, _ := self.NS.Get(name)
	v, ok := b.V.(T)
	return v, ok
}

// delegate adds methods that do what those of the held value do.
func delegate(c *value.Class, field string, names ...string) {
	for _, name := range names {
		c.Method(name, func(t *value.Thread, call *value.Call) (value.Value, error) {
			self, ok := firstInstance(call)
			if !ok {
				return nil, t.Raise("TypeError", name+"() missing a required argument: 'self'")
			}
			b, _ := self.NS.Get(field)
			f, err := value.Attr(t, orNone(b.V), name)
			if err != nil {
				return nil, err
			}
			rest := *call
			rest.Args = call.Args[1:]
			for i, a := range rest.Args { // two of the class are combined by what they hold
				if o, ok := a.(*value.Instance); ok && o.Kind == self.Kind {
					if own, ok := o.NS.Get(field); ok {
						rest.Args = slices.Clone(rest.Args)
						rest.Args[i] = own.V
					}
				}
			}
			return value.CallValue(t, f, &rest)
		})
	}
}

// compareDeques compares the items of two deques; any other operand has its own say.
func compareDeques(op value.CompareOp) func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	return func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		own, _ := self.NS.Get("_items")
		if _, unknown := value.IsUnknown(a[0]); unknown {
			return typed(spread(orNone(own.V), a[0]), value.BoolClass), nil
		}
		o, ok := a[0].(*value.Instance)
		if !ok {
			return value.NotImplementedValue{}, nil
		}
		other, ok := o.NS.Get("_items")
		if !ok || o.Kind.Name != "deque" && !o.Kind.Is(self.Kind) && !self.Kind.Is(o.Kind) {
			return value.NotImplementedValue{}, nil
		}
		return value.CompareValue(t, op, orNone(own.V), orNone(other.V))
	}
}

// checkMaxlen refuses what cannot be a length.
func checkMaxlen(t *value.Thread, v value.Value) error {
	switch n := orNone(v).(type) {
	case value.NoneValue, value.Bool, *value.Unknown:
	case value.Int:
		if n.Big().Sign() < 0 {
			return t.Raise("ValueError", "maxlen must be non-negative")
		}
	default:
		return t.Raise("TypeError", "an integer is required")
	}
	return nil
}

// dequeClass is collections.deque: a list, in "_items", of at most maxlen items.
func dequeClass() *value.Class {
	c := value.NewClass("deque", "collections")
	delegate(c, "_items", "__len__", "__getitem__", "__setitem__", "__delitem__", "__iter__", "__contains__", "__reversed__",
		"count", "index", "remove", "reverse", "clear", "pop")
	for name, op := range map[string]value.CompareOp{
		"__eq__": value.Eq, "__ne__": value.NotEq, "__lt__": value.Lt, "__le__": value.LtE, "__gt__": value.Gt, "__ge__": value.GtE,
	} {
		method(c, name, "other", compareDeques(op))
	}
	method(c, "__init__", "iterable=, maxlen=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if err := checkMaxlen(t, a[1]); err != nil {
			return nil, err
		}
		self.NS.Set(t, "_items", t.NewList(nil, nil), t.At)
		if flag, ok := a[1].(value.Bool); ok {
			a[1] = value.NewInt(int64(map[bool]int{true: 1}[flag.B]), flag.Trace())
		}
		self.NS.Set(t, "maxlen", orNone(a[1]), t.At)
		if a[0] == nil {
			return value.None(), nil
		}
		return value.None(), extendDeque(t, self, a[0], false)
	})
	for name, left := range map[string]bool{"append": false, "appendleft": true} {
		method(c, name, "x", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			return value.None(), extendDeque(t, self, value.NewTuple([]value.Value{a[0]}, nil), left)
		})
	}
	for name, left := range map[string]bool{"extend": false, "extendleft": true} {
		method(c, name, "iterable", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			return value.None(), extendDeque(t, self, a[0], left)
		})
	}
	for _, name := range []string{"__mul__", "__rmul__", "__imul__"} {
		c.Method(name, func(t *value.Thread, call *value.Call) (value.Value, error) {
			if self, ok := firstInstance(call); ok && name == "__imul__" {
				loseObject(t, self, unknown(t, "a deque that is repeated is not followed"))
			}
			return unknown(t, "a deque that is repeated is not followed", traceOf(call.Args)), nil
		})
	}
	method(c, "__iadd__", "iterable", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return self, extendDeque(t, self, a[0], false)
	})
	method(c, "popleft", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		items, ok := held[*value.List](self, "_items")
		if !ok {
			return unknown(t, "this deque is not followed"), nil
		}
		f, err := value.Attr(t, items, "pop")
		if err != nil {
			return nil, err
		}
		return call(t, f, value.NewInt(0, nil))
	})
	method(c, "insert", "i, x", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		items, ok := held[*value.List](self, "_items")
		if most, _ := self.NS.Get("maxlen"); !ok || !isNone(most.V) {
			return unknown(t, "insert() into a bounded deque is not followed"), nil
		}
		f, err := value.Attr(t, items, "insert")
		if err != nil {
			return nil, err
		}
		return call(t, f, a[0], a[1])
	})
	method(c, "rotate", "n=", rotateDeque)
	method(c, "copy", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) { return copyDeque(t, self) })
	method(c, "__copy__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) { return copyDeque(t, self) })
	method(c, "__add__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		out, err := copyDeque(t, self)
		if i, ok := out.(*value.Instance); ok && err == nil {
			err = extendDeque(t, i, a[0], false)
		}
		return out, err
	})
	method(c, "__repr__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		items, _ := self.NS.Get("_items")
		most, _ := self.NS.Get("maxlen")
		if isNone(most.V) {
			return joined(t, self.Kind.Name+"(", orNone(items.V), ")")
		}
		return joined(t, self.Kind.Name+"(", orNone(items.V), ", maxlen=", most.V, ")")
	})
	c.NS.Set(nil, "__hash__", value.None(), value.Place{})
	return c
}

// extendDeque adds items at one end, and drops those at the other above maxlen.
func extendDeque(t *value.Thread, self *value.Instance, v value.Value, left bool) error {
	list, ok := held[*value.List](self, "_items")
	if !ok {
		return nil
	}
	added, err := value.Items(t, v)
	if err != nil {
		return err
	}
	if err := t.Alloc(len(added) * 8); err != nil {
		return err
	}
	items := slices.Concat(list.Elems(), added)
	if left {
		reversed := slices.Clone(added)
		slices.Reverse(reversed)
		items = slices.Concat(reversed, list.Elems())
	}
	most, _ := self.NS.Get("maxlen")
	switch n := most.V.(type) {
	case value.Int:
		if slices.ContainsFunc(items, uncertain) {
			value.Lose(t, list, spread(items...))
			return nil
		}
		k, _ := n.Int64()
		if over := len(items) - int(k); over > 0 && left {
			items = items[:k]
		} else if over > 0 {
			items = items[over:]
		}
	case *value.Unknown:
		value.Lose(t, list, n)
		return nil
	}
	list.SetElems(t, items)
	return t.Presume(v.Trace(), list)
}

func rotateDeque(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	list, ok := held[*value.List](self, "_items")
	n, err := wantInt(t, a[0], 1, -1<<40, 1<<40, "n")
	if u, doubtful := value.IsUnknown(orNone(a[0])); ok && doubtful {
		value.Lose(t, list, u)
		return value.None(), nil
	}
	if err != nil || !ok || len(list.Elems()) == 0 {
		return value.None(), err
	}
	items := list.Elems()
	if slices.ContainsFunc(items, uncertain) {
		value.Lose(t, list, spread(items...))
		return value.None(), nil
	}
	k := ((-n)%len(items) + len(items)) % len(items)
	list.SetElems(t, slices.Concat(items[k:], items[:k]))
	return value.None(), nil
}

func copyDeque(t *value.Thread, self *value.Instance) (value.Value, error) {
	items, _ := self.NS.Get("_items")
	most, _ := self.NS.Get("maxlen")
	return call(t, self.Kind, orNone(items.V), orNone(most.V))
}
