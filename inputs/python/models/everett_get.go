package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// everettRequest is one call of a ConfigManager.
type everettRequest struct {
	places      []everettPlace
	parser, def value.Value // def: nil for none
	raises      value.Truth
	skips       bool // an empty text counts as none
}

// everettPlace is a name that one environment is asked for.
type everettPlace struct {
	env  value.Value
	name string
}

// get is ConfigManager.__call__.
func (lib *everettLib) get(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	r := everettRequest{parser: a[6], def: a[2]}
	if r.def == lib.none {
		r.def = nil
	}
	if _, isText := text(r.def); r.def != nil && !isText {
		if u, ok := value.IsUnknown(r.def); ok {
			return spread(u), nil
		}
		return nil, t.RaiseClass(lib.failure, "default value ... is not a string", r.def.Trace())
	}
	skips, err1 := isOn(t, a[3], true)
	raw, err2 := isOn(t, a[8], false)
	raises, err3 := isOn(t, a[7], true)
	places, ok := lib.places(t, self, a)
	if !ok || err1 != nil || err2 != nil || err3 != nil || skips == value.Maybe || raw == value.Maybe {
		return unknown(t, "what this configuration is asked for is not known", traceOf(a)), nil
	}
	r.places, r.skips, r.raises = places, skips == value.Yes, raises
	if raw == value.Yes {
		r.parser = nil
	}
	return lib.find(t, r, 0, nil)
}

// places are what is asked, in order: every environment for the key, then for each alternate key.
func (lib *everettLib) places(t *value.Thread, self *value.Instance, a args) (out []everettPlace, ok bool) {
	keys := []value.Value{a[0]}
	if !isNone(a[4]) {
		more, err := value.Items(t, a[4])
		if err != nil {
			return nil, false
		}
		keys = append(keys, more...)
	}
	namespace, ok := lib.namespace(self, a[1])
	envs, listed := held[*value.List](self, "envs")
	if !ok || !listed {
		return nil, false
	}
	for _, k := range keys {
		key, ok := text(k)
		if !ok {
			return nil, false
		}
		name := strings.Join(append(slices.Clone(namespace), key), "_")
		if root, ok := strings.CutPrefix(key, "root:"); ok {
			name = root
		}
		for _, env := range envs.Elems() {
			out = append(out, everettPlace{env, strings.ToUpper(name)})
		}
	}
	return out, true
}

// namespace is the manager's own, with what follows it.
func (lib *everettLib) namespace(self *value.Instance, more value.Value) (out []string, ok bool) {
	own, ok := held[*value.List](self, "namespace")
	if !ok {
		return nil, false
	}
	parts := slices.Clone(own.Elems())
	switch more := more.(type) {
	case nil, value.NoneValue:
	case value.Str:
		parts = append(parts, more)
	case *value.List:
		parts = append(parts, more.Elems()...)
	default:
		return nil, false
	}
	for _, p := range parts {
		part, ok := text(p)
		if !ok {
			return nil, false
		}
		if part != "" {
			out = append(out, part)
		}
	}
	return out, true
}

// find asks the places from i on, and then takes the default. absent is the trace
// of what was not found before.
func (lib *everettLib) find(t *value.Thread, r everettRequest, i int, absent *value.Trace) (value.Value, error) {
	if i == len(r.places) {
		return lib.otherwise(t, r, absent)
	}
	v, missing := lib.lookup(t, r.places[i], r.def != nil)
	absent = absent.Under(missing)
	if v == nil {
		return lib.find(t, r, i+1, absent)
	}
	v = v.With(v.Trace().Under(absent))
	one := func(v value.Value) (value.Value, error) {
		if r.skips && isEmptyText(v) {
			return lib.find(t, r, i+1, v.Trace())
		}
		return lib.parse(t, r.parser, v)
	}
	return overCast(t, v, r.parser, one)
}

// otherwise is what there is where nothing is found.
func (lib *everettLib) otherwise(t *value.Thread, r everettRequest, absent *value.Trace) (value.Value, error) {
	name := r.places[0].name
	switch {
	case r.def != nil:
		return lib.parse(t, r.parser, t.Default(name, r.def, absent, "everett"))
	case r.raises == value.No:
		return lib.none, nil
	case r.raises == value.Maybe:
		return unknown(t, "whether this raises is not known", absent), nil
	}
	return t.Demand(name, absent, lib.missing, name+" requires a value")
}

// lookup asks one environment; v is nil where it has no such name.
func (lib *everettLib) lookup(t *value.Thread, p everettPlace, defaulted bool) (v value.Value, absent *value.Trace) {
	env, ok := p.env.(*value.Instance)
	if !ok {
		return unknown(t, "this environment of everett is not followed", p.env.Trace()), nil
	}
	switch env.Kind {
	case lib.os:
		v, absent := t.Environ.Lookup(t, p.name)
		t.Reads = append(t.Reads, value.VariableRead{Name: p.name, At: t.At, Default: defaulted})
		if v != nil {
			return t.Read(p.name, v, "everett"), nil
		}
		return nil, absent
	case lib.file:
		r, _ := env.Data.(repository)
		if v, ok := r.values[p.name]; ok {
			return t.Read(p.name, v, "everett"), nil
		}
		if r.unknown != nil {
			return spread(r.unknown), nil
		}
		return nil, nil
	case lib.dict:
		cfg, ok := held[*value.Dict](env, "cfg")
		if !ok {
			return unknown(t, "this environment of everett is not followed", env.Trace()), nil
		}
		v, found := cfg.GetStr(p.name)
		if !found && cfg.More() != nil {
			return spread(cfg.More()), nil
		}
		return v, nil
	}
	return unknown(t, "this environment of everett is not followed", env.Trace()), nil
}

// parse is what the parser makes of a text; what it raises is an InvalidValueError.
func (lib *everettLib) parse(t *value.Thread, parser, v value.Value) (value.Value, error) {
	if parser == nil {
		return v, nil
	}
	out, err := everettParse(t, parser, v)
	if r, ok := err.(*value.Raised); ok && !r.Kind.Is(lib.failure) {
		return nil, t.RaiseClass(lib.invalid, r.Kind.Name+": ...", v.Trace())
	}
	return out, err
}

// everettBool is parse_bool; any other text raises.
func everettBool(t *value.Thread, v value.Value) (value.Value, error) {
	if u, ok := value.IsUnknown(v); ok {
		return typed(u, value.BoolClass), nil
	}
	s, err := wantText(t, v, "parse_bool")
	if err != nil {
		return nil, err
	}
	switch strings.ToLower(s) {
	case "t", "true", "yes", "y", "1", "on":
		return value.NewBool(true, v.Trace()), nil
	case "f", "false", "no", "n", "0", "off":
		return value.NewBool(false, v.Trace()), nil
	}
	return nil, t.RaiseClass(value.Exceptions()["ValueError"], "... is not a valid bool value", v.Trace())
}

// everettParse applies a parser; bool stands for parse_bool.
func everettParse(t *value.Thread, parser, v value.Value) (value.Value, error) {
	if parser == value.Value(value.BoolClass) {
		return everettBool(t, v)
	}
	return call(t, parser, v)
}

// listOfClass is ListOf: a parser for texts between delimiters.
func listOfClass() *value.Class {
	c := value.NewClass("ListOf", "everett.manager")
	method(c, "__init__", "parser, delimiter=, allow_empty=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if a[1] == nil {
			a[1] = value.NewStr(",", nil)
		}
		self.NS.Set(t, "sub_parser", a[0], t.At)
		self.NS.Set(t, "delimiter", a[1], t.At)
		if a[2] == nil {
			a[2] = value.NewBool(true, nil)
		}
		self.NS.Set(t, "allow_empty", a[2], t.At)
		return value.None(), nil
	})
	method(c, "__call__", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return known(t, a, func(a args) (value.Value, error) { return listOf(t, self, a[0]) })
	})
	return c
}

func listOf(t *value.Thread, self *value.Instance, v value.Value) (value.Value, error) {
	parser, _ := self.NS.Get("sub_parser")
	delimiter, ok := held[value.Str](self, "delimiter")
	empty, known := held[value.Bool](self, "allow_empty")
	if !ok || !known {
		return unknown(t, "the options of ListOf are not known", v.Trace()), nil
	}
	s, err := wantText(t, v, "ListOf")
	if err != nil {
		return nil, err
	}
	if s == "" {
		return t.NewList(nil, v.Trace()), nil
	}
	var items []value.Value
	for _, token := range strings.Split(s, delimiter.Text()) {
		token = strings.Trim(token, pythonBlanks)
		if token == "" && !empty.B {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "... can not have empty values", v.Trace())
		}
		item, err := everettParse(t, parser.V, value.NewStr(token, v.Trace()))
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return t.NewList(items, v.Trace()), nil
}

// choiceOfClass is ChoiceOf: a parser for a text that is one of some.
func choiceOfClass() *value.Class {
	c := value.NewClass("ChoiceOf", "everett.manager")
	method(c, "__init__", "parser, choices", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		self.NS.Set(t, "sub_parser", a[0], t.At)
		self.NS.Set(t, "choices", a[1], t.At)
		return value.None(), nil
	})
	method(c, "__call__", "value", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		return known(t, a, func(a args) (value.Value, error) {
			b, _ := self.NS.Get("choices")
			choices, err := value.Items(t, orNone(b.V))
			if err != nil {
				return nil, err
			}
			given, err := wantText(t, a[0], "ChoiceOf")
			if err != nil {
				return nil, err
			}
			found := false
			for _, c := range choices {
				choice, ok := text(c)
				if !ok {
					return unknown(t, "the choices of ChoiceOf are not known", a[0].Trace(), c.Trace()), nil
				}
				found = found || choice == given
			}
			if !found || given == "" {
				return nil, t.RaiseClass(value.Exceptions()["ValueError"], "... is not a valid choice", a[0].Trace())
			}
			parser, _ := self.NS.Get("sub_parser")
			return everettParse(t, parser.V, a[0])
		})
	})
	return c
}
