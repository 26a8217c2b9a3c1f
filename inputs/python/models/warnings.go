package models

import "github.com/djgate/djgate/inputs/python/value"

// Python's warnings. They are nothing that settings could see, unless a filter makes
// exceptions of them.

// raising is the name of the module that tells whether warnings are exceptions: True,
// False, or an unknown where a filter takes some of them.
const raising = "_raising"

func warningsModule(*value.Thread) value.Value {
	m := value.NewModule("warnings", "")
	for _, name := range []string{"warn_explicit", "showwarning"} {
		m.Func(name, inert)
	}
	m.Define(raising, value.NewBool(false, nil))
	filter := func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		m.NS.Set(t, raising, raisingAfter(t, a, tr), t.At)
		return value.None(), nil
	}
	m.Func("filterwarnings", strict("filterwarnings", "action, message=, category=, module=, lineno=, append=", filter))
	m.Func("simplefilter", strict("simplefilter", "action, category=, lineno=, append=", filter))
	m.Func("resetwarnings", strict("resetwarnings", "", func(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
		m.NS.Set(t, raising, value.NewBool(false, nil), t.At)
		return value.None(), nil
	}))
	m.Func("warn", strict("warn", "message, category=, stacklevel=, source=, *, skip_file_prefixes=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
		b, _ := m.NS.Get(raising)
		return value.None(), warned(t, a, b.V)
	}))
	c := value.NewClass("catch_warnings", "warnings")
	c.Method("__init__", inert)
	c.Method("__enter__", unknownCall("which warnings Python records is not followed"))
	c.Method("__exit__", inert)
	m.Define("catch_warnings", c)
	return m
}

// raisingAfter is what raising is after a filter, of which a are the action and what
// it is limited to.
func raisingAfter(t *value.Thread, a args, tr *value.Trace) value.Value {
	for _, v := range a[1:] {
		if v != nil {
			return unknown(t, "which warnings a filter takes is not followed", tr)
		}
	}
	action, ok := text(a[0])
	if !ok {
		return unknown(t, "what a filter does with warnings is not known", tr)
	}
	return value.NewBool(action == "error", tr)
}

// warned raises a warning where a filter has made an exception of it.
func warned(t *value.Thread, a args, raises value.Value) error {
	class := value.Exceptions()["UserWarning"]
	if c, ok := a[1].(*value.Class); ok {
		class = c
	} else if i, ok := a[0].(*value.Instance); ok {
		class = i.Class()
	}
	switch on, err := isOn(t, raises, false); {
	case err != nil:
		return err
	case on == value.Maybe && value.Exceptions()[class.Name] == class:
		t.MayRaise(class.Name, value.Doubt(nil, raises))
	case on == value.Yes:
		return t.RaiseClass(class, "...", raises.Trace())
	}
	return nil
}
