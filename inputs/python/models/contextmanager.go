package models

import "github.com/djgate/djgate/inputs/python/value"

// contextManager is what a call of a function decorated with
// contextlib.contextmanager gives: its generator, run to the yield by __enter__
// and to the end by __exit__ (CPython, Lib/contextlib.py, _GeneratorContextManager).
type contextManager struct {
	make      func(t *value.Thread) (value.Value, error)
	generator *value.Iterator
}

func generatorContextClass() *value.Class {
	c := value.NewClass("_GeneratorContextManager", "contextlib")
	method(c, "__enter__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		return self.Data.(*contextManager).enter(t)
	})
	method(c, "__exit__", "kind, exc, tb", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return self.Data.(*contextManager).exit(t, a[1])
	})
	method(c, "__call__", "func", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return self.Data.(*contextManager).decorate(a[0]), nil
	})
	return c
}

// contextManagerOf is contextlib.contextmanager.
func contextManagerOf(c *value.Class) function {
	return loose("contextmanager", "func", func(_ *value.Thread, a args) (value.Value, error) {
		return value.NewWrapper(a[0], func(t *value.Thread, call *value.Call) (value.Value, error) {
			m := &contextManager{make: func(t *value.Thread) (value.Value, error) { return value.CallValue(t, a[0], call) }}
			if err := m.begin(t); err != nil {
				return nil, err
			}
			if m.generator == nil {
				return value.NewUnknown("this context manager is not followed", t.At, nil), nil
			}
			i := t.NewInstance(c)
			i.Data = m
			return i, nil
		}), nil
	})
}

func (m *contextManager) begin(t *value.Thread) error {
	v, err := m.make(t)
	m.generator, _ = v.(*value.Iterator)
	return err
}

func (m *contextManager) enter(t *value.Thread) (value.Value, error) {
	v, ok, err := m.generator.Next(t)
	if !ok && err == nil {
		err = t.Raise("RuntimeError", "generator didn't yield")
	}
	return v, err
}

// exit goes on after the yield, where the exception is raised, if there is one.
// True, which swallows it, is what a generator gives that ends without raising it again.
func (m *contextManager) exit(t *value.Thread, exc value.Value) (value.Value, error) {
	if _, none := exc.(value.NoneValue); none {
		_, ok, err := m.generator.Next(t)
		if ok {
			err = t.Raise("RuntimeError", "generator didn't stop")
		}
		return value.NewBool(false, nil), err
	}
	thrown, err := t.RaisedOf(exc)
	if err != nil {
		return value.NewUnknown("the exception is not known", t.At, nil), nil
	}
	_, ok, err := m.generator.Resume(t, value.None(), thrown)
	if raised, is := err.(*value.Raised); is && (raised.Exc == thrown.Exc || isStop(thrown) && raised.Kind.Name == "RuntimeError") {
		return value.NewBool(false, nil), nil // a generator makes a RuntimeError of the StopIteration that it does not take
	}
	if ok {
		err = t.Raise("RuntimeError", "generator didn't stop after throw()")
	}
	return value.NewBool(true, nil), err
}

func isStop(raised *value.Raised) bool { return raised.Kind.Is(value.Exceptions()["StopIteration"]) }

// decorate is the manager as a decorator: a new generator for each call.
func (m *contextManager) decorate(f value.Value) value.Value {
	return value.NewWrapper(f, func(t *value.Thread, c *value.Call) (value.Value, error) {
		again := &contextManager{make: m.make}
		if err := again.begin(t); err != nil || again.generator == nil {
			return value.NewUnknown("this context manager is not followed", t.At, nil), err
		}
		if _, err := again.enter(t); err != nil {
			return nil, err
		}
		return left(t, func(kind, exc value.Value) (value.Value, error) { return again.exit(t, exc) }, f, c)
	})
}

// within is a function that runs in the context of an object: contextlib.ContextDecorator.
func within(manager *value.Instance, f value.Value) value.Value {
	return value.NewWrapper(f, func(t *value.Thread, c *value.Call) (value.Value, error) {
		enter, err := value.Attr(t, manager, "__enter__")
		if err != nil {
			return nil, err
		}
		if _, err := call(t, enter); err != nil {
			return nil, err
		}
		exit, err := value.Attr(t, manager, "__exit__")
		if err != nil {
			return nil, err
		}
		return left(t, func(kind, exc value.Value) (value.Value, error) { return call(t, exit, kind, exc, value.None()) }, f, c)
	})
}

// left is the result of a call, after which exit is told of the exception, which it may swallow.
func left(t *value.Thread, exit func(kind, exc value.Value) (value.Value, error), f value.Value, c *value.Call) (value.Value, error) {
	v, err := value.CallValue(t, f, c)
	kind, exc := value.None(), value.None()
	if raised, ok := err.(*value.Raised); ok {
		kind, exc = raised.Kind, raised.Exc
	} else if err != nil {
		return nil, err
	}
	swallowed, exitErr := exit(kind, exc)
	if exitErr != nil {
		return nil, exitErr
	}
	if truth, _ := value.Truthy(t, swallowed); err != nil && truth == value.Yes {
		return value.None(), nil
	}
	return v, err
}

// exitStackClass is contextlib.ExitStack: managers and callbacks, left in reverse order.
func exitStackClass() *value.Class {
	c := value.NewClass("ExitStack", "contextlib")
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if self, ok := firstInstance(c); ok {
			self.NS.Set(t, "_exits", t.NewList(nil, nil), t.At)
		}
		return value.None(), nil
	})
	method(c, "__enter__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) { return self, nil })
	method(c, "enter_context", "cm", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		entered, err := callMethod(t, a[0], "__enter__")
		if err != nil {
			return nil, err
		}
		return entered, pushExit(t, self, a[0])
	})
	method(c, "push", "exit", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return a[0], pushExit(t, self, a[0])
	})
	c.Method("callback", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok || len(c.Args) < 2 {
			return nil, t.Raise("TypeError", "callback expected at least 1 argument")
		}
		with := *c
		with.Args = c.Args[2:]
		f := c.Args[1]
		return f, pushExit(t, self, value.NewBuiltin("callback", func(t *value.Thread, _ *value.Call) (value.Value, error) {
			_, err := value.CallValue(t, f, &with)
			return value.None(), err
		}))
	})
	method(c, "close", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		_, err := unwind(t, self, value.None(), value.None())
		return value.None(), err
	})
	method(c, "__exit__", "kind, exc, tb", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return unwind(t, self, a[0], a[1])
	})
	return c
}

func exitsOf(self *value.Instance) (*value.List, bool) {
	b, _ := self.NS.Get("_exits")
	list, ok := b.V.(*value.List)
	return list, ok
}

func pushExit(t *value.Thread, self *value.Instance, exit value.Value) error {
	if list, ok := exitsOf(self); ok {
		list.Append(t, exit)
	}
	return nil
}

func unwind(t *value.Thread, self *value.Instance, kind, exc value.Value) (value.Value, error) {
	list, ok := exitsOf(self)
	if !ok {
		return value.NewUnknown("this ExitStack is not followed", t.At, nil), nil
	}
	exits := list.Elems()
	list.SetElems(t, nil)
	given := exc
	var failed error
	for i := len(exits) - 1; i >= 0; i-- {
		v, err := leave(t, exits[i], kind, exc)
		if raised, ok := err.(*value.Raised); ok {
			failed, kind, exc = raised, raised.Kind, raised.Exc
			continue
		}
		if err != nil {
			return nil, err
		}
		if truth, err := value.Truthy(t, v); err == nil && truth == value.Yes {
			failed, kind, exc = nil, value.None(), value.None()
		}
	}
	return value.NewBool(given.Class() != value.NoneClass && exc.Class() == value.NoneClass, nil), failed
}

// leave calls the __exit__ of a manager, or a callback as one.
func leave(t *value.Thread, exit, kind, exc value.Value) (value.Value, error) {
	if _, function := exit.(value.Callable); function {
		return call(t, exit, kind, exc, value.None())
	}
	return callMethod(t, exit, "__exit__", kind, exc, value.None())
}

func callMethod(t *value.Thread, v value.Value, name string, a ...value.Value) (value.Value, error) {
	m, err := value.Attr(t, v, name)
	if err != nil {
		return nil, err
	}
	return call(t, m, a...)
}
