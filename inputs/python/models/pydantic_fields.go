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

// modelConfig are the options of model_config and of class Config, those of the bases too.
type modelConfig struct {
	cls  *value.Class
	call *value.Call // whose arguments _env_file and the like come first
}

func (c modelConfig) get(name string) value.Value {
	if c.call != nil {
		if v := c.call.Keyword("_" + name); v != nil {
			return v
		}
	}
	for _, k := range c.cls.MRO() {
		if k.NS == nil {
			continue
		}
		if b, ok := k.NS.Get("model_config"); ok {
			d, ok := b.V.(*value.Dict)
			if !ok {
				return spread(b.V)
			}
			if v, ok := d.GetStr(name); ok {
				return v
			}
		}
		if b, ok := k.NS.Get("Config"); ok {
			if inner, ok := b.V.(*value.Class); ok {
				if own, _, ok := inner.Lookup(name); ok {
					return own.V
				}
			}
		}
	}
	return nil
}

func (c modelConfig) text(name string) string { s, _ := text(c.get(name)); return s }

// on tells whether an option is certainly on.
func (c modelConfig) on(t *value.Thread, name string) bool {
	is, err := isOn(t, c.get(name), false)
	return err == nil && is == value.Yes
}

// fields are the fields of a model in their order; an unknown where they are not followed.
func (lib *pydanticLib) fields(t *value.Thread, cls *value.Class) ([]modelField, *value.Unknown) {
	if cls.Unknown != nil {
		return nil, cls.Unknown
	}
	var out []modelField
	for _, name := range modelFieldNames(cls) {
		f := modelField{name: name, schema: lib.fieldSchema(t, cls, name)}
		f.fieldInfo = lib.annotatedInfo(cls, name, f.kind != "")
		if b, _, ok := cls.Lookup(name); ok {
			lib.assigned(&f, b)
		}
		if lib.v1 {
			lib.older(t, cls, &f)
		}
		if f.constrained || !f.fits(f.fieldInfo.limits) || lib.otherwise(t, cls, f.schema) {
			f.schema = schema{}
		}
		f.schema.limits = append(f.schema.limits, f.fieldInfo.limits...)
		out = append(out, f)
	}
	return out, nil
}

// assigned is what a class assigns to the name of a field: a default, or Field with what
// the annotation does not say.
func (lib *pydanticLib) assigned(f *modelField, b value.Binding) {
	said := f.fieldInfo
	f.at = b.At
	if i, ok := b.V.(*value.Instance); ok && i.Kind == lib.field {
		f.fieldInfo, _ = i.Data.(fieldInfo)
		if f.def == nil && f.factory == nil && !f.required {
			f.def, f.factory, f.required = said.def, said.factory, said.required
		}
		if f.alias == nil {
			f.alias = said.alias
		}
		f.checkDefault, f.hidden = f.checkDefault || said.checkDefault, f.hidden || said.hidden
		return
	}
	f.def, f.factory, f.required = b.V, nil, false
	if _, f.required = b.V.(value.EllipsisValue); f.required {
		f.def = nil
	}
}

// otherwise tells whether the options of a model change in a way that is not followed what
// a type takes: all of them with strict, and those that may hold texts with options of texts.
func (lib *pydanticLib) otherwise(t *value.Thread, cls *value.Class, s schema) bool {
	config := modelConfig{cls: cls}
	set := func(name string) bool {
		is, err := isOn(t, config.get(name), false)
		return err != nil || is != value.No
	}
	if set("strict") && !lib.v1 {
		return true
	}
	switch s.kind {
	case "int", "float", "bool", "path", "enum", "literal", "timedelta", "model", "url", "none":
		return false
	}
	names := []string{"str_strip_whitespace", "str_to_lower", "str_to_upper", "str_min_length", "str_max_length", "coerce_numbers_to_str"}
	if lib.v1 {
		names = []string{"anystr_strip_whitespace", "anystr_lower", "anystr_upper", "min_anystr_length", "max_anystr_length"}
	}
	return slices.ContainsFunc(names, set)
}

// fieldSchema is the type of a field, whose names are those of the module that has
// the class.
func (lib *pydanticLib) fieldSchema(t *value.Thread, cls *value.Class, name string) schema {
	globals := t.Globals
	defer func() { t.Globals = globals }()
	for _, k := range cls.MRO() {
		d := annotationSources(k)
		if d == nil {
			continue
		}
		if _, ok := d.GetStr(name); !ok || k.Module == "" {
			continue
		}
		if m, err := importModule(t, k.Module); err == nil {
			if m, ok := m.(*value.Module); ok {
				t.Globals = m.NS
			}
		}
		break
	}
	return lib.schemaOf(t, annotationSource(cls, name), 0)
}

// older is what version 1 adds to a field: None where it may be None and has no
// default, None to its type where that is the default, and the variables that
// Config.fields names.
func (lib *pydanticLib) older(t *value.Thread, cls *value.Class, f *modelField) {
	if f.def == nil && f.factory == nil && !f.required && (f.nullable() || f.schema.name == "Json") {
		f.def = value.None()
	}
	if _, none := f.def.(value.NoneValue); none && f.schema.kind != "" && !f.nullable() {
		args := []schema{f.schema}
		if f.schema.kind == "union" {
			args = slices.Clone(f.schema.args)
		}
		f.schema = schema{kind: "union", args: append(args, schema{kind: "none"})}
	}
	switch all := orNone(modelConfig{cls: cls}.get("fields")).(type) {
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

// modelFieldNames are the names of a class that are fields, those of its bases first.
func modelFieldNames(cls *value.Class) []string {
	var out []string
	for _, k := range slices.Backward(cls.MRO()) {
		d := annotationSources(k)
		if d == nil {
			continue
		}
		for _, e := range d.Entries() {
			name, _ := text(e.Key)
			if strings.HasPrefix(name, "_") || name == "model_config" || slices.Contains(out, name) || isClassVar(annotationSource(k, name)) {
				continue
			}
			out = append(out, name)
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

// isClassVar tells whether an annotation makes no field.
func isClassVar(x syntax.Expr) bool {
	if s, ok := x.(*syntax.Subscript); ok {
		x = s.Value
	}
	switch x := x.(type) {
	case *syntax.Name:
		return x.ID == "ClassVar"
	case *syntax.Attribute:
		return x.Attr == "ClassVar"
	}
	return false
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
