package models

import (
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/djgate/djgate/inputs/python/value"
)

func formatModules() map[string]maker {
	return map[string]maker{
		"tomllib": tomlModule("tomllib"), "tomli": tomlModule("tomli"), "toml": tomlModule("toml"),
		"yaml": yamlModule, "configparser": configparserModule, "io": ioModule,
		"csv": hollow("csv", "csv is not followed"), "pickle": hollow("pickle", "pickle is not followed"),
	}
}

// tomlModule reads TOML: loads(text) and load(file).
func tomlModule(name string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(name, "")
		broken := value.NewClass("TOMLDecodeError", name, value.Exceptions()["ValueError"])
		m.Define("TOMLDecodeError", broken).Define("TomlDecodeError", broken)
		m.Func("loads", strict("loads", "s, *, parse_float=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			s, err := wantText(t, a[0], "loads")
			if err != nil {
				return nil, err
			}
			return loadTOML(t, s, tr, broken)
		}))
		m.Func("load", strict("load", "fp, *, parse_float=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			if s, ok := text(a[0]); ok { // the package toml takes a path
				content, err := readText(t, s, a[0].Trace())
				return loadContent(t, content, err, broken)
			}
			content, err := readAll(t, a[0])
			return loadContent(t, content, err, broken)
		}))
		return m
	}
}

func loadContent(t *value.Thread, content value.Value, err error, broken *value.Class) (value.Value, error) {
	switch c := content.(type) {
	case value.Str:
		return loadTOML(t, c.Text(), c.Trace(), broken)
	case value.Bytes:
		return loadTOML(t, c.Text(), c.Trace(), broken)
	case *value.Unknown:
		return spread(c), err
	}
	return nil, err
}

func loadTOML(t *value.Thread, s string, tr *value.Trace, broken *value.Class) (value.Value, error) {
	if err := t.Alloc(len(s)); err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := toml.Unmarshal([]byte(s), &tree); err != nil {
		return nil, t.RaiseClass(broken, "invalid TOML", tr)
	}
	return fromGo(t, tree, tr)
}

// fromGo makes a value of what a decoder gives; names are in the order of the alphabet.
func fromGo(t *value.Thread, v any, tr *value.Trace) (value.Value, error) {
	if err := t.Burn(1); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case map[string]any:
		d := t.NewDict(tr)
		for _, name := range sortedNames(v) {
			item, err := fromGo(t, v[name], tr)
			if err != nil {
				return nil, err
			}
			d.Set(t, value.NewStr(name, tr), value.Named(name, item))
		}
		return d, nil
	case []any:
		items := make([]value.Value, len(v))
		for i := range v {
			item, err := fromGo(t, v[i], tr)
			if err != nil {
				return nil, err
			}
			items[i] = item
		}
		return t.NewList(items, tr), nil
	case string:
		return value.NewStr(v, tr), nil
	case bool:
		return value.NewBool(v, tr), nil
	case int64:
		return value.NewInt(v, tr), nil
	case float64:
		return value.NewFloat(v, tr), nil
	case nil:
		return value.None().With(tr), nil
	}
	return unknown(t, "dates and times are not followed", tr), nil
}

// configparserModule reads ini files that are named by a known path.
func configparserModule(t *value.Thread) value.Value {
	m := value.NewModule("configparser", "")
	base := value.NewClass("Error", "configparser", value.Exceptions()["Exception"])
	m.Define("Error", base)
	lib := &iniLib{}
	for name, to := range map[string]**value.Class{"NoSectionError": &lib.noSection, "NoOptionError": &lib.noOption, "ParsingError": &lib.broken} {
		*to = value.NewClass(name, "configparser", base)
		m.Define(name, *to)
	}
	for _, name := range []string{"ConfigParser", "RawConfigParser", "SafeConfigParser"} {
		m.Define(name, lib.class(name))
	}
	m.Fallback = notFollowed("configparser")
	return m
}

type iniLib struct{ noSection, noOption, broken *value.Class }

// iniState is what a parser has read; unknown is set once a file was perhaps read.
type iniState struct {
	file    *iniFile
	unknown *value.Unknown
}

func (lib *iniLib) class(name string) *value.Class {
	c := value.NewClass(name, "configparser")
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok {
			return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
		}
		state := &iniState{file: &iniFile{}}
		if len(c.Args)+len(c.Keywords) > 1 {
			state.unknown = unknown(t, "a ConfigParser with options is not followed")
		}
		self.Data = state
		return value.None(), nil
	})
	method(c, "read", "filenames, encoding=", lib.read)
	method(c, "read_string", "string, source=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return value.None(), lib.add(t, self, a[0])
	})
	method(c, "read_file", "f, source=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		content, err := readAll(t, a[0])
		if err != nil {
			return nil, err
		}
		return value.None(), lib.add(t, self, content)
	})
	for kind, f := range map[string]function{
		"get":        func(_ *value.Thread, c *value.Call) (value.Value, error) { return c.Args[0], nil },
		"getint":     func(t *value.Thread, c *value.Call) (value.Value, error) { return call(t, value.IntClass, c.Args[0]) },
		"getfloat":   func(t *value.Thread, c *value.Call) (value.Value, error) { return call(t, value.FloatClass, c.Args[0]) },
		"getboolean": iniBool,
	} {
		method(c, kind, "section, option, *, raw=, vars=, fallback=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			v, found, err := lib.option(t, self, a)
			if err != nil || !found {
				return v, err
			}
			return known(t, args{v}, func(k args) (value.Value, error) { return f(t, &value.Call{Args: k}) })
		})
	}
	method(c, "has_section", "section", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		s, u, err := lib.section(t, self, a[0])
		if u != nil || err != nil {
			return typedOrNil(u, value.BoolClass), err
		}
		return value.NewBool(s != nil, nil), nil
	})
	method(c, "has_option", "section, option", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, found, err := lib.option(t, self, args{a[0], a[1], nil, nil, value.None()})
		if u, ok := value.IsUnknown(orNone(v)); ok && !found {
			return typed(u, value.BoolClass), nil
		}
		return value.NewBool(found, nil), err
	})
	for _, name := range []string{"__getitem__", "__contains__", "sections", "items", "options", "__iter__"} {
		c.Method(name, unknownCall("sections of a ConfigParser are not followed"))
	}
	return c
}

func (lib *iniLib) state(self *value.Instance) *iniState {
	if s, ok := self.Data.(*iniState); ok {
		return s
	}
	return &iniState{file: &iniFile{}}
}

// read reads one file or several; those that are not there are skipped.
func (lib *iniLib) read(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	names := []value.Value{a[0]}
	if _, ok := pathText(a[0]); !ok {
		items, err := value.Items(t, a[0])
		if err != nil {
			return nil, err
		}
		names = items
	}
	var done []value.Value
	for _, name := range names {
		path, ok := pathText(name)
		content, present := []byte(nil), value.Maybe
		if ok && strings.HasPrefix(path, "/") {
			content, present = t.Host.ReadFile(normPath(path))
		}
		switch present {
		case value.Maybe:
			lib.state(self).unknown = unknown(t, "whether an ini file is there is not known", name.Trace())
		case value.Yes:
			done = append(done, name)
			if err := lib.add(t, self, value.NewStr(string(content), fileTrace(t, path, name.Trace()))); err != nil {
				return nil, err
			}
		}
	}
	return t.NewList(done, nil), nil
}

func (lib *iniLib) add(t *value.Thread, self *value.Instance, content value.Value) error {
	state := lib.state(self)
	s, ok := text(content)
	if !ok {
		state.unknown = spread(orNone(content))
		return nil
	}
	f, err := parseINI(t, s, content.Trace())
	if err != nil {
		return t.RaiseClass(lib.broken, "Source contains parsing errors", content.Trace())
	}
	state.file.defaults.options = append(state.file.defaults.options, f.defaults.options...)
	for _, section := range f.sections {
		into := state.file.open(section.name)
		into.options = append(into.options, section.options...)
	}
	return nil
}

func (lib *iniLib) section(t *value.Thread, self *value.Instance, name value.Value) (*iniSection, *value.Unknown, error) {
	if u, ok := value.IsUnknown(name); ok {
		return nil, spread(u), nil
	}
	state := lib.state(self)
	if state.unknown != nil {
		return nil, state.unknown, nil
	}
	s, err := wantText(t, name, "get")
	return state.file.section(s), nil, err
}

// option finds section, option, ..., fallback; found is false for the fallback and for an unknown.
func (lib *iniLib) option(t *value.Thread, self *value.Instance, a args) (v value.Value, found bool, err error) {
	s, u, err := lib.section(t, self, a[0])
	if u != nil || err != nil {
		return unknownOrNil(u), false, err
	}
	name, ok := text(a[1])
	if !ok {
		return spread(a[1]), false, nil
	}
	if s != nil {
		for _, o := range lib.state(self).file.merged(s.name) {
			if o.name == strings.ToLower(name) {
				v, found = value.Named(name, o.value), true
			}
		}
	}
	switch {
	case found:
		return v, true, nil
	case a[4] != nil:
		return a[4], false, nil
	case s == nil:
		return nil, false, t.RaiseClass(lib.noSection, "No section: ...", nil)
	}
	return nil, false, t.RaiseClass(lib.noOption, "No option ... in section: ...", nil)
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

func ioModule(t *value.Thread) value.Value {
	m := value.NewModule("io", "")
	c := value.NewClass("StringIO", "io")
	method(c, "__init__", "initial_value=, newline=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if a[0] == nil {
			a[0] = value.NewStr("", nil)
		}
		self.NS.Set(t, "_text", a[0], t.At)
		return value.None(), nil
	})
	for _, name := range []string{"read", "getvalue"} {
		method(c, name, "", func(_ *value.Thread, self *value.Instance, _ args) (value.Value, error) {
			b, _ := self.NS.Get("_text")
			return orNone(b.V), nil
		})
	}
	for _, name := range []string{"write", "seek", "close"} {
		c.Method(name, inert)
	}
	m.Define("StringIO", c)
	m.Func("open", openBuiltin)
	m.Fallback = notFollowed("io")
	return m
}
