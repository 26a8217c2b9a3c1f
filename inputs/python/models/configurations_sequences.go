package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/python/value"
)

// The classes of configurations.values for sequences, for texts that a validator
// checks, and for URLs.

func (lib *valuesLib) sequences() {
	list := lib.sequence("ListValue", value.ListClass)
	lib.sequence("TupleValue", value.TupleClass)
	lib.nested("SingleNestedListValue", value.ListClass)
	lib.nested("SingleNestedTupleValue", value.TupleClass)
	set := lib.class("SetValue", list)
	set.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, err := initSequence(t, c, value.ListClass, convertEach)
		if err != nil {
			return nil, err
		}
		return value.None(), defaultAs(t, self, value.SetClass)
	})
	method(set, "to_python", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return known(t, a, func(a args) (value.Value, error) {
			v, err := splitSequence(t, self, a[0], value.ListClass)
			if err != nil {
				return nil, err
			}
			return call(t, value.SetClass, v)
		})
	})
	method(lib.class("BackendsValue", list), "converter", "value", func(t *value.Thread, _ *value.Instance, a args) (value.Value, error) {
		s, ok := text(a[0])
		if ok && needsApps[parentName(s)] {
			if class, ok := attribute(t, "django.core.exceptions", "AppRegistryNotReady").(*value.Class); ok {
				return nil, t.RaiseClass(class, "Apps aren't loaded yet.", a[0].Trace())
			}
		}
		if ok && !importable(t, s) {
			return nil, wrongValue(t, a[0])
		}
		return a[0], nil
	})
}

// needsApps are the modules of Django among those whose classes settings name that define
// models, or import some: none can be while the settings are read.
var needsApps = map[string]bool{"django.contrib.auth.backends": true, "django.contrib.auth.middleware": true,
	"django.contrib.flatpages.middleware": true, "django.contrib.redirects.middleware": true}

// dottedName is the form of what may be imported.
var dottedName = pattern.New(`^[\pL_][\pL\d_]*(\.[\pL_][\pL\d_]*)+$`)

// importable tells whether a dotted name is perhaps that of something in a module. What
// the import of a library's module would say is not known; most settings name what is there.
func importable(t *value.Thread, name string) bool {
	module := parentName(name)
	if !dottedName.MatchString(name) {
		return false
	}
	top, _, _ := strings.Cut(module, ".")
	if _, installed := t.Host.Package(top); installed == value.No {
		return false
	}
	if t.FindModule == nil {
		return true
	}
	found, _, err := t.FindModule(module)
	return err == nil && found != value.No
}

// convert makes the items of a sequence with the converter.
type convert func(t *value.Thread, self *value.Instance, items, class value.Value) (value.Value, error)

func (lib *valuesLib) sequence(name string, class *value.Class) *value.Class {
	c := lib.class(name, lib.base)
	c.NS.Set(nil, "converter", value.None(), value.Place{})
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		_, err := initSequence(t, c, class, convertEach)
		return value.None(), err
	})
	method(c, "to_python", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return known(t, a, func(a args) (value.Value, error) { return splitSequence(t, self, a[0], class) })
	})
	return c
}

// initSequence keeps the separators, and makes the default a sequence of converted items.
func initSequence(t *value.Thread, c *value.Call, class *value.Class, f convert) (*value.Instance, error) {
	self, options, err := superInit(t, c, initValue, "separator", "converter", "seq_separator")
	if err != nil {
		return nil, err
	}
	for name, def := range map[string]string{"separator": ",", "seq_separator": ";"} {
		v := options[name]
		if v == nil {
			v = value.NewStr(def, nil)
		}
		self.NS.Set(t, name, v, t.At)
	}
	if own := options["converter"]; !isNone(own) {
		self.NS.Set(t, "converter", own, t.At)
	}
	if err := defaultAs(t, self, class); err != nil {
		return nil, err
	}
	def, _ := self.NS.Get("default")
	if _, ok := value.IsUnknown(def.V); ok {
		return self, nil
	}
	v, err := f(t, self, def.V, class)
	if err == nil {
		self.NS.Set(t, "default", v, t.At)
	}
	return self, err
}

// convertEach applies the converter, where there is one.
func convertEach(t *value.Thread, self *value.Instance, sequence, class value.Value) (value.Value, error) {
	converter, err := value.Attr(t, self, "converter")
	if err != nil || isNone(converter) {
		return sequence, err
	}
	items, err := value.Items(t, sequence)
	if err != nil {
		return nil, err
	}
	out := make([]value.Value, len(items))
	for i, v := range items {
		if out[i], err = call(t, converter, v); refused(err) {
			return nil, wrongValue(t, v)
		}
		if err != nil {
			return nil, err
		}
	}
	return call(t, class, t.NewList(out, sequence.Trace()))
}

// splitSequence splits a text, strips the items and drops empty ones.
func splitSequence(t *value.Thread, self *value.Instance, v value.Value, class *value.Class) (value.Value, error) {
	items, err := splitBy(t, self, v, "separator")
	if err != nil {
		return nil, err
	}
	sequence, err := call(t, class, t.NewList(items, v.Trace()))
	if err != nil {
		return nil, err
	}
	return convertEach(t, self, sequence, class)
}

func splitBy(t *value.Thread, self *value.Instance, v value.Value, option string) ([]value.Value, error) {
	s, err := wantText(t, v, "to_python")
	if err != nil {
		return nil, err
	}
	b, _ := self.NS.Get(option)
	separator, ok := text(b.V)
	if !ok || separator == "" {
		return nil, t.Raise("ValueError", "empty separator")
	}
	var out []value.Value
	for _, part := range strings.Split(strings.TrimSpace(s), separator) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, value.NewStr(part, v.Trace()))
		}
	}
	return out, nil
}

// nested defines a class of sequences of sequences.
func (lib *valuesLib) nested(name string, class *value.Class) {
	c := lib.class(name, lib.base)
	c.NS.Set(nil, "converter", value.None(), value.Place{})
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		_, err := initSequence(t, c, class, convertNested)
		return value.None(), err
	})
	method(c, "to_python", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return known(t, a, func(a args) (value.Value, error) {
			rows, err := splitBy(t, self, a[0], "seq_separator")
			if err != nil {
				return nil, err
			}
			for i, row := range rows {
				if rows[i], err = splitSequence(t, self, row, class); err != nil {
					return nil, err
				}
			}
			return call(t, class, t.NewList(rows, a[0].Trace()))
		})
	})
}

func convertNested(t *value.Thread, self *value.Instance, sequence, class value.Value) (value.Value, error) {
	items, err := value.Items(t, sequence)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 || items[0].Class() != class {
		return convertEach(t, self, sequence, class)
	}
	out := make([]value.Value, len(items))
	for i, v := range items {
		if out[i], err = convertEach(t, self, v, class); err != nil {
			return nil, err
		}
	}
	return call(t, class, t.NewList(out, sequence.Trace()))
}

// validated are the texts that a validator of Django checks.
func (lib *valuesLib) validated() {
	for name, valid := range map[string]func(string) value.Truth{"EmailValue": validEmail, "URLValue": validURL, "IPValue": validIP} {
		c := lib.class(name, lib.base)
		check := func(t *value.Thread, v value.Value) (value.Value, error) {
			s, ok := text(v)
			switch is := valid(s); {
			case ok && is == value.Yes:
				return v, nil
			case ok && is == value.No:
				return nil, wrongValue(t, v)
			}
			return unknown(t, "whether Django takes the text for a "+strings.TrimSuffix(name, "Value")+" is not followed", v.Trace()), nil
		}
		method(c, "to_python", "value", func(t *value.Thread, _ *value.Instance, a args) (value.Value, error) {
			return known(t, a, func(a args) (value.Value, error) { return check(t, a[0]) })
		})
		c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
			self, _, err := superInit(t, c, initValue)
			if err != nil {
				return nil, err
			}
			def, _ := self.NS.Get("default")
			if on, err := value.Truthy(t, def.V); err != nil || on != value.Yes {
				return value.None(), err
			}
			def.V, err = known(t, args{def.V}, func(a args) (value.Value, error) { return check(t, a[0]) })
			if err == nil {
				self.NS.Set(t, "default", def.V, t.At)
			}
			return value.None(), err
		})
	}
	regex := lib.class("RegexValue", lib.base)
	regex.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, options, err := superInit(t, c, initValue, "regex")
		if err != nil {
			return nil, err
		}
		self.NS.Set(t, "regex", orNone(options["regex"]), t.At)
		def, _ := self.NS.Get("default")
		if on, err := value.Truthy(t, def.V); err != nil || on != value.Yes {
			return value.None(), err
		}
		_, err = matchRegex(t, self, def.V)
		return value.None(), err
	})
	method(regex, "to_python", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return known(t, a, func(a args) (value.Value, error) { return matchRegex(t, self, a[0]) })
	})
}

func matchRegex(t *value.Thread, self *value.Instance, v value.Value) (value.Value, error) {
	regex, _ := self.NS.Get("regex")
	found, err := call(t, attribute(t, "re", "search"), orNone(regex.V), v)
	if err != nil {
		return nil, err
	}
	switch ok, err := value.Truthy(t, found); {
	case err != nil:
		return nil, err
	case ok == value.No:
		return nil, wrongValue(t, v)
	case ok == value.Maybe:
		return spread(found, v), nil
	}
	return v, nil
}

// urls are the values that a URL configures.
func (lib *valuesLib) urls() {
	c := lib.casting("EmailURLValue", value.NewStr("dj_email_url.parse", nil))
	for _, name := range []string{"multiple", "late_binding"} {
		c.NS.Set(nil, name, value.NewBool(true, nil), value.Place{})
	}
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) { return initURL(t, c, "EMAIL_URL") })
	for name, pair := range map[string][2]string{
		"DatabaseURLValue": {"dj_database_url.parse", "DATABASE_URL"}, "CacheURLValue": {"django_cache_url.parse", "CACHE_URL"},
		"SearchURLValue": {"dj_search_url.parse", "SEARCH_URL"},
	} {
		c := lib.casting(name, value.NewStr(pair[0], nil))
		c.NS.Set(nil, "late_binding", value.NewBool(true, nil), value.Place{})
		c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) { return initURL(t, c, pair[1]) })
		method(c, "to_python", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			v, err := castValue(t, self, a[0])
			if err != nil {
				return nil, err
			}
			alias, _ := self.NS.Get("alias")
			d := t.NewDict(openPart(a[0].Trace()))
			d.Set(t, alias.V, v)
			return d, nil
		})
	}
}

// initURL is the __init__ of a value that a URL configures: no prefix, a variable
// of its own, and the default a URL as well.
func initURL(t *value.Thread, c *value.Call, variable string) (value.Value, error) {
	with := *c
	for name, v := range map[string]value.Value{"environ_prefix": value.None(), "environ_name": value.NewStr(variable, nil)} {
		if c.Keyword(name) == nil {
			with.Keywords = append(with.Keywords[:len(with.Keywords):len(with.Keywords)], value.Keyword{Name: name, Value: v})
		}
	}
	self, options, err := superInit(t, &with, initValue, "alias")
	if err != nil {
		return nil, err
	}
	alias := options["alias"]
	if alias == nil {
		alias = value.NewStr("default", nil)
	}
	self.NS.Set(t, "alias", alias, t.At)
	if err := keepCaster(t, self, options); err != nil {
		return nil, err
	}
	def, _ := self.NS.Get("default")
	if isNone(def.V) {
		self.NS.Set(t, "default", t.NewDict(nil), t.At)
		return value.None(), nil
	}
	f, err := value.Attr(t, self, "to_python")
	if err != nil {
		return nil, err
	}
	v, err := call(t, f, def.V)
	if err == nil {
		self.NS.Set(t, "default", v, t.At)
	}
	return value.None(), err
}
