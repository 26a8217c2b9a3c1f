package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// django.db.models, as far as settings get to it: enumerations with labels are plain enums,
// and a model cannot be defined before the apps are known, which the settings name.

func djangoModelsModule(t *value.Thread) value.Value {
	m := hollow("django.db.models", "django.db.models is not followed")(t).(*value.Module)
	if !packageBelow(t, "django", 3) {
		for _, name := range choicesNames {
			m.Define(name, attribute(t, "django.db.models.enums", name))
		}
	}
	meta := value.NewClass("ModelBase", "django.db.models.base", value.TypeClass)
	meta.Method("__init__", func(t *value.Thread, _ *value.Call) (value.Value, error) { return value.None(), appsNotReady(t) })
	model := value.NewClass("Model", "django.db.models.base")
	model.Meta = meta
	return m.Define("Model", model)
}

// djangoAuthModule has the function that asks the registry of apps for the model of users.
func djangoAuthModule(t *value.Thread) value.Value {
	m := hollow("django.contrib.auth", "django.contrib.auth is not followed")(t).(*value.Module)
	m.Func("get_user_model", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		return unknown(t, "the model of users is not followed"), appsNotReady(t)
	})
	return m
}

// djangoContribModels is a module of models of Django's own apps.
func djangoContribModels(app string) maker {
	name := "django.contrib." + app + ".models"
	return func(*value.Thread) value.Value {
		m := value.NewModule(name, "")
		m.Fallback = func(t *value.Thread, _ string) (value.Value, error) {
			return unknown(t, name+" is not followed"), appsNotReady(t)
		}
		return m
	}
}

// appsNotReady is the error of what needs the registry of apps while the settings load.
func appsNotReady(t *value.Thread) error {
	class, ok := attribute(t, "django.core.exceptions", "AppRegistryNotReady").(*value.Class)
	if t.Globals == nil || t.SetUp || !ok {
		return nil
	}
	return t.RaiseClass(class, "Apps aren't loaded yet.", nil)
}

// choicesNames are the enumerations with labels, since Django 3.0.
var choicesNames = []string{"Choices", "TextChoices", "IntegerChoices"}

func djangoChoicesModule(t *value.Thread) value.Value {
	m := hollow("django.db.models.enums", "django.db.models is not followed")(t).(*value.Module)
	base, ok := attribute(t, "enum", "Enum").(*value.Class)
	if !ok {
		return m
	}
	meta := value.NewClass("ChoicesType", m.Name, base.Meta)
	meta.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) { return labelled(t, base.Meta, c) })
	for name, of := range map[string]func(t *value.Thread, member value.Value) (value.Value, error){
		"names": attributeOf("name"), "values": attributeOf("value"), "labels": attributeOf("label"),
		"choices": func(t *value.Thread, member value.Value) (value.Value, error) {
			v, err := value.Attr(t, member, "value")
			if err != nil {
				return nil, err
			}
			label, err := value.Attr(t, member, "label")
			return value.NewTuple([]value.Value{v, label}, nil), err
		},
	} {
		meta.NS.Set(nil, name, &value.Property{Getter: value.NewBuiltin(name, ofMembers(name, of))}, value.Place{})
	}
	choices := value.NewClass("Choices", m.Name, base)
	choices.Meta = meta
	method(choices, "__str__", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		v, err := value.Attr(t, self, "value")
		if err != nil {
			return nil, err
		}
		return value.ToStr(t, v)
	})
	method(choices, "__repr__", "", func(t *value.Thread, _ *value.Instance, _ args) (value.Value, error) {
		return typed(unknown(t, "the repr of a choice is not the same in all versions of Django"), value.StrClass), nil
	})
	m.Define("Choices", choices)
	for name, kind := range map[string]*value.Class{"TextChoices": value.StrClass, "IntegerChoices": value.IntClass} {
		c := value.NewClass(name, m.Name, kind, choices)
		c.Meta = meta
		m.Define(name, c)
	}
	text, _ := m.NS.Get("TextChoices")
	text.V.(*value.Class).NS.Set(nil, "_generate_next_value_", value.NewBuiltin("_generate_next_value_",
		loose("_generate_next_value_", "name, start, count, last_values", func(_ *value.Thread, a args) (value.Value, error) { return a[0], nil })), value.Place{})
	return m
}

func attributeOf(name string) func(t *value.Thread, v value.Value) (value.Value, error) {
	return func(t *value.Thread, v value.Value) (value.Value, error) { return value.Attr(t, v, name) }
}

// ofMembers is a list of something of each member, after that of the empty choice where a
// class has one.
func ofMembers(name string, of func(t *value.Thread, member value.Value) (value.Value, error)) function {
	return loose(name, "cls", func(t *value.Thread, a args) (value.Value, error) {
		members, err := value.Items(t, a[0])
		if err != nil {
			return nil, err
		}
		cls, _ := a[0].(*value.Class)
		if cls == nil {
			return unknown(t, name+" of what is no class is not followed", a[0].Trace()), nil
		}
		var out []value.Value
		if empty, _, ok := cls.Lookup("__empty__"); ok {
			out = append(out, map[string]value.Value{"names": value.NewStr("__empty__", nil), "values": value.None(), "labels": empty.V,
				"choices": value.NewTuple([]value.Value{value.None(), empty.V}, nil)}[name])
		}
		for _, m := range members {
			v, err := of(t, m)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return t.NewList(out, nil), nil
	})
}

// labelled makes members of the names of a class body, and gives each its label: the last
// of several values, or what its name says.
func labelled(t *value.Thread, enum *value.Class, c *value.Call) (value.Value, error) {
	cls, ok := c.Args[0].(*value.Class)
	if !ok {
		return value.None(), nil
	}
	labels := map[string]value.Value{}
	for _, name := range cls.NS.Names() {
		b, _ := cls.NS.Get(name)
		if !isMember(name, b.V) {
			continue
		}
		v, label := withoutLabel(b.V)
		if label == nil {
			var err error
			if label, err = titled(t, strings.ReplaceAll(name, "_", " ")); err != nil {
				return nil, err
			}
		}
		labels[name] = label
		cls.NS.Set(t, name, v, b.At)
	}
	prepare, _, _ := enum.Lookup("__init__")
	if _, err := call(t, prepare.V, c.Args...); err != nil {
		return nil, err
	}
	for name, label := range labels {
		b, _ := cls.NS.Get(name)
		if member, ok := b.V.(*value.Instance); ok {
			member.NS.Set(t, "_label_", label, t.At)
			member.NS.Set(t, "label", label, t.At)
		}
	}
	return unique(t, args{cls})
}

// withoutLabel is the value of a member, and its label where it comes with one.
func withoutLabel(v value.Value) (plain, label value.Value) {
	var items []value.Value
	switch v := v.(type) {
	case value.Tuple:
		items = v.Elems
	case *value.List:
		items = v.Elems()
	}
	if len(items) < 2 {
		return v, nil
	}
	last := items[len(items)-1]
	if _, lazy := last.(*lazyText); !lazy && !last.Class().Is(value.StrClass) {
		return v, nil
	}
	return value.NewTuple(slices.Clone(items[:len(items)-1]), v.Trace()), last
}

// titled is str.title() of a text.
func titled(t *value.Thread, s string) (value.Value, error) {
	f, err := value.Attr(t, value.NewStr(s, nil), "title")
	if err != nil {
		return nil, err
	}
	return call(t, f)
}
