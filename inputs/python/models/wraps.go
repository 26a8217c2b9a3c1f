package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// wraps is functools.wraps: the names and attributes of one function go over to another.
func wraps(_ *value.Thread, a args) (value.Value, error) {
	return value.NewBuiltin("decorator", loose("decorator", "wrapper", func(t *value.Thread, b args) (value.Value, error) {
		return updateWrapper(t, args{b[0], a[0]})
	})), nil
}

// updateWrapper is functools.update_wrapper, with its default attributes.
func updateWrapper(t *value.Thread, a args) (value.Value, error) {
	to, from := a[0], a[1]
	for _, name := range []string{"__module__", "__name__", "__qualname__", "__doc__"} {
		if v, err := value.Attr(t, from, name); err == nil {
			if err := value.SetAttr(t, to, name, v); err != nil {
				return nil, err
			}
		}
	}
	if d, err := value.Attr(t, from, "__dict__"); err == nil {
		if own, ok := d.(*value.Dict); ok {
			for _, e := range own.Entries() {
				name, _ := e.Key.(value.Str)
				if err := value.SetAttr(t, to, name.Text(), e.Value); err != nil {
					return nil, err
				}
			}
		}
	}
	return to, value.SetAttr(t, to, "__wrapped__", from)
}

// cached is a function that remembers its results, as functools.lru_cache does.
// The memory is a dict of the interpretation's, so that an arm can be undone.
func cached(t *value.Thread, f value.Value) value.Value {
	memory := t.NewDict(nil)
	return value.NewWrapper(f, func(t *value.Thread, c *value.Call) (value.Value, error) {
		key, ok := callKey(c)
		if !ok {
			return value.CallValue(t, f, c)
		}
		if v, ok := memory.Get(key); ok {
			return v, nil
		}
		v, err := value.CallValue(t, f, c)
		if err == nil {
			memory.Set(t, key, v)
		}
		return v, err
	})
}

// callKey is a dict key made of the arguments; ok is false where one is not hashable or not known.
func callKey(c *value.Call) (value.Value, bool) {
	parts := append([]value.Value{}, c.Args...)
	for _, k := range c.Keywords {
		parts = append(parts, value.NewStr(k.Name+"=", nil), k.Value)
	}
	key := value.NewTuple(parts, nil)
	_, ok := value.KeyOf(key)
	return key, ok && c.Open == nil
}

// orderings are the comparisons that functools.total_ordering derives: of each
// root, the others as "not root", "root or equal", "not root and not equal"
// (CPython, Lib/functools.py).
var orderings = map[string]map[string]string{
	"__lt__": {"__gt__": "not root and ne", "__le__": "root or eq", "__ge__": "not root"},
	"__le__": {"__ge__": "not root or eq", "__lt__": "root and ne", "__gt__": "not root"},
	"__gt__": {"__lt__": "not root and ne", "__ge__": "root or eq", "__le__": "not root"},
	"__ge__": {"__le__": "not root or eq", "__gt__": "root and ne", "__lt__": "not root"},
}

// totalOrdering adds the comparisons that a class lacks.
func totalOrdering(t *value.Thread, a args) (value.Value, error) {
	cls, ok := a[0].(*value.Class)
	if !ok || cls.NS == nil {
		return a[0], nil
	}
	methods := []string{"__lt__", "__le__", "__gt__", "__ge__"}
	for _, root := range methods {
		if _, _, ok := cls.Lookup(root); !ok {
			continue
		}
		for _, name := range methods {
			if _, _, own := cls.Lookup(name); !own {
				cls.NS.Set(t, name, derivedOrdering(name, root, orderings[root][name]), value.Place{})
			}
		}
		return cls, nil
	}
	return nil, t.Raise("ValueError", "must define at least one ordering operation: < > <= >=")
}

func derivedOrdering(name, root, rule string) value.Value {
	return value.NewBuiltin(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
		if len(c.Args) != 2 {
			return nil, t.Raise("TypeError", "expected 1 argument")
		}
		v, err := callMethod(t, c.Args[0], root, c.Args[1])
		if err != nil {
			return nil, err
		}
		if _, not := v.(value.NotImplementedValue); not {
			return v, nil
		}
		truth, err := value.Truthy(t, v)
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(rule, "not") {
			truth = truth.Not()
		}
		switch {
		case strings.Contains(rule, " or ") && truth != value.Yes:
			truth, err = value.Compare(t, value.Eq, c.Args[0], c.Args[1])
		case strings.Contains(rule, " and ") && truth == value.Yes:
			truth, err = value.Compare(t, value.NotEq, c.Args[0], c.Args[1])
		}
		if truth == value.Maybe || err != nil {
			return value.Doubt(value.BoolClass, c.Args...), err
		}
		return value.NewBool(truth == value.Yes, nil), nil
	})
}
