package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

func copyModule(*value.Thread) value.Value {
	m := value.NewModule("copy", "")
	m.Func("copy", loose("copy", "x", func(t *value.Thread, a args) (value.Value, error) {
		return copyValue(t, a[0], 1, map[value.Value]value.Value{})
	}))
	m.Func("deepcopy", loose("deepcopy", "x, memo=", func(t *value.Thread, a args) (value.Value, error) {
		return copyValue(t, a[0], t.Limits.Depth, map[value.Value]value.Value{})
	}))
	wrong := value.NewClass("Error", "copy", value.Exceptions()["Exception"])
	m.Define("Error", wrong).Define("error", wrong)
	m.Func("replace", unknownCall("copy.replace is not followed"))
	return m
}

// copyValue copies containers down to a depth; what is in one twice stays one.
func copyValue(t *value.Thread, v value.Value, depth int, done map[value.Value]value.Value) (value.Value, error) {
	if depth == 0 {
		return v, nil
	}
	if err := t.Burn(1); err != nil {
		return nil, err
	}
	c := &copier{t, depth - 1, done}
	switch v := v.(type) {
	case *value.List:
		if have, ok := done[v]; ok {
			return have, nil
		}
		out := t.NewList(nil, v.Trace())
		done[v] = out
		items, err := c.all(v.Elems())
		out.SetElems(t, items)
		return out, err
	case value.Tuple:
		if depth == 1 {
			return v, nil
		}
		items, err := c.all(v.Elems)
		v.Elems = items
		return v, err
	case *partialValue:
		return c.partial(v)
	case *value.BoundMethod:
		if depth == 1 || v.Func.Class() != value.FunctionClass {
			return v, nil
		}
		self, err := c.copy(v.Self)
		return &value.BoundMethod{Self: self, Func: v.Func}, err
	case *value.Set:
		if v.Frozen && depth == 1 {
			return v, nil
		}
		items := append([]value.Value{}, v.Elems()...)
		if v.More() != nil {
			items = append(items, v.More())
		}
		return t.NewSet(items, v.Frozen, v.Trace()), nil
	case *value.Dict:
		return c.dict(v)
	case *value.Instance:
		return c.instance(v)
	case *value.Environ:
		return unknown(t, "a copy of os.environ is not followed"), nil
	case *value.Unknown:
		return value.Over(t, v, func(choice value.Value) (value.Value, error) { return copyValue(t, choice, depth, done) })
	}
	return v, nil
}

// copier copies what is in a container, down to a depth.
type copier struct {
	t     *value.Thread
	depth int
	done  map[value.Value]value.Value
}

// partial is a copy of an object of functools.partial.
func (c *copier) partial(p *partialValue) (value.Value, error) {
	out := *p
	c.done[p] = &out
	attributes, err := copyValue(c.t, p.attributes, c.depth+1, c.done)
	if err != nil {
		return nil, err
	}
	out.attributes, _ = attributes.(*value.Dict)
	if out.args, err = c.all(p.args); err != nil {
		return nil, err
	}
	out.named = nil
	for _, k := range p.named {
		if k.Value, err = c.copy(k.Value); err != nil {
			return nil, err
		}
		out.named = append(out.named, k)
	}
	return &out, nil
}

func (c *copier) copy(v value.Value) (value.Value, error) { return copyValue(c.t, v, c.depth, c.done) }

func (c *copier) all(items []value.Value) ([]value.Value, error) {
	out := make([]value.Value, len(items))
	for i, item := range items {
		if uncertain(item) {
			out[i] = many(item)
			continue
		}
		copied, err := c.copy(item)
		if err != nil {
			return nil, err
		}
		out[i] = copied
	}
	return out, nil
}

func (c *copier) dict(v *value.Dict) (value.Value, error) {
	if have, ok := c.done[v]; ok {
		return have, nil
	}
	out := c.t.NewDict(v.Trace())
	c.done[v] = out
	for _, e := range v.Entries() {
		copied, err := c.copy(e.Value)
		if err != nil {
			return nil, err
		}
		out.Set(c.t, e.Key, copied)
	}
	if v.More() != nil {
		out.Open(c.t, v.More())
	}
	return out, nil
}

// instance copies attributes, and the builtin value of which an instance is made.
func (c *copier) instance(v *value.Instance) (value.Value, error) {
	if have, ok := c.done[v]; ok {
		return have, nil
	}
	name := "__copy__"
	if c.depth > 0 {
		name = "__deepcopy__"
	}
	if f, _, ok := v.Kind.Lookup(name); ok {
		if name == "__copy__" {
			return call(c.t, f.V, v)
		}
		return call(c.t, f.V, v, c.t.NewDict(nil))
	}
	for _, name := range []string{"__reduce__", "__reduce_ex__", "__getstate__", "__setstate__"} {
		if _, owner, ok := v.Kind.Lookup(name); ok && owner.Written {
			return unknown(c.t, "a copy of an object with a "+name+" of its own is not followed", v.Trace()), nil
		}
	}
	if v.NS.More() != nil {
		return unknown(c.t, "a copy of this object is not followed", v.Trace()), nil
	}
	out := c.t.NewInstance(v.Kind)
	c.done[v] = out
	switch data := v.Data.(type) {
	case nil:
	case value.Value:
		own := *c
		own.depth = max(own.depth, 1) // the value is the object itself
		copied, err := own.copy(data)
		if err != nil {
			return nil, err
		}
		out.Data = copied
	default:
		return unknown(c.t, "a copy of this object is not followed", v.Trace()), nil
	}
	for _, attr := range v.NS.Names() {
		b, _ := v.NS.Get(attr)
		copied, err := c.copy(b.V)
		if err != nil {
			return nil, err
		}
		out.NS.Set(c.t, attr, copied, b.At)
	}
	return out.With(v.Trace()), nil
}
