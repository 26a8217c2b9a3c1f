package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// The fields of a model, and what they are made of: the arguments of the call, what
// pydantic_env.go finds, the defaults.

// modelField is one field of a model.
type modelField struct {
	name string
	at   value.Place
	schema
	fieldInfo
}

// modelConfig are the options of model_config or of class Config.
type modelConfig struct {
	t    *value.Thread
	dict *value.Dict
	ns   *value.Namespace
}

func configOfClass(t *value.Thread, cls *value.Class) modelConfig {
	out := modelConfig{t: t}
	if b, _, ok := cls.Lookup("model_config"); ok {
		out.dict, _ = b.V.(*value.Dict)
	}
	if b, _, ok := cls.Lookup("Config"); ok {
		if inner, ok := b.V.(*value.Class); ok {
			out.ns = inner.NS
		}
	}
	return out
}

func (c modelConfig) get(name string) value.Value {
	if c.dict != nil {
		if v, ok := c.dict.GetStr(name); ok {
			return v
		}
	}
	if c.ns != nil {
		if b, ok := c.ns.Get(name); ok {
			return b.V
		}
	}
	return nil
}

func (c modelConfig) text(name string) string { s, _ := text(c.get(name)); return s }

// fields are the fields of a model in their order; an unknown where they are not followed.
func (lib *pydanticLib) fields(t *value.Thread, cls *value.Class) ([]modelField, *value.Unknown) {
	if cls.Unknown != nil {
		return nil, cls.Unknown
	}
	var out []modelField
	for _, name := range modelFieldNames(cls) {
		if strings.HasPrefix(name, "_") || name == "model_config" {
			continue
		}
		f := modelField{name: name, schema: lib.schemaOf(t, annotationSource(cls, name), 0)}
		if b, _, ok := cls.Lookup(name); ok {
			f.def, f.at = b.V, b.At
			if i, ok := b.V.(*value.Instance); ok && i.Kind == lib.field {
				f.fieldInfo, _ = i.Data.(fieldInfo)
			} else if _, f.required = b.V.(value.EllipsisValue); f.required {
				f.def = nil
			}
		}
		if lib.v1 {
			lib.older(t, cls, &f)
		}
		if f.constrained {
			f.schema = schema{}
		}
		out = append(out, f)
	}
	return out, nil
}

// older is what version 1 adds to a field: None where it may be None and has no
// default, and the variables that Config.fields names.
func (lib *pydanticLib) older(t *value.Thread, cls *value.Class, f *modelField) {
	if f.def == nil && f.factory == nil && !f.required && f.nullable() {
		f.def = value.None()
	}
	switch all := orNone(configOfClass(t, cls).get("fields")).(type) {
	case value.NoneValue:
	case *value.Dict:
		own, ok := all.GetStr(f.name)
		if !ok {
			f.constrained = f.constrained || all.More() != nil
			return
		}
		options, ok := own.(*value.Dict)
		if ok {
			f.env, ok = options.GetStr("env")
		}
		f.constrained = f.constrained || !ok || len(options.Entries()) > 1 || options.More() != nil
	default:
		f.constrained = true
	}
}

// modelFieldNames are the annotated names of a class, those of its bases first.
func modelFieldNames(cls *value.Class) []string {
	var out []string
	for _, k := range slices.Backward(cls.MRO()) {
		d := annotationSources(k)
		if d == nil {
			continue
		}
		for _, e := range d.Entries() {
			if name, ok := text(e.Key); ok && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// annotationSources are the sources of a class's own annotations; nil for none.
func annotationSources(cls *value.Class) *value.Dict {
	if cls.NS == nil {
		return nil
	}
	b, _ := cls.NS.Get("__annotation_sources__")
	d, _ := b.V.(*value.Dict)
	return d
}

// annotationSource is the source of a field's annotation; nil where it is not known.
func annotationSource(cls *value.Class, name string) syntax.Expr {
	for _, k := range cls.MRO() {
		d := annotationSources(k)
		if d == nil {
			continue
		}
		if v, ok := d.GetStr(name); ok {
			s, _ := text(v)
			if x, _, err := syntax.ParseExpr("annotation", s); err == nil {
				return x
			}
		}
	}
	return nil
}

// fill is the __init__ of a model.
func (lib *pydanticLib) fill(t *value.Thread, self *value.Instance, c *value.Call) error {
	fields, u := lib.fields(t, self.Kind)
	if u == nil {
		u = lib.notFollowed(t, self.Kind)
	}
	if u == nil {
		u = c.Open
	}
	if u != nil {
		self.NS.Open(t, spread(u))
		return nil
	}
	source, err := lib.sources(t, self.Kind, fields)
	if err != nil {
		return err
	}
	for _, f := range fields {
		v, err := lib.fieldValue(t, self, f, c, source)
		if err != nil {
			return err
		}
		if _, ok := value.IsUnknown(v); !ok {
			v = value.Named(f.name, v)
		}
		self.NS.Set(t, f.name, v, f.at)
	}
	return nil
}

// notFollowed says why a model is not followed: it has sources or checks of its own.
func (lib *pydanticLib) notFollowed(t *value.Thread, cls *value.Class) *value.Unknown {
	for _, name := range []string{"settings_customise_sources", "customise_sources", "__pydantic_init_subclass__"} {
		if _, _, ok := cls.Lookup(name); ok {
			return unknown(t, "the sources of "+cls.Name+" are not followed")
		}
	}
	for _, check := range checksOf(cls, "*") {
		if check.mode == "" {
			return unknown(t, "a validator of "+cls.Name+" is not followed")
		}
	}
	return nil
}

// fieldValue is the value of one field: found, checked and made.
func (lib *pydanticLib) fieldValue(t *value.Thread, self *value.Instance, f modelField, c *value.Call, source *envSource) (value.Value, error) {
	v, err := lib.raw(t, f, c, source)
	if err != nil {
		return nil, err
	}
	make := func(v value.Value) (value.Value, error) { return lib.checked(t, self, f, v) }
	if u, ok := value.IsUnknown(v); ok {
		return value.Over(t, u, make)
	}
	return make(v)
}

// raw is what a field is made of.
func (lib *pydanticLib) raw(t *value.Thread, f modelField, c *value.Call, source *envSource) (value.Value, error) {
	var absent *value.Trace
	switch v := c.Keyword(f.name).(type) {
	case nil:
	case *unset:
		if f.factory == nil && f.def == nil {
			return t.Demand(v.name, v.absent, lib.wrong, "1 validation error: "+f.name+" field required")
		}
		absent = v.absent
	default:
		return v, nil
	}
	if source != nil {
		v, tr, err := source.find(t, f)
		if v != nil || err != nil {
			return v, err
		}
		absent = value.Merge(absent, tr)
	}
	switch {
	case f.factory != nil:
		at := t.At
		v, err := call(t, f.factory)
		t.At = at // what follows is of the model again
		if err != nil {
			return nil, err
		}
		return v.With(v.Trace().Under(absent)), nil
	case f.def != nil && source == nil:
		return restingOn(copyOf(t, f.def), absent), nil
	case f.def != nil:
		return t.Default(source.names(f)[0], copyOf(t, f.def), absent, "pydantic"), nil
	case source == nil:
		return nil, t.RaiseClass(lib.wrong, "1 validation error: field required", nil)
	}
	return t.Demand(source.names(f)[0], absent, lib.wrong, "1 validation error: "+f.name+" field required")
}

// copyOf copies a default that could be changed.
func copyOf(t *value.Thread, v value.Value) value.Value {
	switch v.(type) {
	case *value.List, *value.Dict, *value.Set:
		if f, err := value.Attr(t, v, "copy"); err == nil {
			if out, err := call(t, f); err == nil {
				return out
			}
		}
	}
	return v
}
