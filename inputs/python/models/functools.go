package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func functoolsModule(t *value.Thread) value.Value {
	m := value.NewModule("functools", "")
	m.Define("partial", partialClass())
	m.Func("reduce", loose("reduce", "function, iterable, initial=", reduce))
	m.Func("lru_cache", loose("lru_cache", "maxsize=, typed=", func(t *value.Thread, a args) (value.Value, error) {
		typed := value.No
		if a[1] != nil {
			var err error
			if typed, err = value.Truthy(t, a[1]); err != nil {
				return nil, err
			}
		}
		if a[0] != nil && a[0].Class() == value.FunctionClass {
			return newCached(t, a[0], typed), nil
		}
		return value.NewBuiltin("decorator", loose("decorator", "func", func(t *value.Thread, a args) (value.Value, error) {
			return newCached(t, a[0], typed), nil
		})), nil
	}))
	m.Func("cache", loose("cache", "func", func(t *value.Thread, a args) (value.Value, error) { return newCached(t, a[0], value.No), nil }))
	m.Func("wraps", loose("wraps", "wrapped, assigned=, updated=", wraps))
	m.Func("update_wrapper", loose("update_wrapper", "wrapper, wrapped, assigned=, updated=", updateWrapper))
	constant := func(name string, names ...string) { m.Define(name, value.NewTuple(strs(names, nil), nil)) }
	constant("WRAPPER_ASSIGNMENTS", "__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
	constant("WRAPPER_UPDATES", "__dict__")
	property := value.NewClass("cached_property", "functools")
	property.New = func(t *value.Thread, _ *value.Class, c *value.Call) (value.Value, error) {
		return loose("cached_property", "func", func(_ *value.Thread, a args) (value.Value, error) {
			return &cachedProperty{class: property, getter: a[0]}, nil
		})(t, c)
	}
	m.Define("cached_property", property)
	m.Func("total_ordering", loose("total_ordering", "cls", func(t *value.Thread, a args) (value.Value, error) { return totalOrdering(t, a[0]) }))
	m.Func("singledispatch", loose("singledispatch", "func", func(t *value.Thread, a args) (value.Value, error) { return singleDispatch(t, a[0]), nil }))
	m.Func("cmp_to_key", loose("cmp_to_key", "mycmp", func(_ *value.Thread, a args) (value.Value, error) { return cmpToKey(a[0]), nil }))
	m.Fallback = notFollowed("functools")
	return m
}

// same is a decorator that changes nothing that settings could see.
func same(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 0 {
		return nil, t.Raise("TypeError", "a decorator needs the function that it decorates")
	}
	return c.Args[0], nil
}

// partialClass is functools.partial: a function with its first arguments.
func partialClass() *value.Class {
	c := value.NewClass("partial", "functools")
	c.New = func(t *value.Thread, cls *value.Class, c *value.Call) (value.Value, error) {
		if len(c.Args) == 0 {
			return nil, t.Raise("TypeError", "type 'partial' takes at least one argument")
		}
		p := &partialValue{class: cls, fn: c.Args[0], args: c.Args[1:], named: c.Keywords, open: c.Open, attributes: t.NewDict(nil)}
		if inner, ok := p.fn.(*partialValue); ok && len(inner.attributes.Entries()) == 0 && inner.attributes.More() == nil {
			p.fn, p.args = inner.fn, append(inner.args[:len(inner.args):len(inner.args)], p.args...)
			p.named = overlay(inner.named, p.named)
			if p.open == nil {
				p.open = inner.open
			}
		}
		return p, nil
	}
	return c
}

// partialValue is a partial object.
type partialValue struct {
	class *value.Class
	fn    value.Value
	args  []value.Value
	named []value.Keyword
	open  *value.Unknown

	attributes *value.Dict
}

func (p *partialValue) Class() *value.Class             { return p.class }
func (p *partialValue) Trace() *value.Trace             { return nil }
func (p *partialValue) With(t *value.Trace) value.Value { return value.Resting(p, t) }

// Call calls the function with the arguments of both.
func (p *partialValue) Call(t *value.Thread, c *value.Call) (value.Value, error) {
	with := &value.Call{Args: append(p.args[:len(p.args):len(p.args)], c.Args...), Keywords: overlay(p.named, c.Keywords), Open: c.Open, At: c.At}
	if p.open != nil {
		with.Open = p.open
	}
	return value.CallValue(t, p.fn, with)
}

// Attr gives func, args and keywords.
func (p *partialValue) Attr(t *value.Thread, name string) (value.Value, error) {
	switch name {
	case "func":
		return p.fn, nil
	case "args":
		return value.NewTuple(p.args, traceOf(p.args)), nil
	case "keywords":
		d := t.NewDict(nil)
		for _, k := range p.named {
			d.SetStr(t, k.Name, k.Value)
		}
		return d, nil
	case "__dict__":
		return p.attributes, nil
	case "__setstate__", "__reduce__":
		return unknown(t, "the state of a partial object is not followed"), nil
	}
	if v, ok := p.attributes.GetStr(name); ok {
		if uncertain(v) {
			return spread(v), nil
		}
		return value.Resting(v, p.attributes.Trace()), nil
	}
	if u := p.attributes.More(); u != nil && !strings.HasPrefix(name, "__") {
		return spread(u), nil
	}
	return nil, nil
}

// SetAttr sets or deletes an attribute, of which an object of partial may have any.
func (p *partialValue) SetAttr(t *value.Thread, name string, to value.Value) error {
	switch {
	case name == "func" || name == "args" || name == "keywords":
		return t.Raise("AttributeError", "readonly attribute")
	case to != nil:
		p.attributes.SetStr(t, name, to)
	case !p.attributes.Delete(t, value.NewStr(name, nil)):
		return t.Raise("AttributeError", "'functools.partial' object has no attribute '"+name+"'")
	}
	return nil
}

// overlay are keyword arguments and those that override them.
func overlay(under, above []value.Keyword) []value.Keyword {
	var out []value.Keyword
	over := &value.Call{Keywords: above}
	for _, k := range under {
		if over.Keyword(k.Name) == nil {
			out = append(out, k)
		}
	}
	return append(out, above...)
}

func reduce(t *value.Thread, a args) (value.Value, error) {
	items, err := value.Items(t, a[1])
	if err != nil {
		return nil, err
	}
	t.UnlessAssumed(a[1].Trace(), func(others *value.Unknown) error {
		_, err := reduceMany(t, a[0], orNone(a[2]), []value.Value{others})
		return err
	})
	acc := a[2]
	if acc == nil {
		if len(items) == 0 {
			return nil, t.Raise("TypeError", "reduce() of empty iterable with no initial value")
		}
		acc, items = items[0], items[1:]
		if uncertain(acc) {
			return reduceMany(t, a[0], acc, items)
		}
	}
	for i, v := range items {
		if uncertain(v) {
			return reduceMany(t, a[0], acc, items[i:])
		}
		if acc, err = call(t, a[0], acc, v); err != nil {
			return nil, err
		}
	}
	return acc, nil
}

// reduceMany calls the function for any number of items, with any of them or what it gives.
func reduceMany(t *value.Thread, f, acc value.Value, items []value.Value) (value.Value, error) {
	all := many(append(slices.Clone(items), acc)...)
	r, err := value.CallOnItems(t, f, &value.Call{Args: []value.Value{value.OneOf(all), all}, At: t.At})
	return spread(all, orNone(r)), err
}

// cached is a function that remembers its results: what it gives twice is one
// object. No result is ever forgotten, where lru_cache keeps a number of them.
type cached struct {
	fn      value.Value
	results *value.Dict
	typed   value.Truth // whether arguments of different types differ
}

var cachedClass = &value.Class{Name: "_lru_cache_wrapper", Module: "functools", Bases: []*value.Class{value.ObjectClass}}

func newCached(t *value.Thread, fn value.Value, typed value.Truth) value.Value {
	return &cached{fn, t.NewDict(nil), typed}
}

func (c *cached) Class() *value.Class             { return cachedClass }
func (c *cached) Trace() *value.Trace             { return nil }
func (c *cached) With(t *value.Trace) value.Value { return value.Resting(c, t) }

// Call looks the arguments up. Where one does not know whether they were given before, the
// function is perhaps called.
func (c *cached) Call(t *value.Thread, args *value.Call) (value.Value, error) {
	parts := c.parts(args)
	key := value.NewTuple(parts, nil)
	for _, v := range parts {
		if err := checkHashable(t, v); err != nil {
			return nil, err
		}
	}
	if args.Open != nil || c.typed == value.Maybe {
		return value.CallValue(t, c.fn, args)
	}
	kept := func() (value.Value, error) { return value.Item(t, c.results, key) }
	fresh := func() (value.Value, error) {
		v, err := value.CallValue(t, c.fn, args)
		if err != nil {
			return nil, err
		}
		return v, value.SetItem(t, c.results, key, v)
	}
	has, err := value.Compare(t, value.In, key, c.results)
	switch {
	case err != nil:
		return nil, err
	case has == value.Yes:
		return kept()
	case has == value.No:
		return fresh()
	}
	return value.Either(t, value.Doubt(nil, key, c.results), kept, fresh)
}

// parts are what the key of a call is made of. One argument that is an int or a str is a key of
// its own, so that True is another (CPython, Lib/functools.py, _make_key).
func (c *cached) parts(args *value.Call) []value.Value {
	out := append([]value.Value{}, args.Args...)
	for _, k := range args.Keywords {
		out = append(out, value.NewStr("="+k.Name, nil), k.Value)
	}
	if len(args.Args) == 1 && len(args.Keywords) == 0 {
		if k := args.Args[0].Class(); k == value.IntClass || k == value.StrClass {
			return append(out, value.None())
		}
	}
	if c.typed == value.Yes {
		for _, v := range args.Args {
			out = append(out, v.Class())
		}
		for _, k := range args.Keywords {
			out = append(out, k.Value.Class())
		}
	}
	return out
}

// checkHashable raises TypeError for what certainly cannot be a key.
func checkHashable(t *value.Thread, v value.Value) error {
	b, _ := value.Builtins().Get("hash")
	_, err := call(t, b.V, v)
	return err
}

// Get binds a cached method to its instance.
func (c *cached) Get(_ *value.Thread, instance value.Value, _ *value.Class) (value.Value, error) {
	if instance == nil {
		return c, nil
	}
	return &value.BoundMethod{Self: instance, Func: c}, nil
}

// Attr gives what lru_cache adds to a function, and the function's own attributes.
func (c *cached) Attr(t *value.Thread, name string) (value.Value, error) {
	switch name {
	case "cache_clear":
		return value.NewBuiltin(name, func(t *value.Thread, _ *value.Call) (value.Value, error) {
			for _, e := range append([]value.Entry{}, c.results.Entries()...) {
				c.results.Delete(t, e.Key)
			}
			return value.None(), nil
		}), nil
	case "cache_info", "cache_parameters":
		return value.NewBuiltin(name, unknownCall("how often a cache is asked is not followed")), nil
	case "__wrapped__":
		return c.fn, nil
	}
	return value.Attr(t, c.fn, name)
}

// cachedProperty is a property whose value the instance keeps under its name.
type cachedProperty struct {
	class  *value.Class
	getter value.Value
}

func (p *cachedProperty) Class() *value.Class             { return p.class }
func (p *cachedProperty) Trace() *value.Trace             { return nil }
func (p *cachedProperty) With(t *value.Trace) value.Value { return value.Resting(p, t) }

// Get calls the getter once for each instance.
func (p *cachedProperty) Get(t *value.Thread, instance value.Value, owner *value.Class) (value.Value, error) {
	if instance == nil {
		return p, nil
	}
	v, err := call(t, p.getter, instance)
	if i, ok := instance.(*value.Instance); ok && err == nil {
		if name := p.nameIn(owner); name != "" {
			i.NS.Set(t, name, v, t.At)
		}
	}
	return v, err
}

// nameIn is the name under which a class has the property.
func (p *cachedProperty) nameIn(owner *value.Class) string {
	for _, k := range owner.MRO() {
		if k.NS == nil {
			continue
		}
		for _, name := range k.NS.Names() {
			if b, _ := k.NS.Get(name); b.V == value.Value(p) {
				return name
			}
		}
	}
	return ""
}

// Attr gives the getter as func.
func (p *cachedProperty) Attr(_ *value.Thread, name string) (value.Value, error) {
	if name == "func" {
		return p.getter, nil
	}
	return nil, nil
}
