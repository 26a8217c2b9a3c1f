package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

// The validators of pydantic's models: functions that change or refuse the value of
// a field. Those of a model as a whole are not followed.

// fieldCheck is a function that a validator of pydantic decorates.
type fieldCheck struct {
	names []string
	mode  string // before, after; "" where it is not followed
	// ofClass: it was written as a class method.
	ofClass bool
	value.ClassMethod
}

// With returns the validator.
func (f *fieldCheck) With(*value.Trace) value.Value { return f }

// validatorOf is the decorator field_validator of pydantic 2 or validator of pydantic 1.
func validatorOf(name string) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		check := fieldCheck{mode: "after"}
		for _, v := range c.Args {
			s, _ := text(v)
			check.names = append(check.names, s)
		}
		if mode := c.Keyword("mode"); mode != nil {
			check.mode, _ = text(mode)
		}
		if pre, err := isOn(t, c.Keyword("pre"), false); err != nil || pre == value.Yes {
			check.mode = "before"
		}
		if check.mode != "before" && check.mode != "after" || !isNone(c.Keyword("each_item")) {
			check.mode = ""
		}
		return value.NewBuiltin(name, loose(name, "func", func(_ *value.Thread, a args) (value.Value, error) {
			own := check
			own.Func = a[0]
			if m, ok := a[0].(*value.ClassMethod); ok {
				own.Func, own.ofClass = m.Func, true
			}
			return &own, nil
		})), nil
	}
}

// wholeValidator decorates what checks a model as a whole, which is not followed.
func wholeValidator(*value.Thread, *value.Call) (value.Value, error) {
	return value.NewBuiltin("model_validator", func(*value.Thread, *value.Call) (value.Value, error) {
		return &fieldCheck{names: []string{"*"}}, nil
	}), nil
}

// checksOf are the validators of a field, in the order of the class body.
func checksOf(cls *value.Class, field string) []*fieldCheck {
	var out []*fieldCheck
	for _, k := range cls.MRO() {
		if k.NS == nil {
			continue
		}
		for _, name := range k.NS.Names() {
			b, _ := k.NS.Get(name)
			check, ok := b.V.(*fieldCheck)
			if !ok {
				continue
			}
			for _, n := range check.names {
				if n == field || n == "*" {
					out = append(out, check)
				}
			}
		}
	}
	return out
}

// checked runs the validators of a field before and after its value is made.
func (lib *pydanticLib) checked(t *value.Thread, self *value.Instance, f modelField, v value.Value) (value.Value, error) {
	cls := self.Kind
	checks := checksOf(cls, f.name)
	run := func(mode string, v value.Value) (value.Value, error) {
		for _, check := range checks {
			if check.mode != mode {
				continue
			}
			out, err := lib.check(t, check, self, v)
			if refused(err) {
				return nil, t.RaiseClass(lib.wrong, "1 validation error for "+cls.Name, v.Trace())
			}
			if err != nil {
				return nil, err
			}
			v = out
		}
		return v, nil
	}
	v, err := run("before", v)
	if err != nil {
		return nil, err
	}
	out, ok, err := lib.make(t, f.schema, v)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, t.RaiseClass(lib.wrong, "1 validation error for "+cls.Name, v.Trace())
	}
	return run("after", out)
}

// check calls one validator with what it asks for: the class, the value, and of
// version 1 the fields that were made before it.
func (lib *pydanticLib) check(t *value.Thread, check *fieldCheck, self *value.Instance, v value.Value) (value.Value, error) {
	f, ok := check.Func.(interface {
		Parameters() (names []string, more bool)
	})
	if !ok {
		return unknown(t, "a validator is not followed", v.Trace()), nil
	}
	c := &value.Call{Args: []value.Value{v}, At: t.At}
	names, more := f.Parameters()
	if check.ofClass || len(names) > 0 && names[0] == "cls" {
		c.Args = []value.Value{self.Kind, v}
	}
	for _, name := range names[min(len(c.Args), len(names)):] {
		if !lib.v1 || name != "values" {
			more = true
			break
		}
		c.Keywords = append(c.Keywords, value.Keyword{Name: name, Value: lib.made(t, self)})
	}
	if more {
		return unknown(t, "what a validator asks for is not followed", v.Trace()), nil
	}
	at := t.At
	defer func() { t.At = at }() // what it refuses is told at the call of the model
	return value.CallValue(t, check.Func, c)
}

// made is the dict of the fields that a model has by now.
func (lib *pydanticLib) made(t *value.Thread, self *value.Instance) value.Value {
	d := t.NewDict(nil)
	for _, name := range modelFieldNames(self.Kind) {
		if b, ok := self.NS.Get(name); ok {
			d.SetStr(t, name, b.V)
		}
	}
	return d
}
