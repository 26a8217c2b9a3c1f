package models

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/value"
)

// The __init__ of a model: what its fields get from the call, from the sources of
// settings (pydantic_env.go) and from their defaults, and the checks over all of it.

// building is one model while it is made.
type building struct {
	lib    *pydanticLib
	self   *value.Instance
	call   *value.Call
	config modelConfig
	fields []modelField
	source *envSource // nil for a plain model
	// data is what a validator before the fields made of it all; nil without one.
	data *value.Dict
	read map[string]reading
}

// reading is what the sources have for a field.
type reading struct {
	v      value.Value
	absent *value.Trace
}

// fill is the __init__ of a model.
func (lib *pydanticLib) fill(t *value.Thread, self *value.Instance, c *value.Call) error {
	b := &building{lib: lib, self: self, call: c, config: modelConfig{cls: self.Kind, call: c}}
	fields, u := lib.fields(t, self.Kind)
	if b.fields = fields; u == nil {
		u = lib.notFollowed(t, self.Kind)
	}
	if u == nil {
		u = c.Open
	}
	if u != nil {
		self.NS.Open(t, spread(u))
		return nil
	}
	var err error
	if b.source, err = lib.sources(t, b.config); err != nil {
		return err
	}
	for _, step := range []func(*value.Thread) error{b.readSources, b.before, b.fillFields, b.extras, b.private, b.postInit, b.after} {
		if err := step(t); err != nil {
			return err
		}
	}
	return nil
}

// readSources asks the sources for every field, before any value is checked.
func (b *building) readSources(t *value.Thread) error {
	if b.source == nil {
		return nil
	}
	b.source.fillUnprefixed(t, b.fields)
	b.read = map[string]reading{}
	for _, f := range b.fields {
		v, absent, err := b.source.find(t, f)
		if err != nil {
			return err
		}
		b.read[f.name] = reading{v, absent}
	}
	if b.source.shares(b.fields) {
		b.share(t)
	}
	return b.source.extras(t, b.config, b.fields)
}

// share reads again what fields have whose names others have too: for pydantic-settings
// each source is a dict, in which the later field replaces what the earlier has put there.
func (b *building) share(t *value.Thread) {
	data := b.source.keyed(t, b.fields)
	for _, f := range b.fields {
		for _, key := range b.source.keys(f) {
			if v, ok := data[key]; ok {
				absent := b.read[f.name].absent
				b.read[f.name] = reading{restingOn(v, absent), absent}
				break
			}
		}
	}
}

// notFollowed says why a model is not followed: it has sources or checks of its own.
func (lib *pydanticLib) notFollowed(t *value.Thread, cls *value.Class) *value.Unknown {
	for _, name := range []string{"settings_customise_sources", "customise_sources", "__pydantic_init_subclass__"} {
		if _, _, ok := cls.Lookup(name); ok {
			return unknown(t, "the sources of "+cls.Name+" are not followed")
		}
	}
	if b, _, ok := cls.Lookup("Config"); ok {
		if config, ok := b.V.(*value.Class); ok {
			for _, name := range []string{"customise_sources", "parse_env_var", "json_loads"} {
				if _, _, own := config.Lookup(name); own {
					return unknown(t, "the sources of "+cls.Name+" are not followed")
				}
			}
		}
	}
	for _, check := range wholeChecks(cls) {
		if check.mode == "" {
			return unknown(t, "a validator of "+cls.Name+" is not followed")
		}
	}
	return nil
}

// fillFields sets every field.
func (b *building) fillFields(t *value.Thread) error {
	for _, f := range b.fields {
		v, err := b.value(t, f)
		if err != nil {
			return err
		}
		if _, ok := value.IsUnknown(v); !ok {
			v = value.Named(f.name, v)
		}
		b.self.NS.Set(t, f.name, v, f.at)
	}
	return nil
}

// value is the value of one field: found, checked and made.
func (b *building) value(t *value.Thread, f modelField) (value.Value, error) {
	v, absent, err := b.supplied(t, f)
	if err != nil {
		return nil, err
	}
	if v == nil {
		if v, err = b.fallback(t, f, absent); err != nil {
			return nil, err
		}
		if (f.def != nil || f.factory != nil) && !b.checksDefault(t, f) {
			return v, nil
		}
	}
	make := func(v value.Value) (value.Value, error) { return b.lib.checked(t, b.self, f, v) }
	if u, ok := value.IsUnknown(v); ok {
		return value.Over(t, u, make)
	}
	return make(v)
}

// checksDefault tells whether a default is validated as what is given is: in
// settings, unless told otherwise, and where a model asks for it.
func (b *building) checksDefault(t *value.Thread, f modelField) bool {
	option := "validate_default"
	if b.lib.v1 {
		option = "validate_all"
	}
	for _, check := range fieldChecks(b.self.Kind, f.name) {
		if check.always {
			return true
		}
	}
	if f.checkDefault {
		return true
	}
	if v := b.config.get(option); v != nil {
		return b.config.on(t, option)
	}
	return b.source != nil
}

// supplied is what a field is given; nil for nothing, and the trace of that.
func (b *building) supplied(t *value.Thread, f modelField) (v value.Value, absent *value.Trace, err error) {
	if b.data != nil {
		return b.fromData(t, f), nil, nil
	}
	for _, name := range b.keys(t, f) {
		switch v := b.call.Keyword(name).(type) {
		case nil:
		case *unset:
			absent = v.absent
			if f.factory == nil && f.def == nil {
				v, err := t.Demand(v.name, v.absent, b.lib.wrong, "1 validation error: "+f.name+" field required")
				return v, nil, err
			}
		default:
			return v, nil, nil
		}
	}
	if b.source == nil {
		return nil, absent, nil
	}
	found := b.read[f.name]
	return found.v, value.Merge(absent, found.absent), nil
}

// keys are the names under which a field is given to the call.
func (b *building) keys(t *value.Thread, f modelField) []string {
	alias := f.alias
	if alias == nil {
		alias = f.callAlias
	}
	out := aliasNames(alias)
	if len(out) == 0 || b.config.on(t, "populate_by_name") || b.config.on(t, "validate_by_name") || b.config.on(t, "allow_population_by_field_name") {
		out = append(out, f.name)
	}
	return out
}

func (b *building) fromData(t *value.Thread, f modelField) value.Value {
	for _, name := range b.keys(t, f) {
		if v, ok := b.data.GetStr(name); ok {
			return v
		}
	}
	if more := b.data.More(); more != nil {
		return spread(more)
	}
	return nil
}

// fallback is what a field has where it is given nothing.
func (b *building) fallback(t *value.Thread, f modelField, absent *value.Trace) (value.Value, error) {
	switch {
	case f.factory != nil:
		at := t.At
		v, err := call(t, f.factory)
		t.At = at // what follows is of the model again
		if err != nil {
			return nil, err
		}
		return restingOn(v, absent), nil
	case f.def != nil && (b.source == nil || absent == nil):
		return restingOn(copyOf(t, f.def), absent), nil
	case f.def != nil:
		return t.Default(b.source.names(f)[0], copyOf(t, f.def), absent, "pydantic"), nil
	case b.source == nil || absent == nil:
		return nil, t.RaiseClass(b.lib.wrong, "1 validation error: "+f.name+" field required", nil)
	}
	return t.Demand(b.source.names(f)[0], absent, b.lib.wrong, "1 validation error: "+f.name+" field required")
}

// extras are the arguments that no field takes: attributes, an error, or nothing.
func (b *building) extras(t *value.Thread) error {
	extra := b.config.text("extra")
	if extra == "" && b.source != nil {
		extra = "forbid"
	}
	if extra != "allow" && extra != "forbid" {
		return nil
	}
	if v := b.foreign(); v != nil && extra == "allow" {
		b.self.NS.Open(t, unknown(t, "which further names of an env file a model takes is not followed", v.Trace()))
	}
	var known []string
	for _, f := range b.fields {
		known = append(known, b.keys(t, f)...)
	}
	for _, k := range b.call.Keywords {
		if b.data != nil || slices.Contains(known, k.Name) || b.source != nil && k.Name[0] == '_' {
			continue
		}
		if extra == "forbid" {
			return t.RaiseClass(b.lib.wrong, "1 validation error: extra inputs are not permitted", k.Value.Trace())
		}
		if !slices.ContainsFunc(b.fields, func(f modelField) bool { return f.name == k.Name }) { // one with an alias
			b.self.NS.Set(t, k.Name, k.Value, t.At)
		}
	}
	return nil
}

// foreign is what the env files of version 2 have that is no field's; nil for nothing.
func (b *building) foreign() value.Value {
	if b.source == nil || b.lib.v1 {
		return nil
	}
	return b.source.foreign(b.fields)
}

// private are the attributes that begin with "_" and have a default of their own.
func (b *building) private(t *value.Thread) error {
	for _, k := range b.self.Kind.MRO() {
		if k.NS == nil || !k.Written {
			continue
		}
		for _, name := range k.NS.Names() {
			held, _ := k.NS.Get(name)
			i, ok := held.V.(*value.Instance)
			if !ok || i.Kind != b.lib.field || name[0] != '_' {
				continue
			}
			info, _ := i.Data.(fieldInfo)
			own := modelField{name: name, at: held.At, fieldInfo: info}
			if info.def == nil && info.factory == nil {
				continue
			}
			v, err := b.fallback(t, own, nil)
			if err != nil {
				return err
			}
			b.self.NS.Set(t, name, v, held.At)
		}
	}
	return nil
}

// postInit calls model_post_init.
func (b *building) postInit(t *value.Thread) error {
	held, _, ok := b.self.Kind.Lookup("model_post_init")
	if !ok || b.lib.v1 {
		return nil
	}
	_, err := call(t, held.V, b.self, value.None())
	return err
}
