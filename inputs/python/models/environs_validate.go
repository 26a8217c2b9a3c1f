package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

// validateModule is marshmallow.validate: validators that raise ValidationError.
func validateModule(wrong *value.Class) value.Value {
	m := value.NewModule("marshmallow.validate", "")
	refuse := func(t *value.Thread, v value.Value) error { return t.RaiseClass(wrong, "Invalid value.", v.Trace()) }
	validator(m, "OneOf", "choices, labels=, *, error=", func(t *value.Thread, o args, v value.Value) (value.Truth, error) {
		return value.Compare(t, value.In, v, o[0])
	}, refuse)
	validator(m, "NoneOf", "iterable, *, error=", func(t *value.Thread, o args, v value.Value) (value.Truth, error) {
		in, err := value.Compare(t, value.In, v, o[0])
		return in.Not(), err
	}, refuse)
	validator(m, "Equal", "comparable, *, error=", func(t *value.Thread, o args, v value.Value) (value.Truth, error) {
		return value.Compare(t, value.Eq, v, o[0])
	}, refuse)
	validator(m, "Range", "min=, max=, *, min_inclusive=, max_inclusive=, error=", inRange, refuse)
	validator(m, "Length", "min=, max=, *, equal=, error=", func(t *value.Thread, o args, v value.Value) (value.Truth, error) {
		n, known, err := value.Length(t, v)
		if err != nil || !known {
			return value.Maybe, err
		}
		length := value.NewInt(int64(n), nil)
		if !isNone(o[2]) {
			return value.Compare(t, value.Eq, length, o[2])
		}
		return inRange(t, args{o[0], o[1], nil, nil}, length)
	}, refuse)
	for name, plain := range map[string]func(string) bool{"URL": plainURL, "Email": plainEmail} {
		validator(m, name, "relative=, absolute=, schemes=, require_tld=, error=", func(_ *value.Thread, _ args, v value.Value) (value.Truth, error) {
			if s, ok := text(v); ok && plain(s) {
				return value.Yes, nil
			}
			return value.Maybe, nil
		}, refuse)
	}
	m.Fallback = func(t *value.Thread, name string) (value.Value, error) {
		return unknown(t, "the validator "+name+" of marshmallow is not followed"), nil
	}
	return m
}

// inRange compares with min and max, which are inclusive unless told otherwise.
func inRange(t *value.Thread, o args, v value.Value) (value.Truth, error) {
	for i, ops := range [][2]value.CompareOp{{value.GtE, value.Gt}, {value.LtE, value.Lt}} {
		if isNone(o[i]) {
			continue
		}
		inclusive, err := isOn(t, o[i+2], true)
		if err != nil {
			return value.Maybe, err
		}
		op := ops[0]
		if inclusive == value.No {
			op = ops[1]
		}
		if in, err := value.Compare(t, op, v, o[i]); err != nil || in != value.Yes {
			return in, err
		}
	}
	return value.Yes, nil
}

// validator defines a class whose instances are called with a value, and return it.
func validator(m *value.Module, name, params string, check func(*value.Thread, args, value.Value) (value.Truth, error), refuse func(*value.Thread, value.Value) error) {
	c := value.NewClass(name, "marshmallow.validate")
	method(c, "__init__", params, func(_ *value.Thread, self *value.Instance, a args) (value.Value, error) {
		self.Data = a
		return value.None(), nil
	})
	method(c, "__call__", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		options, _ := self.Data.(args)
		valid, err := check(t, options, a[0])
		switch {
		case err != nil:
			return nil, err
		case valid == value.No:
			return nil, refuse(t, a[0])
		case valid == value.Maybe:
			return unknown(t, "whether marshmallow takes the value is not followed", a[0].Trace()), nil
		}
		return a[0], nil
	})
	m.Define(name, c)
}
