package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// The classes of configurations.values for bools, numbers, paths and secrets, and
// those that a caster makes.

var (
	configurationTrue  = []string{"yes", "y", "true", "1"}
	configurationFalse = []string{"no", "n", "false", "0", ""}
)

func (lib *valuesLib) scalars() {
	lib.boolean()
	for name, caster := range map[string]value.Value{"IntegerValue": value.IntClass, "FloatValue": value.FloatClass} {
		lib.casting(name, caster)
	}
	lib.positive()
	lib.casting("DecimalValue", value.NewStr("decimal.Decimal", nil))
	mixin := lib.class("CastingMixin")
	mixin.Unknown = value.NewUnknown("a value with a CastingMixin of its own is not followed", value.Place{}, nil)
	lib.dict()
	lib.path()
	secret := lib.class("SecretValue", lib.base)
	secret.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		with := *c
		with.Keywords = slices.DeleteFunc(slices.Clone(c.Keywords), func(k value.Keyword) bool {
			return k.Name == "environ" || k.Name == "environ_required"
		})
		for _, name := range []string{"environ", "environ_required"} {
			with.Keywords = append(with.Keywords, value.Keyword{Name: name, Value: value.NewBool(true, nil)})
		}
		self, _, err := superInit(t, &with, initValue)
		if err != nil {
			return nil, err
		}
		if def, _ := self.NS.Get("default"); !isNone(def.V) {
			return nil, t.Raise("ValueError", "Secret values are only allowed to be set as environment variables")
		}
		return value.None(), nil
	})
	method(secret, "setup", "name", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, err := readValue(t, self, a)
		if err != nil {
			return nil, err
		}
		v = secretOf(v)
		self.NS.Set(t, "_value", v, t.At)
		if on, err := value.Truthy(t, v); err != nil || on != value.No {
			return v, err
		}
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Secret value ... is not set", v.Trace())
	})
}

func (lib *valuesLib) boolean() {
	c := lib.class("BooleanValue", lib.base)
	c.NS.Set(nil, "true_values", value.NewTuple(strs(configurationTrue, nil), nil), value.Place{})
	c.NS.Set(nil, "false_values", value.NewTuple(strs(configurationFalse, nil), nil), value.Place{})
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, _, err := superInit(t, c, initValue)
		if err != nil {
			return nil, err
		}
		def, _ := self.NS.Get("default")
		in, err := value.Compare(t, value.In, def.V, value.NewTuple([]value.Value{value.NewBool(true, nil), value.NewBool(false, nil)}, nil))
		if err == nil && in == value.No {
			err = t.Raise("ValueError", "Default value ... is not a boolean value")
		}
		return value.None(), err
	})
	method(c, "to_python", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return known(t, a, func(a args) (value.Value, error) {
			s, err := wantText(t, a[0], "to_python")
			if err != nil {
				return nil, err
			}
			word := value.NewStr(strings.ToLower(strings.TrimSpace(s)), a[0].Trace())
			for name, result := range map[string]bool{"true_values": true, "false_values": false} {
				words, err := value.Attr(t, self, name)
				if err != nil {
					return nil, err
				}
				in, err := value.Compare(t, value.In, word, words)
				if err != nil {
					return nil, err
				}
				if in == value.Yes {
					return value.NewBool(result, a[0].Trace()), nil
				}
			}
			return nil, wrongValue(t, a[0])
		})
	})
}

// casting defines a class whose attribute caster makes the value: a callable, or its dotted name.
func (lib *valuesLib) casting(name string, caster value.Value, bases ...*value.Class) *value.Class {
	c := lib.class(name, append(bases, lib.base)...)
	c.NS.Set(nil, "caster", caster, value.Place{File: "configurations/values.py"})
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, options, err := superInit(t, c, initValue)
		if err != nil {
			return nil, err
		}
		return value.None(), keepCaster(t, self, options)
	})
	method(c, "to_python", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return castValue(t, self, a[0])
	})
	return c
}

// databaseOptions are the arguments of dj_database_url.parse that a value passes on.
var databaseArguments = []string{"engine", "conn_max_age", "conn_health_checks", "disable_server_side_cursors", "ssl_require", "test_options"}

// keepCaster resolves the caster, and keeps the arguments for it.
func keepCaster(t *value.Thread, self *value.Instance, options map[string]value.Value) error {
	caster, err := value.Attr(t, self, "caster")
	if err != nil {
		return err
	}
	if path, ok := text(caster); ok {
		i := strings.LastIndexByte(path, '.')
		if caster = attribute(t, path[:max(i, 0)], path[i+1:]); caster == nil {
			caster = unknown(t, path+" is not followed")
		}
		if path != "dj_database_url.parse" {
			options = nil
		}
	} else {
		options = nil
	}
	kept := t.NewDict(nil)
	for _, name := range databaseArguments {
		if v, ok := options[name]; ok {
			kept.SetStr(t, name, v)
		}
	}
	self.NS.Set(t, "_caster", caster, t.At)
	self.NS.Set(t, "_params", kept, t.At)
	return nil
}

func castValue(t *value.Thread, self *value.Instance, v value.Value) (value.Value, error) {
	caster, _ := self.NS.Get("_caster")
	c := &value.Call{Args: args{v}, At: t.At}
	if b, _ := self.NS.Get("_params"); b.V != nil {
		for _, e := range b.V.(*value.Dict).Entries() {
			name, _ := text(e.Key)
			c.Keywords = append(c.Keywords, value.Keyword{Name: name, Value: e.Value})
		}
	}
	out, err := value.CallValue(t, orNone(caster.V), c)
	if refused(err) || raisedIs(err, "ArithmeticError") { // of Decimal
		return nil, wrongValue(t, v)
	}
	return out, err
}

func (lib *valuesLib) positive() {
	b, _ := lib.m.NS.Get("IntegerValue")
	c := lib.class("PositiveIntegerValue", b.V.(*value.Class))
	method(c, "to_python", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		n, err := castValue(t, self, a[0])
		if err != nil {
			return nil, err
		}
		below, err := value.Compare(t, value.Lt, n, value.NewInt(0, nil))
		if err == nil && below == value.Yes {
			return nil, wrongValue(t, a[0])
		}
		return n, err
	})
}

func (lib *valuesLib) dict() {
	c := lib.class("DictValue", lib.base)
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, _, err := superInit(t, c, initValue)
		if err != nil {
			return nil, err
		}
		return value.None(), defaultAs(t, self, value.DictClass)
	})
	method(c, "to_python", "value", func(t *value.Thread, _ *value.Instance, a args) (value.Value, error) {
		return known(t, a, func(a args) (value.Value, error) {
			if isEmptyText(a[0]) {
				return t.NewDict(a[0].Trace()), nil
			}
			v, err := call(t, attribute(t, "ast", "literal_eval"), a[0])
			if raisedIs(err, "ValueError") {
				return nil, wrongValue(t, a[0])
			}
			if _, isDict := v.(*value.Dict); err == nil && !isDict {
				return nil, wrongValue(t, a[0])
			}
			return v, err
		})
	})
}

// defaultAs makes the default a value of the class, an empty one where there is none.
func defaultAs(t *value.Thread, self *value.Instance, class value.Value) error {
	def, _ := self.NS.Get("default")
	var a args
	if !isNone(def.V) {
		a = args{def.V}
	}
	v, err := call(t, class, a...)
	if err == nil {
		self.NS.Set(t, "default", v, t.At)
	}
	return err
}

// path is PathValue, whose setup gives the absolute path and keeps the text as it is.
func (lib *valuesLib) path() {
	c := lib.class("PathValue", lib.base)
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, options, err := superInit(t, c, initValue, "check_exists")
		if err != nil {
			return nil, err
		}
		check := options["check_exists"]
		if check == nil {
			check = value.NewBool(true, nil)
		}
		self.NS.Set(t, "check_exists", check, t.At)
		return value.None(), nil
	})
	method(c, "setup", "name", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, err := readValue(t, self, a)
		if err != nil {
			return nil, err
		}
		if v, err = call(t, attribute(t, "os.path", "expanduser"), v); err != nil {
			return nil, err
		}
		check, err := isOnAttr(t, self, "check_exists")
		if err != nil {
			return nil, err
		}
		if check == value.Yes {
			exists, err := call(t, attribute(t, "os.path", "exists"), v)
			if err != nil {
				return nil, err
			}
			switch there, err := value.Truthy(t, exists); {
			case err != nil:
				return nil, err
			case there == value.No:
				return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Path ... does not exist.", v.Trace())
			case there == value.Maybe:
				t.MayRaise("ValueError", value.Doubt(nil, exists, v))
			}
		}
		return call(t, attribute(t, "os.path", "abspath"), v)
	})
}
