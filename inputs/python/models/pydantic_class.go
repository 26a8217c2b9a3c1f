package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

// What pydantic does with the class of a model once its body has run: options that are
// keywords of the class, and attributes without an annotation.

// finish is the metaclass of a model.
func (lib *pydanticLib) finish(t *value.Thread, c *value.Call) (value.Value, error) {
	cls, ok := c.Args[0].(*value.Class)
	if !ok {
		return value.None(), nil
	}
	if len(c.Keywords) > 0 {
		if _, twice := cls.NS.Get("Config"); twice && lib.v1 {
			return nil, t.Raise("TypeError", "Specifying config in two places is ambiguous, use either Config attribute or class kwargs")
		}
		lib.classOptions(t, cls, c.Keywords)
	}
	for _, name := range cls.NS.Names() {
		if err := lib.bare(t, cls, name); err != nil {
			return nil, err
		}
		if err := lib.enforced(t, cls, name); err != nil {
			return nil, err
		}
	}
	return value.None(), nil
}

// enforced refuses, as version 1 does, a limit that the type of a field has no use for.
func (lib *pydanticLib) enforced(t *value.Thread, cls *value.Class, name string) error {
	b, _ := cls.NS.Get(name)
	i, ok := b.V.(*value.Instance)
	if !ok || !lib.v1 || i.Kind != lib.field {
		return nil
	}
	info, _ := i.Data.(fieldInfo)
	for _, l := range info.limits {
		if lib.fieldSchema(t, cls, name).uses(l.name) == value.No {
			return t.RaiseClass(value.Exceptions()["ValueError"], "On field \""+name+"\" the following field constraints are set but not enforced: "+l.name+"...", nil)
		}
	}
	return nil
}

// classOptions puts the keywords of a class into its options, of which they win.
func (lib *pydanticLib) classOptions(t *value.Thread, cls *value.Class, options []value.Keyword) {
	d := t.NewDict(nil)
	if b, ok := cls.NS.Get("model_config"); ok {
		own, ok := b.V.(*value.Dict)
		if !ok {
			return
		}
		d = own
	}
	for _, k := range options {
		d.SetStr(t, k.Name, k.Value)
	}
	cls.NS.Set(t, "model_config", d, t.At)
}

// bare looks at one attribute of a class. Without an annotation version 2 refuses what is
// no method, and version 1 makes a field of the type that the value has.
func (lib *pydanticLib) bare(t *value.Thread, cls *value.Class, name string) error {
	b, _ := cls.NS.Get(name)
	own := annotationSources(cls)
	if name[0] == '_' || name == "model_config" || !lib.isData(b.V) || isClassVar(annotationSource(cls, name)) {
		return nil
	}
	if own != nil {
		if _, annotated := own.GetStr(name); annotated {
			return nil
		}
	}
	if !lib.v1 {
		return lib.refuseBare(t, cls)
	}
	kind, err := lib.inferred(t, cls, name, b.V)
	if err != nil {
		return err
	}
	if own == nil {
		own = t.NewDict(nil)
		cls.NS.Set(t, "__annotation_sources__", own, t.At)
	}
	own.SetStr(t, name, value.NewStr(kind, nil))
	return nil
}

// isData tells whether an attribute would be a field.
func (lib *pydanticLib) isData(v value.Value) bool {
	switch v := v.(type) {
	case value.Str, value.Int, value.Float, value.Bool, value.Bytes, value.NoneValue, value.Tuple, *value.List, *value.Dict, *value.Set:
		return true
	case *value.Instance:
		return v.Kind == lib.field
	case *value.Unknown:
		return lib.v1
	}
	return false
}

func (lib *pydanticLib) refuseBare(t *value.Thread, cls *value.Class) error {
	if version, _ := t.Host.Package("pydantic"); version == "" && !cls.Is(lib.settings) {
		return nil // it may be version 1
	}
	if (modelConfig{cls: cls}).get("ignored_types") != nil {
		return nil
	}
	wrong := value.NewClass("PydanticUserError", "pydantic.errors", value.Exceptions()["TypeError"])
	return t.RaiseClass(wrong, "A non-annotated attribute was detected", nil)
}

// inferred is the annotation that a value stands for, "" where that is not followed. The
// field of a base keeps its type.
func (lib *pydanticLib) inferred(t *value.Thread, cls *value.Class, name string, v value.Value) (string, error) {
	if i, ok := v.(*value.Instance); ok {
		info, _ := i.Data.(fieldInfo)
		v = info.def
	}
	if _, unknown := v.(*value.Unknown); unknown || v == nil {
		return "", nil
	}
	if isNone(v) {
		wrong := value.NewClass("ConfigError", "pydantic.errors", value.Exceptions()["RuntimeError"])
		return "", t.RaiseClass(wrong, "unable to infer type for attribute", nil)
	}
	if annotationSource(cls, name) == nil {
		return v.Class().Name, nil
	}
	held := lib.fieldSchema(t, cls, name)
	for held.optional() != nil {
		held = *held.optional()
	}
	switch held.kind {
	case "list", "set", "tuple", "dict":
		if len(held.args) > 0 {
			held = held.args[len(held.args)-1]
		}
	}
	if held.kind == "" || held.kind == "union" {
		return "", nil
	}
	if of := map[string]*value.Class{"str": value.StrClass, "int": value.IntClass, "float": value.FloatClass, "bool": value.BoolClass,
		"list": value.ListClass, "dict": value.DictClass, "set": value.SetClass, "tuple": value.TupleClass}[held.kind]; of == nil || held.kind == held.name && !v.Class().Is(of) {
		return "", t.RaiseClass(value.Exceptions()["TypeError"], "The type of "+cls.Name+"."+name+" differs from the new default value", nil)
	}
	if held.kind != held.name {
		return "", nil
	}
	return v.Class().Name, nil
}
