package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// What a model shows of itself: model_dump, repr and str.

// computedProperty is a property that model_dump shows too.
type computedProperty struct {
	value.Value
	getter interface {
		Get(t *value.Thread, instance value.Value, owner *value.Class) (value.Value, error)
	}
}

// With returns the same.
func (p *computedProperty) With(*value.Trace) value.Value { return p }

// Get asks the property.
func (p *computedProperty) Get(t *value.Thread, instance value.Value, owner *value.Class) (value.Value, error) {
	return p.getter.Get(t, instance, owner)
}

// computedField is a property of the method or the property that is decorated.
func computedField(t *value.Thread, v value.Value) value.Value {
	if _, ok := v.(interface{ Parameters() ([]string, bool) }); ok {
		v = &value.Property{Getter: v}
	}
	switch p := v.(type) {
	case *value.Property:
		return &computedProperty{p, p}
	case *cachedProperty:
		return &computedProperty{p, p}
	}
	return unknown(t, "computed_field is not followed", v.Trace())
}

// shown is repr(model) without the class: "a=1 b='x'".
func (lib *pydanticLib) shown(t *value.Thread, self *value.Instance, between string) (string, *value.Trace, *value.Unknown, error) {
	if more := self.NS.More(); more != nil {
		return "", nil, spread(more), nil
	}
	fields, u := lib.fields(t, self.Kind)
	if u != nil {
		return "", nil, spread(u), nil
	}
	var parts []string
	tr := self.Trace()
	for _, f := range fields {
		b, ok := self.NS.Get(f.name)
		if !ok || f.hidden {
			continue
		}
		r, err := value.ToRepr(t, b.V)
		if err != nil {
			return "", nil, nil, err
		}
		if u, ok := value.IsUnknown(r); ok {
			return "", nil, spread(u), nil
		}
		s, _ := text(r)
		parts, tr = append(parts, f.name+"="+s), value.Merge(tr, r.Trace())
	}
	return strings.Join(parts, between), tr, nil, nil
}

// defineTexts gives a class of models its repr and str.
func (lib *pydanticLib) defineTexts(c *value.Class) {
	for name, between := range map[string]string{"__repr__": ", ", "__str__": " "} {
		c.Method(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
			self, ok := firstInstance(c)
			if !ok {
				return nil, t.Raise("TypeError", name+"() needs an instance")
			}
			s, tr, u, err := lib.shown(t, self, between)
			switch {
			case err != nil:
				return nil, err
			case u != nil:
				return typed(u, value.StrClass), nil
			case len(fieldsComputed(self.Kind)) > 0:
				return typed(unknown(t, "how a model with computed fields is shown is not followed", tr), value.StrClass), nil
			case name == "__repr__":
				s = self.Kind.Name + "(" + s + ")"
			}
			return value.NewStr(s, tr), nil
		})
	}
}

// fieldsComputed are the names of the computed fields of a class.
func fieldsComputed(cls *value.Class) []string {
	var out []string
	for _, k := range cls.MRO() {
		if k.NS == nil || !k.Written {
			continue
		}
		for _, name := range k.NS.Names() {
			if b, _ := k.NS.Get(name); isComputed(b.V) {
				out = append(out, name)
			}
		}
	}
	return out
}

func isComputed(v value.Value) bool {
	_, ok := v.(*computedProperty)
	return ok
}

// fieldsByName is the attribute of a class that has its fields by their names.
type fieldsByName struct {
	value.Value
	lib *pydanticLib
}

// With returns the same.
func (f *fieldsByName) With(*value.Trace) value.Value { return f }

// Get makes a dict of the names; what a field is, is not followed.
func (f *fieldsByName) Get(t *value.Thread, _ value.Value, owner *value.Class) (value.Value, error) {
	fields, u := f.lib.fields(t, owner)
	if u != nil {
		return spread(u), nil
	}
	d := t.NewDict(nil)
	for _, field := range fields {
		d.SetStr(t, field.name, unknown(t, "the fields of a model are not followed"))
	}
	return d, nil
}

// pairs iterates over the names and values of a model's fields, as dict(model) does.
func (lib *pydanticLib) pairs(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
	if more := self.NS.More(); more != nil {
		return spread(more), nil
	}
	var out []value.Value
	for _, name := range modelFieldNames(self.Kind) {
		if b, ok := self.NS.Get(name); ok {
			out = append(out, value.NewTuple([]value.Value{value.NewStr(name, nil), b.V}, nil))
		}
	}
	return value.NewIterator(value.NewClass("generator", "builtins"), out, self.Trace()), nil
}

// dumpWith is model_dump, or dict, with the options that choose by name or drop None.
func (lib *pydanticLib) dumpWith(t *value.Thread, c *value.Call) (value.Value, error) {
	const because = "model_dump with options is not followed"
	self, ok := firstInstance(c)
	if !ok || len(c.Args) > 1 || c.Open != nil {
		return unknown(t, because), nil
	}
	for _, k := range c.Keywords {
		switch k.Name {
		case "include", "exclude", "exclude_none":
		default:
			return unknown(t, because), nil
		}
	}
	dumped, err := lib.dump(t, self)
	d, ok := dumped.(*value.Dict)
	if err != nil || !ok || len(c.Keywords) == 0 {
		return dumped, err
	}
	without, err := isOn(t, c.Keyword("exclude_none"), false)
	nested := slices.ContainsFunc(d.Entries(), func(e value.Entry) bool { return holdsDicts(e.Value) })
	if err != nil || without == value.Maybe || without == value.Yes && nested {
		return unknown(t, because), err
	}
	out := t.NewDict(d.Trace())
	for _, e := range d.Entries() {
		kept, err := chosenBy(t, e.Key, c)
		_, lost := value.IsUnknown(e.Value)
		switch {
		case err != nil:
			return nil, err
		case kept == value.Maybe, without == value.Yes && lost:
			return unknown(t, because), nil
		case kept == value.Yes && (without == value.No || !isNone(e.Value)):
			out.Set(t, e.Key, e.Value)
		}
	}
	if more := d.More(); more != nil {
		out.Open(t, more)
	}
	return out, nil
}

// holdsDicts tells whether a value is or holds a dict, from which exclude_none takes as well.
func holdsDicts(v value.Value) bool {
	switch v := v.(type) {
	case *value.Dict:
		return true
	case *value.List:
		return slices.ContainsFunc(v.Elems(), holdsDicts)
	case value.Tuple:
		return slices.ContainsFunc(v.Elems, holdsDicts)
	}
	return false
}

// chosenBy tells whether include and exclude leave a name, where both are sets of names.
func chosenBy(t *value.Thread, name value.Value, c *value.Call) (value.Truth, error) {
	for option, want := range map[string]value.Truth{"include": value.Yes, "exclude": value.No} {
		names := c.Keyword(option)
		if isNone(names) {
			continue
		}
		if _, ok := names.(*value.Set); !ok {
			return value.Maybe, nil
		}
		in, err := value.Compare(t, value.In, name, names)
		switch {
		case err != nil || in == value.Maybe:
			return value.Maybe, err
		case in != want:
			return value.No, nil
		}
	}
	return value.Yes, nil
}

// dump is the fields of a model as a dict, those of nested models too.
func (lib *pydanticLib) dump(t *value.Thread, self *value.Instance) (value.Value, error) {
	if err := t.Enter(); err != nil {
		return nil, err
	}
	defer t.Leave()
	d := t.NewDict(self.Trace())
	if more := self.NS.More(); more != nil {
		d.Open(t, more)
	}
	for _, name := range modelFieldNames(self.Kind) {
		b, ok := self.NS.Get(name)
		if !ok {
			continue
		}
		v, err := lib.dumpValue(t, b.V)
		if err != nil {
			return nil, err
		}
		d.SetStr(t, name, v)
	}
	return d, lib.dumpComputed(t, self, d)
}

// dumpValue is a value of a field as model_dump has it.
func (lib *pydanticLib) dumpValue(t *value.Thread, v value.Value) (value.Value, error) {
	switch v := v.(type) {
	case *value.Instance:
		if v.Kind.Is(lib.model) {
			return lib.dump(t, v)
		}
	case *value.List:
		return lib.dumpList(t, v)
	case *value.Dict:
		d := t.NewDict(v.Trace())
		for _, e := range v.Entries() {
			made, err := lib.dumpValue(t, e.Value)
			if err != nil {
				return nil, err
			}
			d.Set(t, e.Key, made)
		}
		if more := v.More(); more != nil {
			d.Open(t, more)
		}
		return d, nil
	}
	return v, nil
}

func (lib *pydanticLib) dumpList(t *value.Thread, v *value.List) (value.Value, error) {
	_, known, err := value.Length(t, v)
	if err != nil {
		return nil, err
	}
	out, changed := make([]value.Value, len(v.Elems())), false
	for i, e := range v.Elems() {
		if out[i], err = lib.dumpValue(t, e); err != nil {
			return nil, err
		}
		_, isModel := e.(*value.Instance)
		changed = changed || isModel
	}
	switch {
	case !changed:
		return v, nil
	case !known:
		return unknown(t, "a list of models is not known", v.Trace()), nil
	}
	return t.NewList(out, v.Trace()), nil
}

// dumpComputed adds the computed fields of version 2.
func (lib *pydanticLib) dumpComputed(t *value.Thread, self *value.Instance, d *value.Dict) error {
	for _, name := range fieldsComputed(self.Kind) {
		v, err := value.Attr(t, self, name)
		if err != nil {
			return err
		}
		if v, err = lib.dumpValue(t, v); err != nil {
			return err
		}
		d.SetStr(t, name, v)
	}
	return nil
}
