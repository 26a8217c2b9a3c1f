package interp

// The attributes of a function (Python data model, "User-defined functions").

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// Attr gives what was set on the function, and what every function has.
func (fn *Function) Attr(t *value.Thread, name string) (value.Value, error) {
	if b, ok := fn.namesOf(name).Get(name); ok {
		return b.V, nil
	}
	switch name {
	case "__name__":
		return value.NewStr(fn.name, nil), nil
	case "__qualname__":
		return value.NewStr(fn.qualified, nil), nil
	case "__module__":
		return value.NewStr(fn.unit.module, nil), nil
	case "__doc__":
		return docOf(fn.body), nil
	case "__defaults__":
		if fn.defaults == nil {
			return value.None(), nil
		}
		return value.NewTuple(fn.defaults, nil), nil
	case "__kwdefaults__":
		return fn.namedDefaults(t), nil
	case "__annotations__":
		return fn.annotations(t), nil
	case "__dict__":
		return fn.in.view(fn.attrs), nil
	case "__globals__":
		return fn.in.view(fn.scope.globals), nil
	case "__get__":
		return value.NewBuiltin(name, fn.get), nil
	case "__call__":
		return value.NewBuiltin(name, fn.Call), nil
	case "__code__", "__closure__", "__builtins__", "__type_params__":
		return value.NewUnknown(name+" of a function is not followed", t.At, nil), nil
	}
	return nil, nil
}

// namesOf is where an attribute is kept: __dict__ has those alone that the program made up.
func (fn *Function) namesOf(name string) *value.Namespace {
	switch name {
	case "__name__", "__qualname__", "__module__", "__doc__", "__defaults__", "__kwdefaults__", "__annotations__":
		return fn.replaced
	}
	return fn.attrs
}

// SetAttr sets an attribute of the function; v is nil to delete it.
func (fn *Function) SetAttr(t *value.Thread, name string, v value.Value) error {
	if v != nil {
		fn.namesOf(name).Set(t, name, v, t.At)
		return nil
	}
	if name == "__defaults__" || name == "__kwdefaults__" {
		fn.replaced.Set(t, name, value.None(), t.At)
		return nil
	}
	if !fn.namesOf(name).Delete(t, name) {
		return t.Raise("AttributeError", "'function' object has no attribute '"+name+"'")
	}
	return nil
}

// get binds the function as a method.
func (fn *Function) get(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) == 0 {
		return nil, t.Raise("TypeError", "__get__() takes at least 1 argument")
	}
	if c.Args[0].Class() == value.NoneClass {
		return fn, nil
	}
	return &value.BoundMethod{Self: c.Args[0], Func: fn}, nil
}

func (fn *Function) namedDefaults(t *value.Thread) value.Value {
	d := t.NewDict(nil)
	for i, v := range fn.kwDefaults {
		if v != nil {
			d.SetStr(t, fn.params.KwOnlyArgs[i].Arg, v)
		}
	}
	if len(d.Entries()) == 0 {
		return value.None()
	}
	return d
}

// annotations are evaluated when they are asked for; one that cannot be is not known.
func (fn *Function) annotations(t *value.Thread) value.Value {
	d := t.NewDict(nil)
	f := &frame{in: fn.in, t: t, unit: fn.unit, scope: fn.scope}
	add := func(name string, e syntax.Expr) {
		if e == nil {
			return
		}
		v, err := f.eval(e)
		if err != nil {
			v = value.NewUnknown("the annotation is not followed", f.place(e), nil)
		}
		d.SetStr(t, name, v)
	}
	p := fn.params
	for _, list := range [][]*syntax.Arg{p.PosOnlyArgs, p.Args, {p.Vararg}, p.KwOnlyArgs, {p.Kwarg}} {
		for _, a := range list {
			if a != nil {
				add(a.Arg, a.Annotation)
			}
		}
	}
	if def, ok := fn.node.(*syntax.FunctionDef); ok {
		add("return", def.Returns)
	}
	return d
}
