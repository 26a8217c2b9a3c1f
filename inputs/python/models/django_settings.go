package models

import (
	"maps"
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// Default is what Django has for a setting that a project does not set. Type is
// Python's name of the type, "" where the versions that the project may use
// differ; Value is plain JSON, in which a list inside a list stands for a tuple.
type Default struct {
	Type  string
	Value any
}

// Defaults is what a value.Host may offer beside its own methods: Django's
// settings by name, for the version in use.
type Defaults interface {
	DjangoDefaults() map[string]Default
}

// globalSettings are the names of django.conf.global_settings; none where the host does not know them.
func globalSettings(t *value.Thread) map[string]value.Value {
	h, ok := t.Host.(Defaults)
	if !ok {
		return nil
	}
	tr := &value.Trace{Origin: document.OriginDjangoDefault}
	out := map[string]value.Value{}
	for name, d := range h.DjangoDefaults() {
		if d.Type == "" {
			u := value.NewUnknown("the default of "+name+" differs between the versions of Django that the project may use", t.At, tr)
			u.Needs = []string{"django"}
			out[name] = u
			continue
		}
		out[name] = plainValue(t, d.Value, tr, 0)
	}
	return out
}

// plainValue makes a value of plain JSON; a list inside a list is a tuple.
func plainValue(t *value.Thread, v any, tr *value.Trace, depth int) value.Value {
	switch v := v.(type) {
	case bool:
		return value.NewBool(v, tr)
	case int64:
		return value.NewInt(v, tr)
	case string:
		return value.NewStr(v, tr)
	case []any:
		items := make([]value.Value, len(v))
		for i, item := range v {
			items[i] = plainValue(t, item, tr, depth+1)
		}
		if depth > 0 {
			return value.NewTuple(items, tr)
		}
		return t.NewList(items, tr)
	case map[string]any:
		d := t.NewDict(tr)
		for _, name := range slices.Sorted(maps.Keys(v)) {
			d.SetStr(t, name, plainValue(t, v[name], tr, depth+1))
		}
		return d
	}
	return value.None().With(tr)
}

// djangoGlobalSettings is django.conf.global_settings.
func djangoGlobalSettings(t *value.Thread) value.Value {
	m := value.NewModule("django.conf.global_settings", "")
	defaults := globalSettings(t)
	for _, name := range slices.Sorted(maps.Keys(defaults)) {
		m.Define(name, defaults[name])
	}
	if len(defaults) == 0 {
		m.NS.Open(t, unknown(t, "the defaults of Django's version are not known"))
	}
	m.Func("gettext_noop", same)
	return m
}
