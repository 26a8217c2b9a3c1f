package models

import "github.com/djgate/djgate/inputs/python/value"

func contextlibModule(*value.Thread) value.Value {
	m := value.NewModule("contextlib", "")
	m.Define("suppress", suppressClass())
	null := value.NewClass("nullcontext", "contextlib")
	method(null, "__init__", "enter_result=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		self.NS.Set(t, "enter_result", orNone(a[0]), t.At)
		return value.None(), nil
	})
	method(null, "__enter__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		b, _ := self.NS.Get("enter_result")
		return orNone(b.V), nil
	})
	method(null, "__exit__", "kind, exc, tb", func(*value.Thread, *value.Instance, args) (value.Value, error) { return value.None(), nil })
	m.Define("nullcontext", null)
	m.Func("contextmanager", contextManagerOf(generatorContextClass()))
	m.Define("ExitStack", exitStackClass())
	closing := givingClass("closing", "thing", func(*value.Thread, value.Value) {})
	method(closing, "__exit__", "kind, exc, tb", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		thing, _ := self.NS.Get("_given")
		f, err := value.Attr(t, orNone(thing.V), "close")
		if err == nil {
			_, err = call(t, f)
		}
		return value.None(), err
	})
	m.Define("closing", closing)
	for _, name := range []string{"redirect_stdout", "redirect_stderr"} {
		m.Define(name, givingClass(name, "new_target", handBuffer))
	}
	quiet := value.NewClass("chdir", "contextlib")
	for _, name := range []string{"__init__", "__enter__", "__exit__"} {
		quiet.Method(name, move)
	}
	m.Define("chdir", quiet)
	for _, name := range []string{"ContextDecorator", "AbstractContextManager"} {
		c := value.NewClass(name, "contextlib")
		method(c, "__enter__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) { return self, nil })
		c.Method("__exit__", inert)
		if name == "ContextDecorator" {
			method(c, "__call__", "func", func(_ *value.Thread, self *value.Instance, a args) (value.Value, error) {
				return within(self, a[0]), nil
			})
		} else {
			c.Subclass = func(sub *value.Class) value.Truth {
				return value.TruthOf(defines(sub, "__enter__") && defines(sub, "__exit__"))
			}
		}
		m.Define(name, c)
	}
	m.Fallback = notFollowed("contextlib")
	return m
}

// suppressClass is contextlib.suppress; the classes that it suppresses are its Data.
func suppressClass() *value.Class {
	c := value.NewClass("suppress", "contextlib")
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		self.Data = append([]value.Value{}, c.Args[1:]...)
		return value.None(), nil
	})
	method(c, "__enter__", "", func(*value.Thread, *value.Instance, args) (value.Value, error) { return value.None(), nil })
	method(c, "__exit__", "kind, exc, tb", func(_ *value.Thread, self *value.Instance, a args) (value.Value, error) {
		raised, ok := a[0].(*value.Class)
		classes, _ := self.Data.([]value.Value)
		if !ok {
			return value.NewBool(false, nil), nil
		}
		return isSubclass(raised, classes), nil
	})
	return c
}

// isSubclass is issubclass(c, classes), where some of these may be tuples of classes.
func isSubclass(c *value.Class, classes []value.Value) value.Value {
	for _, v := range classes {
		switch k := v.(type) {
		case *value.Class:
			if c.Is(k) {
				return value.NewBool(true, nil)
			}
		case value.Tuple:
			is := isSubclass(c, k.Elems)
			if known, ok := is.(value.Bool); !ok || known.B {
				return is
			}
		case *value.Unknown:
			return typed(k, value.BoolClass)
		}
	}
	return value.NewBool(false, nil)
}

// givingClass is a context manager that gives its argument, after it was handed over.
func givingClass(name, param string, handed func(t *value.Thread, v value.Value)) *value.Class {
	c := value.NewClass(name, "contextlib")
	method(c, "__init__", param, func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		handed(t, a[0])
		self.NS.Set(t, "_given", a[0], t.At)
		return value.None(), nil
	})
	method(c, "__enter__", "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		b, _ := self.NS.Get("_given")
		return orNone(b.V), nil
	})
	c.Method("__exit__", inert)
	return c
}
