package models

import (
	"cmp"
	"slices"
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
	has := lib.lookupSection(self, section) != nil
	if has {
		if v = lib.lookup(t, self, section, key, vars); v != nil {
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
	case !has:
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
		out := []value.Value{value.NewStr(defaultSection, nil)}
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
	lib.inSections(c, "defaults", "", func(t *value.Thread, self *value.Instance, _ *value.Dict, _ args) (value.Value, error) {
		if u := unlisted(t, self); u != nil {
			return u, nil
		}
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
	lib.inSections(c, "__contains__", "key", has(defaultSection))
	lib.inSections(c, "has_option", "section, option", func(t *value.Thread, self *value.Instance, _ *value.Dict, a args) (value.Value, error) {
		switch on, err := isOn(t, a[0], false); {
		case err != nil:
			return nil, err
		case on == value.No: // "" and None are the defaults
			a[0] = value.NewStr(defaultSection, a[0].Trace())
		}
		if _, ok := text(a[0]); !ok {
			return value.NewBool(false, nil), nil
		}
		return lib.hasOption(t, self, a[0], a[1])
	})
	lib.inSections(c, "options", "section", func(t *value.Thread, self *value.Instance, all *value.Dict, a args) (value.Value, error) {
		if _, ok := all.Get(a[0]); !ok {
			return nil, lib.raise(t, "NoSectionError", nil)
		}
		d, err := lib.merged(t, self, a[0])
		if err != nil {
			return nil, err
		}
		if u := unlisted(t, self); u != nil {
			return u, nil
		}
		return call(t, value.ListClass, d)
	})
	lib.inSections(c, "__getitem__", "key", func(t *value.Thread, self *value.Instance, _ *value.Dict, a args) (value.Value, error) {
		name, _ := text(a[0])
		if lib.lookupSection(self, name) == nil {
			return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", a[0].Trace())
		}
		return lib.proxyOf(t, self, name), nil
	})
	lib.inSections(c, "items", "section=, raw=, vars=", func(t *value.Thread, self *value.Instance, all *value.Dict, a args) (value.Value, error) {
		if a[0] != nil {
			return lib.items(t, self, a)
		}
		out := []value.Value{value.NewTuple([]value.Value{value.NewStr(defaultSection, nil), lib.proxyOf(t, self, defaultSection)}, nil)}
		for _, e := range all.Entries() {
			name, _ := text(e.Key)
			out = append(out, value.NewTuple([]value.Value{e.Key, lib.proxyOf(t, self, name)}, nil))
		}
		return t.NewList(out, nil), nil
	})
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
		if name == defaultSection {
			return nil, t.Raise("ValueError", "Invalid section name: ...")
		}
		lib.open(t, self, name)
		return value.None(), nil
	})
	lib.inSections(c, "set", "section, option, value=", func(t *value.Thread, self *value.Instance, _ *value.Dict, a args) (value.Value, error) {
		section, _ := text(a[0])
		return value.None(), lib.set(t, self, section, a[1], orNone(a[2]))
	})
	lib.inSections(c, "remove_section", "section", func(t *value.Thread, _ *value.Instance, all *value.Dict, a args) (value.Value, error) {
		return value.NewBool(all.Delete(t, a[0]), nil), nil
	})
	lib.inSections(c, "remove_option", "section, option", func(t *value.Thread, self *value.Instance, _ *value.Dict, a args) (value.Value, error) {
		section, _ := text(a[0])
		if lib.lookupSection(self, section) == nil {
			return nil, lib.raise(t, "NoSectionError", nil)
		}
		key, err := lib.optionName(t, self, a[1])
		if err != nil {
			return nil, err
		}
		return value.NewBool(lib.open(t, self, section).Delete(t, key), nil), nil
	})
	lib.inSections(c, "__delitem__", "key", func(t *value.Thread, _ *value.Instance, all *value.Dict, a args) (value.Value, error) {
		if name, _ := text(a[0]); name == defaultSection {
			return nil, t.Raise("ValueError", "Cannot remove the default section.")
		}
		if !all.Delete(t, a[0]) {
			return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", a[0].Trace())
		}
		return value.None(), nil
	})
	method(c, "__setitem__", "key, value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		name, ok := text(a[0])
		if !ok {
			lib.lose(t, self, spread(a[0]))
			return value.None(), nil
		}
		if lib.isSection(self, name, a[1]) {
			return value.None(), nil
		}
		if old := lib.lookupSection(self, name); old != nil {
			if _, err := callMethod(t, old, "clear"); err != nil {
				return nil, err
			}
		}
		return value.None(), lib.readSection(t, self, name, a[1])
	})
}

// isSection tells whether a value is the section of that name of the parser itself.
func (lib *iniLib) isSection(parser *value.Instance, name string, v value.Value) bool {
	proxy, ok := v.(*value.Instance)
	if !ok || proxy.Kind != lib.proxy {
		return false
	}
	of, _ := held[*value.Instance](proxy, "parser")
	own, _ := held[value.Str](proxy, "name")
	return of == parser && own.Text() == name && lib.lookupSection(parser, name) != nil
}

// set is set(section, option, value), which checks what only text can stand for.
func (lib *iniLib) set(t *value.Thread, self *value.Instance, section string, option, v value.Value) error {
	if err := lib.wantOption(t, self, v); err != nil {
		return err
	}
	if s, ok := text(v); ok && s != "" {
		if style, _ := held[value.Str](self, "_style"); !interpolates(style.Text(), s) {
			return t.RaiseClass(value.Exceptions()["ValueError"], "invalid interpolation syntax in ...", v.Trace())
		}
	}
	if lib.lookupSection(self, section) == nil {
		return lib.raise(t, "NoSectionError", nil)
	}
	key, err := lib.optionName(t, self, option)
	if err == nil {
		lib.open(t, self, section).Set(t, key, v)
	}
	return err
}

// wantOption refuses what is no text as the value of an option, where the parser is not raw.
func (lib *iniLib) wantOption(t *value.Thread, self *value.Instance, v value.Value) error {
	if flagOf(self, "_raw") || isNone(v) && flagOf(self, "_no_value") {
		return nil
	}
	if _, ok := text(v); ok {
		return nil
	}
	if _, ok := value.IsUnknown(v); ok {
		return nil
	}
	return value.Blame(t.Raise("TypeError", "option values must be strings"), v)
}

// hasOption tells whether a section or the defaults have an option.
func (lib *iniLib) hasOption(t *value.Thread, self *value.Instance, section, option value.Value) (value.Value, error) {
	v, found, err := lib.get(t, self, args{section, option, value.NewBool(true, nil), nil, value.None()})
	if u, unknown := value.IsUnknown(v); unknown && err == nil && len(u.Needs) > 0 {
		return typed(u, value.BoolClass), nil
	}
	return value.NewBool(found, nil), err
}

// unlisted is what a list of options is where the defaults are os.environ, which has more
// than is known, in an order that is not; nil for other defaults.
func unlisted(t *value.Thread, self *value.Instance) *value.Unknown {
	if _, ok := held[*value.Environ](self, "_environ"); !ok {
		return nil
	}
	return unknown(t, "the environment holds variables that no input names")
}

// merged are the options of a section, then those that only the defaults have.
func (lib *iniLib) merged(t *value.Thread, self *value.Instance, section value.Value) (*value.Dict, error) {
	name, _ := text(section)
	if lib.lookupSection(self, name) == nil {
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

// items are items(section, raw, vars): (option, value), here the defaults come first.
func (lib *iniLib) items(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	if _, err := lib.merged(t, self, a[0]); err != nil {
		return nil, err
	}
	if u := unlisted(t, self); u != nil {
		return u, nil
	}
	name, _ := text(a[0])
	order := t.NewDict(nil)
	defaults, _ := held[*value.Dict](self, "_defaults")
	for _, from := range []*value.Dict{defaults, lib.open(t, self, name)} {
		for _, e := range from.Entries() {
			order.Set(t, e.Key, e.Value)
		}
	}
	pairs, err := lib.pairs(t, self, order, args{a[0], nil, a[1], a[2], nil})
	if raw, wrong := isOn(t, a[1], false); err != nil || wrong != nil || raw == value.Yes {
		return pairs, cmp.Or(err, wrong)
	}
	return lib.withoutNone(t, self, pairs), nil
}

// withoutNone are the items of a section where each option without a value is
// interpolated, which gives "".
func (lib *iniLib) withoutNone(t *value.Thread, self *value.Instance, pairs *value.List) value.Value {
	if style, _ := held[value.Str](self, "_style"); style.Text() == "" {
		return pairs
	}
	out := slices.Clone(pairs.Elems())
	for i, p := range out {
		if kv := p.(value.Tuple).Elems; isNone(kv[1]) {
			out[i] = value.NewTuple([]value.Value{kv[0], value.NewStr("", p.Trace())}, p.Trace())
		}
	}
	return t.NewList(out, nil)
}

// pairs are (option, value) of some options; a is what get takes, but for the option.
func (lib *iniLib) pairs(t *value.Thread, self *value.Instance, options *value.Dict, a args) (*value.List, error) {
	var out []value.Value
	for _, e := range options.Entries() {
		a[1] = e.Key
		v, _, err := lib.get(t, self, a)
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
	for _, name := range parser.NS.Names() {
		if strings.HasPrefix(name, "get") { // a converter of its own
			b, _ := parser.NS.Get(name)
			i.NS.Set(t, name, b.V, t.At)
		}
	}
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
		return lib.hasOption(t, parser, section, a[0])
	})
	onParser("__setitem__", "key, value", func(t *value.Thread, parser *value.Instance, section value.Value, a args) (value.Value, error) {
		name, _ := text(section)
		return value.None(), lib.set(t, parser, name, a[0], a[1])
	})
	onParser("__delitem__", "key", func(t *value.Thread, parser *value.Instance, section value.Value, a args) (value.Value, error) {
		d, err := lib.merged(t, parser, section)
		if err != nil {
			return nil, err
		}
		key, err := lib.optionName(t, parser, a[0])
		if err != nil {
			return nil, err
		}
		if _, ok := d.Get(key); !ok {
			return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", a[0].Trace())
		}
		return callMethod(t, parser, "remove_option", section, a[0])
	})
	onParser("items", "", func(t *value.Thread, parser *value.Instance, section value.Value, _ args) (value.Value, error) {
		d, err := lib.merged(t, parser, section)
		if err != nil {
			return nil, err
		}
		if u := unlisted(t, parser); u != nil {
			return u, nil
		}
		return lib.pairs(t, parser, d, args{section, nil, nil, nil, nil})
	})
	for name, view := range map[string]string{"__iter__": "keys", "keys": "keys", "__len__": "__len__"} {
		onParser(name, "", func(t *value.Thread, parser *value.Instance, section value.Value, _ args) (value.Value, error) {
			d, err := lib.merged(t, parser, section)
			if err != nil {
				return nil, err
			}
			if u := unlisted(t, parser); u != nil && view == "__len__" {
				return typed(u, value.IntClass), nil
			} else if u != nil {
				return u, nil
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
