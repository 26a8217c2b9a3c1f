package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

func inspectModule(t *value.Thread) value.Value {
	m := hollow("inspect", "inspect is not followed")(t).(*value.Module)
	m.Func("getmembers", loose("getmembers", "object, predicate=", allMembers))
	return m
}

// allMembers is inspect.getmembers (CPython, Lib/inspect.py) without a predicate: settings
// that are written as a class export themselves with it.
func allMembers(t *value.Thread, a args) (value.Value, error) {
	if a[1] != nil {
		return unknown(t, "the predicate of inspect.getmembers is not followed", a[1].Trace()), nil
	}
	names, more, tr := value.Dir(t, a[0])
	if more != nil {
		return more, nil
	}
	pairs := make([]value.Value, 0, len(names))
	for _, item := range names {
		name, ok := item.(value.Str)
		if !ok {
			return value.Doubt(nil, item), nil
		}
		v, err := value.Attr(t, a[0], name.Text())
		if raisedIs(err, "AttributeError") {
			continue
		}
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, value.NewTuple([]value.Value{name, v}, nil))
	}
	return t.NewList(pairs, tr), nil
}
