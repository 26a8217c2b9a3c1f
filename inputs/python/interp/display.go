package interp

// Displays: lists, tuples, sets and dicts as they are written, and slices.

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// displayed are the containers, comprehensions and what only generators have.
func (f *frame) displayed(e syntax.Expr) (value.Value, error) {
	switch e := e.(type) {
	case *syntax.List:
		items, from, mixed, err := f.items(e.Elts)
		return value.InAnyOrder(f.t, f.t.NewList(items, f.literal(e).Under(from)), mixed), err
	case *syntax.Tuple:
		items, from, mixed, err := f.items(e.Elts)
		return value.InAnyOrder(f.t, value.NewTuple(items, f.literal(e).Under(from)), mixed), err
	case *syntax.Set:
		return f.set(e)
	case *syntax.Dict:
		return f.dict(e)
	case *syntax.Slice:
		return f.slice(e)
	case *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
		return f.comprehension(e)
	case *syntax.Yield:
		return f.yielded(e)
	case *syntax.YieldFrom:
		return f.yieldFrom(e)
	case *syntax.Starred:
		return f.eval(e.Value)
	}
	return value.NewUnknown("this expression is not followed", f.place(e), nil), nil
}

// items evaluates the items of a display; "*x" gives those of x, on which from
// says what x rests, and mixed whether their order is not known.
func (f *frame) items(elts []syntax.Expr) (out []value.Value, from *value.Trace, mixed bool, err error) {
	out = make([]value.Value, 0, len(elts))
	for _, e := range elts {
		star, ok := e.(*syntax.Starred)
		if !ok {
			v, err := f.eval(e)
			if err != nil {
				return nil, nil, false, err
			}
			out = append(out, v)
			continue
		}
		v, err := f.eval(star.Value)
		if err != nil {
			return nil, nil, false, err
		}
		f.at(star)
		mixed = mixed || value.Disordered(v)
		items, cond, err := f.itemsOf(v)
		if err != nil {
			return nil, nil, false, f.otherwiseSaid(err, "Value after * must be an iterable, not "+v.Class().TypeName())
		}
		from = from.Under(cond)
		out = append(out, items...)
	}
	return out, from, mixed, f.t.Alloc(len(out))
}

// otherwiseSaid is what is raised where something is not iterable, in the words of the place.
func (f *frame) otherwiseSaid(err error, message string) error {
	if raised, ok := err.(*value.Raised); ok && strings.HasSuffix(raised.Shape, "object is not iterable") {
		return f.t.RaiseClass(raised.Kind, message, raised.Trace)
	}
	return err
}

func (f *frame) set(e *syntax.Set) (value.Value, error) {
	items, from, _, err := f.items(e.Elts)
	if err != nil {
		return nil, err
	}
	f.at(e)
	if err := f.hashable(items...); err != nil {
		return nil, err
	}
	return f.t.NewSet(items, false, f.literal(e).Under(from)), nil
}

func (f *frame) hashable(items ...value.Value) error {
	for _, v := range items {
		if _, text := v.(value.Str); !text {
			f.doubt(v)
		}
		if err := value.CheckKey(f.t, v); err != nil {
			return err
		}
	}
	return nil
}

func (f *frame) dict(e *syntax.Dict) (value.Value, error) {
	d := f.t.NewDict(f.literal(e))
	for i, k := range e.Keys {
		if k == nil {
			if err := f.spread(d, e.Values[i]); err != nil {
				return nil, err
			}
			continue
		}
		key, err := f.eval(k)
		if err != nil {
			return nil, err
		}
		v, err := f.eval(e.Values[i])
		if err != nil {
			return nil, err
		}
		f.at(k)
		if err := value.SetItem(f.t, d, key, v); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// spread is "**x" in a dict display.
func (f *frame) spread(d *value.Dict, e syntax.Expr) error {
	v, err := f.eval(e)
	if err != nil {
		return err
	}
	return f.updateWith(d, e, v)
}

// updateWith adds what "**v" stands for.
func (f *frame) updateWith(d *value.Dict, at syntax.Node, v value.Value) error {
	f.at(at)
	if !value.MayBeMapping(f.t, v) {
		return value.Blame(f.t.Raise("TypeError", "'"+v.Class().TypeName()+"' object is not a mapping"), v)
	}
	_, err := f.method(at, d, "update", v)
	return err
}

func (f *frame) slice(e *syntax.Slice) (value.Value, error) {
	parts := []value.Value{value.None(), value.None(), value.None()}
	for i, part := range []syntax.Expr{e.Lower, e.Upper, e.Step} {
		if part == nil {
			continue
		}
		v, err := f.eval(part)
		if err != nil {
			return nil, err
		}
		parts[i] = v
	}
	return value.Slice{Lower: parts[0], Upper: parts[1], Step: parts[2]}, nil
}
