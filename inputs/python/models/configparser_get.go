package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// converters are the kinds of get.
func (lib *iniLib) converters() map[string]function {
	return map[string]function{
		"get":        func(_ *value.Thread, c *value.Call) (value.Value, error) { return c.Args[0], nil },
		"getint":     func(t *value.Thread, c *value.Call) (value.Value, error) { return call(t, value.IntClass, c.Args[0]) },
		"getfloat":   func(t *value.Thread, c *value.Call) (value.Value, error) { return call(t, value.FloatClass, c.Args[0]) },
		"getboolean": iniBool,
	}
}

// getters are get, getint, getfloat and getboolean.
func (lib *iniLib) getters(c *value.Class) {
	for name, convert := range lib.converters() {
		method(c, name, "section, option, *, raw=, vars=, fallback=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			return lib.told(t, self, func() (value.Value, error) { return lib.converted(t, self, a, convert) })
		})
	}
}

func (lib *iniLib) converted(t *value.Thread, self *value.Instance, a args, convert function) (value.Value, error) {
	v, found, err := lib.get(t, self, a)
	if err != nil || !found {
		return v, err
	}
	return known(t, args{v}, func(k args) (value.Value, error) { return convert(t, &value.Call{Args: k}) })
}

// get finds section, option, raw, vars, fallback; found is false for the fallback and for an unknown.
func (lib *iniLib) get(t *value.Thread, self *value.Instance, a args) (v value.Value, found bool, err error) {
	for _, arg := range a[:2] {
		if u, ok := value.IsUnknown(arg); ok {
			return spread(u), false, nil
		}
	}
	if u := lostINI(self); u != nil {
		return spread(u), false, nil
	}
	section, err := wantText(t, a[0], "get")
	if err != nil {
		return nil, false, err
	}
	vars, err := lib.vars(t, self, a[3])
	if err != nil {
		return nil, false, err
	}
	key, err := lib.optionName(t, self, a[1])
	if err != nil {
		return nil, false, err
	}
	all, _ := held[*value.Dict](self, "_sections")
	_, has := all.GetStr(section)
	if has || section == "DEFAULT" {
		if v = lib.lookup(self, section, key, vars); v != nil {
			raw, err := isOn(t, a[2], false)
			if name, ok := text(key); ok {
				v = value.Named(name, v)
			}
			if raw == value.Yes || err != nil {
				return v, true, err
			}
			v, err = lib.interpolate(t, self, section, v, vars, 1)
			return v, true, err
		}
	}
	switch {
	case a[4] != nil:
		return a[4], false, nil
	case !has && section != "DEFAULT":
		return nil, false, lib.raise(t, "NoSectionError", nil)
	}
	return nil, false, lib.raise(t, "NoOptionError", nil)
}

// vars are further options, whose names are turned as others are.
func (lib *iniLib) vars(t *value.Thread, self *value.Instance, v value.Value) (*value.Dict, error) {
	if isNone(v) {
		return nil, nil
	}
	if v == value.Value(t.Environ) {
		lib.lose(t, self, unknown(t, "os.environ as vars of a ConfigParser is not followed"))
		return nil, nil
	}
	rows, u, err := pairsOf(t, value.Underlying(v))
	if u != nil {
		lib.lose(t, self, spread(u))
	}
	d := t.NewDict(nil)
	for _, row := range rows {
		key, err := lib.optionName(t, self, row[0])
		if err != nil {
			return nil, err
		}
		d.Set(t, key, row[1])
	}
	return d, err
}

// iniBool is getboolean: 1 yes true on, 0 no false off, in any case.
func iniBool(t *value.Thread, c *value.Call) (value.Value, error) {
	s, _ := text(c.Args[0])
	switch strings.ToLower(s) {
	case "1", "yes", "true", "on":
		return value.NewBool(true, c.Args[0].Trace()), nil
	case "0", "no", "false", "off":
		return value.NewBool(false, c.Args[0].Trace()), nil
	}
	return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Not a boolean: ...", c.Args[0].Trace())
}

// inSections adds a method that says nothing where the content is not known.
func (lib *iniLib) inSections(c *value.Class, name, params string, f func(t *value.Thread, self *value.Instance, all *value.Dict, a args) (value.Value, error)) {
	method(c, name, params, func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		all, ok := held[*value.Dict](self, "_sections")
		if u := lostINI(self); u != nil || !ok {
			return spread(orNone(unknownOrNil(u))), nil
		}
		return known(t, a, func(a args) (value.Value, error) {
			return lib.told(t, self, func() (value.Value, error) { return f(t, self, all, a) })
		})
	})
}

// sections are the methods about sections, and the parser as a mapping of them.
func (lib *iniLib) sections(c *value.Class) {
	names := func(t *value.Thread, _ *value.Instance, all *value.Dict, _ args) (value.Value, error) {
		return call(t, value.ListClass, all)
	}
	lib.inSections(c, "sections", "", names)
	every := func(t *value.Thread, _ *value.Instance, all *value.Dict, _ args) (value.Value, error) {
		out := []value.Value{value.NewStr("DEFAULT", nil)}
		for _, e := range all.Entries() {
			out = append(out, e.Key)
		}
		return t.NewList(out, nil), nil
	}
	lib.inSections(c, "__iter__", "", every)
	lib.inSections(c, "keys", "", every)
	lib.inSections(c, "__len__", "", func(_ *value.Thread, _ *value.Instance, all *value.Dict, _ args) (value.Value, error) {
		return value.NewInt(int64(len(all.Entries())+1), nil), nil
	})
	lib.inSections(c, "defaults", "", func(_ *value.Thread, self *value.Instance, _ *value.Dict, _ args) (value.Value, error) {
		b, _ := self.NS.Get("_defaults")
		return b.V, nil
	})
	has := func(also string) func(t *value.Thread, self *value.Instance, all *value.Dict, a args) (value.Value, error) {
		return func(_ *value.Thread, _ *value.Instance, all *value.Dict, a args) (value.Value, error) {
			_, ok := all.Get(a[0])
			name, _ := text(a[0])
			return value.NewBool(ok || also != "" && name == also, a[0].Trace()), nil
		}
	}
	lib.inSections(c, "has_section", "section", has(""))
	lib.inSections(c, "__contains__", "key", has("DEFAULT"))
	lib.inSections(c, "has_option", "section, option", func(t *value.Thread, self *value.Instance, _ *value.Dict, a args) (value.Value, error) {
		_, found, err := lib.get(t, self, args{a[0], a[1], value.NewBool(true, nil), nil, value.None()})
		return value.NewBool(found, nil), err
	})
	lib.inSections(c, "options", "section", func(t *value.Thread, self *value.Instance, _ *value.Dict, a args) (value.Value, error) {
		d, err := lib.merged(t, self, a[0])
		if err != nil {
			return nil, err
		}
		return call(t, value.ListClass, d)
	})
	lib.inSections(c, "__getitem__", "key", func(t *value.Thread, self *value.Instance, all *value.Dict, a args) (value.Value, error) {
		name, _ := text(a[0])
		if _, ok := all.Get(a[0]); !ok && name != "DEFAULT" {
			return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", a[0].Trace())
		}
		return lib.proxyOf(t, self, name), nil
	})
	lib.inSections(c, "items", "section=, raw=, vars=", func(t *value.Thread, self *value.Instance, all *value.Dict, a args) (value.Value, error) {
		if a[0] != nil {
			return lib.items(t, self, a[0])
		}
		out := []value.Value{value.NewTuple([]value.Value{value.NewStr("DEFAULT", nil), lib.proxyOf(t, self, "DEFAULT")}, nil)}
		for _, e := range all.Entries() {
			name, _ := text(e.Key)
			out = append(out, value.NewTuple([]value.Value{e.Key, lib.proxyOf(t, self, name)}, nil))
		}
		return t.NewList(out, nil), nil
	})
	lib.changes(c)
}

// changes are the methods that a program calls to change a parser.
func (lib *iniLib) changes(c *value.Class) {
	lib.inSections(c, "add_section", "section", func(t *value.Thread, self *value.Instance, all *value.Dict, a args) (value.Value, error) {
		name, err := wantText(t, a[0], "add_section")
		if err != nil {
			return nil, err
		}
		if _, have := all.GetStr(name); have {
			return nil, lib.raise(t, "DuplicateSectionError", nil)
		}
		if name == "DEFAULT" {
			return nil, t.Raise("ValueError", "Invalid section name: ...")
		}
		lib.open(t, self, name)
		return value.None(), nil
	})
	lib.inSections(c, "set", "section, option, value=", func(t *value.Thread, self *value.Instance, all *value.Dict, a args) (value.Value, error) {
		section, _ := text(a[0])
		if _, have := all.GetStr(section); !have && section != "DEFAULT" {
			return nil, lib.raise(t, "NoSectionError", nil)
		}
		return value.None(), lib.set(t, self, section, a[1], orNone(a[2]))
	})
	lib.inSections(c, "remove_section", "section", func(t *value.Thread, _ *value.Instance, all *value.Dict, a args) (value.Value, error) {
		return value.NewBool(all.Delete(t, a[0]), nil), nil
	})
	lib.inSections(c, "remove_option", "section, option", func(t *value.Thread, self *value.Instance, all *value.Dict, a args) (value.Value, error) {
		section, _ := text(a[0])
		if _, have := all.GetStr(section); !have && section != "DEFAULT" {
			return nil, lib.raise(t, "NoSectionError", nil)
		}
		key, err := lib.optionName(t, self, a[1])
		if err != nil {
			return nil, err
		}
		return value.NewBool(lib.open(t, self, section).Delete(t, key), nil), nil
	})
	method(c, "__setitem__", "key, value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		name, ok := text(a[0])
		if !ok {
			lib.lose(t, self, spread(a[0]))
			return value.None(), nil
		}
		if all, ok := held[*value.Dict](self, "_sections"); ok {
			all.Delete(t, a[0])
		}
		return value.None(), lib.readSection(t, self, name, a[1])
	})
}

func (lib *iniLib) set(t *value.Thread, self *value.Instance, section string, option, v value.Value) error {
	style, _ := held[value.Str](self, "_style")
	if _, ok := text(v); !ok && !(isNone(v) && flagOf(self, "_no_value")) && style.Text() != "" {
		if _, unknown := value.IsUnknown(v); !unknown {
			return t.Raise("TypeError", "option values must be strings")
		}
	}
	key, err := lib.optionName(t, self, option)
	if err == nil {
		lib.open(t, self, section).Set(t, key, v)
	}
	return err
}

// merged are the options of a section, then those that only the defaults have.
func (lib *iniLib) merged(t *value.Thread, self *value.Instance, section value.Value) (*value.Dict, error) {
	name, _ := text(section)
	all, _ := held[*value.Dict](self, "_sections")
	if _, ok := all.GetStr(name); !ok && name != "DEFAULT" {
		return nil, lib.raise(t, "NoSectionError", nil)
	}
	d := t.NewDict(nil)
	defaults, _ := held[*value.Dict](self, "_defaults")
	for _, from := range []*value.Dict{lib.open(t, self, name), defaults} {
		for _, e := range from.Entries() {
			if _, have := d.Get(e.Key); !have {
				d.Set(t, e.Key, e.Value)
			}
		}
	}
	return d, nil
}

// items are (option, value) of a section; here the defaults come first.
func (lib *iniLib) items(t *value.Thread, self *value.Instance, section value.Value) (value.Value, error) {
	if _, err := lib.merged(t, self, section); err != nil {
		return nil, err
	}
	name, _ := text(section)
	order := t.NewDict(nil)
	defaults, _ := held[*value.Dict](self, "_defaults")
	for _, from := range []*value.Dict{defaults, lib.open(t, self, name)} {
		for _, e := range from.Entries() {
			order.Set(t, e.Key, e.Value)
		}
	}
	var out []value.Value
	for _, e := range order.Entries() {
		v, _, err := lib.get(t, self, args{section, e.Key, nil, nil, nil})
		if err != nil {
			return nil, err
		}
		out = append(out, value.NewTuple([]value.Value{e.Key, v}, v.Trace()))
	}
	return t.NewList(out, nil), nil
}

func (lib *iniLib) proxyOf(t *value.Thread, parser *value.Instance, section string) value.Value {
	i := t.NewInstance(lib.proxy)
	i.NS.Set(t, "parser", parser, t.At)
	i.NS.Set(t, "name", value.NewStr(section, nil), t.At)
	return i
}

// proxyClass is a section of a parser as a mapping.
func (lib *iniLib) proxyClass() *value.Class {
	c := value.NewClass("SectionProxy", "configparser")
	onParser := func(name, params string, f func(t *value.Thread, parser *value.Instance, section value.Value, a args) (value.Value, error)) {
		method(c, name, params, func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			parser, ok := held[*value.Instance](self, "parser")
			section, _ := self.NS.Get("name")
			if !ok {
				return unknown(t, "this section is not followed"), nil
			}
			if u := lostINI(parser); u != nil {
				return spread(u), nil
			}
			return lib.told(t, parser, func() (value.Value, error) { return f(t, parser, section.V, a) })
		})
	}
	for name, convert := range lib.converters() {
		onParser(name, "option, fallback=, *, raw=, vars=", func(t *value.Thread, parser *value.Instance, section value.Value, a args) (value.Value, error) {
			return lib.converted(t, parser, args{section, a[0], a[2], a[3], orNone(a[1])}, convert)
		})
	}
	onParser("__getitem__", "key", func(t *value.Thread, parser *value.Instance, section value.Value, a args) (value.Value, error) {
		missing := value.Value(&annotation{})
		v, found, err := lib.get(t, parser, args{section, a[0], nil, nil, missing})
		if err == nil && !found && v == missing {
			return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", a[0].Trace())
		}
		return v, err
	})
	onParser("__contains__", "key", func(t *value.Thread, parser *value.Instance, section value.Value, a args) (value.Value, error) {
		_, found, err := lib.get(t, parser, args{section, a[0], value.NewBool(true, nil), nil, value.None()})
		return value.NewBool(found, nil), err
	})
	onParser("__setitem__", "key, value", func(t *value.Thread, parser *value.Instance, section value.Value, a args) (value.Value, error) {
		name, _ := text(section)
		return value.None(), lib.set(t, parser, name, a[0], a[1])
	})
	onParser("items", "", func(t *value.Thread, parser *value.Instance, section value.Value, _ args) (value.Value, error) {
		d, err := lib.merged(t, parser, section)
		if err != nil {
			return nil, err
		}
		var out []value.Value
		for _, e := range d.Entries() {
			v, _, err := lib.get(t, parser, args{section, e.Key, nil, nil, nil})
			if err != nil {
				return nil, err
			}
			out = append(out, value.NewTuple([]value.Value{e.Key, v}, v.Trace()))
		}
		return t.NewList(out, nil), nil
	})
	for name, view := range map[string]string{"__iter__": "keys", "keys": "keys", "__len__": "__len__"} {
		onParser(name, "", func(t *value.Thread, parser *value.Instance, section value.Value, _ args) (value.Value, error) {
			d, err := lib.merged(t, parser, section)
			if err != nil {
				return nil, err
			}
			f, err := value.Attr(t, d, view)
			if err != nil {
				return nil, err
			}
			return call(t, f)
		})
	}
	comparesAsMapping(c)
	return c
}
