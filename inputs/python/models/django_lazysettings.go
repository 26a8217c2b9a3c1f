package models

import (
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// django.conf.settings, asked while the settings load (Django 2.2 to 6.0,
// django/conf/__init__.py). The first question makes a Settings of what the module
// binds by then, over Django's defaults: later questions see nothing newer.

// snapshotName is the attribute that holds the Settings, as in LazyObject.
const snapshotName = "_wrapped"

func lazySettings(t *value.Thread) value.Value {
	c := value.NewClass("LazySettings", "django.conf")
	c.Method("__getattr__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		name, ok := text(c.Args[1])
		if !ok {
			return unknown(t, settingsLoading), nil
		}
		return lazySetting(t, c.Args[0].(*value.Instance), name)
	})
	return t.NewInstance(c)
}

const settingsLoading = "settings are read while they load"

func lazySetting(t *value.Thread, self *value.Instance, name string) (value.Value, error) {
	b, loaded := self.NS.Get(snapshotName)
	if name == "configured" && (!loaded || b.V.Class() == value.DictClass) {
		return value.NewBool(loaded, nil), nil
	}
	if !loaded {
		b.V = settingsSoFar(t)
		self.NS.Set(t, snapshotName, b.V, t.At)
	}
	names, ok := b.V.(*value.Dict)
	if !ok || strings.ToUpper(name) != name || strings.HasPrefix(name, "_") {
		return unknown(t, settingsLoading), nil
	}
	v, err := value.Item(t, names, value.NewStr(name, nil))
	if err != nil {
		return nil, t.Raise("AttributeError", "'Settings' object has no attribute '"+name+"'")
	}
	return asRead(t, name, v)
}

// settingsSoFar is a dict of Django's defaults and what the settings module binds;
// anything else where either is not known.
func settingsSoFar(t *value.Thread) value.Value {
	lost := unknown(t, settingsLoading)
	defaults := globalSettings(t)
	if v, _ := t.Environ.Lookup(t, "DJANGO_CONFIGURATION"); v != nil || len(defaults) == 0 {
		return lost
	}
	chosen, _ := t.Environ.Lookup(t, "DJANGO_SETTINGS_MODULE")
	module, ok := text(chosen)
	if !ok {
		return lost
	}
	imported, err := importModule(t, module)
	m, ok := imported.(*value.Module)
	if err != nil || !ok {
		return lost
	}
	return snapshotOf(t, m, defaults)
}

func snapshotOf(t *value.Thread, m *value.Module, defaults map[string]value.Value) value.Value {
	d := t.NewDict(nil)
	for _, name := range slices.Sorted(maps.Keys(defaults)) {
		d.SetStr(t, name, defaults[name].With(defaults[name].Trace().Under(m.NS.Absent(name))))
	}
	for _, name := range m.NS.Names() {
		if strings.ToUpper(name) != name || strings.HasPrefix(name, "_") {
			continue
		}
		b, _ := m.NS.Get(name)
		d.SetStr(t, name, b.V.With(b.V.Trace().Under(b.Control)))
	}
	if more := m.NS.More(); more != nil {
		return value.Doubt(nil, more)
	}
	return d
}

// asRead is what LazySettings.__getattr__ makes of a setting.
func asRead(t *value.Thread, name string, v value.Value) (value.Value, error) {
	switch name {
	case "SECRET_KEY":
		if truth, err := value.Truthy(t, v); err != nil || truth == value.No {
			wrong, _ := attribute(t, "django.core.exceptions", "ImproperlyConfigured").(*value.Class)
			return nil, t.RaiseClass(wrong, "The SECRET_KEY setting must not be empty.", v.Trace())
		}
	case "MEDIA_URL", "STATIC_URL":
		if s, ok := text(v); ok && !strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
			return unknown(t, "the script prefix is not known", v.Trace()), nil
		}
	}
	return v, nil
}
