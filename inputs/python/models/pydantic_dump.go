package models

import (
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
	for _, k := range self.Kind.MRO() {
		if k.NS == nil || !k.Written {
			continue
		}
		for _, name := range k.NS.Names() {
			b, _ := k.NS.Get(name)
			if _, ok := b.V.(*computedProperty); !ok {
				continue
			}
			v, err := value.Attr(t, self, name)
			if err != nil {
				return err
			}
			if v, err = lib.dumpValue(t, v); err != nil {
				return err
			}
			d.SetStr(t, name, v)
		}
	}
	return nil
}
