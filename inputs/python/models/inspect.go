package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

func inspectModule(t *value.Thread) value.Value {
	m := hollow("inspect", "inspect is not followed")(t).(*value.Module)
	m.Func("getmembers", loose("getmembers", "object, predicate=", allMembers))
	frame := value.NewClass("frame", "builtins")
	m.Func("currentframe", loose("currentframe", "", func(t *value.Thread, _ args) (value.Value, error) {
		return currentFrame(t, frame), nil
	}))
	m.Func("getfile", loose("getfile", "object", frameFile))
	return m
}

// currentFrame is the frame of the code that asks, of which the file is known.
func currentFrame(t *value.Thread, class *value.Class) value.Value {
	code := t.NewInstance(opaqueClass("code", "builtins"))
	code.NS.Set(nil, "co_filename", value.NewStr(t.File, nil), t.At)
	f := t.NewInstance(class)
	f.NS.Set(nil, "f_code", code, t.At)
	return f
}

// frameFile is inspect.getfile of a frame: the file of its code.
func frameFile(t *value.Thread, a args) (value.Value, error) {
	f, ok := a[0].(*value.Instance)
	if !ok || f.Kind.Name != "frame" || f.Kind.Module != "builtins" {
		return unknown(t, "inspect.getfile is followed for frames alone", a[0].Trace()), nil
	}
	code, err := value.Attr(t, f, "f_code")
	if err != nil {
		return nil, err
	}
	return value.Attr(t, code, "co_filename")
}

// allMembers is inspect.getmembers (CPython, Lib/inspect.py) without a predicate: settings
// that are written as a class export themselves with it.
func allMembers(t *value.Thread, a args) (value.Value, error) {
	if a[1] != nil {
		return unknown(t, "the predicate of inspect.getmembers is not followed", a[1].Trace()), nil
	}
	if u, ok := a[0].(*value.Unknown); ok && len(u.Choices) > 0 {
		return value.Over(t, u, func(v value.Value) (value.Value, error) { return allMembers(t, args{v, nil}) })
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
