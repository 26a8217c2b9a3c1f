package interp

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

func (f *frame) withStmt(s *syntax.With) (flow, error) { return f.withItems(s, s.Items) }

// withItems enters the first context manager and runs the rest within it.
func (f *frame) withItems(s *syntax.With, items []*syntax.WithItem) (flow, error) {
	if len(items) == 0 {
		return f.block(s.Body)
	}
	item := items[0]
	manager, err := f.eval(item.ContextExpr)
	if err != nil {
		return next, err
	}
	entered, err := f.enter(item.ContextExpr, manager)
	if err != nil {
		if entered, err = f.orOther(nil, err, manager); err != nil {
			return next, err
		}
		manager = entered
	}
	if item.OptionalVars != nil {
		if err := f.assign(item.OptionalVars, entered, item.ContextExpr); err != nil {
			return next, err
		}
	}
	mark := len(f.in.pending)
	fl, err := f.guarded(&guard{frame: f, manager: manager}, func() (flow, error) { return f.withItems(s, items[1:]) })
	last := outcome{flow: fl, ret: f.ret, err: err}
	fl, ret, err := f.each(mark, last, func(o outcome) (flow, value.Value, error) {
		fl, err := f.leave(item.ContextExpr, manager, o.err)
		if o.err == nil && err == nil {
			return o.flow, o.ret, nil
		}
		return fl, nil, err
	}, next)
	f.ret = ret
	return fl, err
}

// enter calls __enter__.
func (f *frame) enter(n syntax.Node, manager value.Value) (value.Value, error) {
	if err := f.isManager(n, manager); err != nil {
		return nil, err
	}
	return f.method(n, manager, "__enter__")
}

// isManager raises where the class of a value has not what a with statement needs, before
// anything is entered: TypeError since Python 3.11, AttributeError before.
func (f *frame) isManager(n syntax.Node, v value.Value) error {
	class := v.Class()
	if _, isClass := v.(*value.Class); isClass || class == value.UnknownClass || class.Opaque() {
		return nil
	}
	name, missed := "__enter__", ""
	if i, ok := v.(*value.Instance); ok && i.Kind.Written {
		if _, _, enters := class.Lookup(name); enters {
			name, missed = "__exit__", " (missed __exit__ method)"
		}
		if _, _, found := class.Lookup(name); found {
			return nil
		}
	} else if raised, ok := f.attributeError(v, name); !ok || raised.Kind != value.Exceptions()["AttributeError"] {
		return nil
	}
	f.at(n)
	if value.PythonSince(f.t, 11) == value.No {
		return f.t.Raise("AttributeError", name)
	}
	return f.t.Raise("TypeError", "'"+class.TypeName()+"' object does not support the context manager protocol"+missed)
}

// attributeError is what reading an attribute raises.
func (f *frame) attributeError(v value.Value, name string) (*value.Raised, bool) {
	_, err := value.Attr(f.t, v, name)
	raised, ok := err.(*value.Raised)
	return raised, ok
}

// leave calls __exit__; the error is nil where it suppresses the exception.
func (f *frame) leave(n syntax.Node, manager value.Value, err error) (flow, error) {
	raised, ok := err.(*value.Raised)
	if err != nil && !ok {
		return next, err
	}
	args := []value.Value{value.None(), value.None(), value.None()}
	if raised != nil {
		args = []value.Value{raised.Kind, raised.Exc, value.None()}
	}
	v, exit := f.method(n, manager, "__exit__", args...)
	if exit != nil || raised == nil {
		return next, f.within(exit, err)
	}
	v, truth, err := f.truth(v)
	if err != nil {
		return next, err
	}
	suppressed := func() (flow, error) { return next, nil }
	raises := func() (flow, error) { return next, raised }
	c := f.condition(n, v)
	switch truth {
	case value.Yes:
		return f.taken(c, suppressed, raises)
	case value.No:
		return f.taken(flipped(c), raises, suppressed)
	}
	if _, own := manager.(*value.Instance); !own || !exits(manager) && suppresses(manager, raised.Kind) == value.No { // those of libraries let exceptions pass
		return next, raised
	}
	return f.fork(c, suppressed, raises)
}

// method calls a method by name.
func (f *frame) method(n syntax.Node, v value.Value, name string, args ...value.Value) (value.Value, error) {
	f.at(n)
	m, err := value.Attr(f.t, v, name)
	if err != nil {
		return nil, err
	}
	return value.CallValue(f.t, m, &value.Call{Args: args, At: f.place(n)})
}

// suppresses tells whether a context manager is contextlib.suppress of such a
// class; only its model says so.
func suppresses(manager value.Value, class *value.Class) value.Truth {
	return isKind(class, value.NewTuple(suppressible(manager), nil))
}

// suppressible are the classes that contextlib.suppress was given.
func suppressible(manager value.Value) []value.Value {
	i, ok := manager.(*value.Instance)
	if !ok || i.Kind.Name != "suppress" {
		return nil
	}
	classes, _ := i.Data.([]value.Value)
	return classes
}
