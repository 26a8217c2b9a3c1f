package models

import (
	"github.com/djgate/djgate/inputs/python/value"
)

// djp: its plugins are installed packages, which no file of the project lists. They
// add apps and middleware; that they change any other setting is noted.

const djpPlugins = "which plugins of djp are installed is not known"

func djpModule(*value.Thread) value.Value {
	m := value.NewModule("djp", "")
	m.Func("settings", loose("settings", "current_settings", djpSettings))
	m.Func("installed_apps", strict("installed_apps", "", func(t *value.Thread, _ args, _ *value.Trace) (value.Value, error) {
		return t.NewList([]value.Value{value.NewStr("djp", nil), several(t, djpPlugins)}, nil), nil
	}))
	m.Func("middleware", loose("middleware", "current_middleware", func(t *value.Thread, a args) (value.Value, error) {
		return djpMiddleware(t, a[0])
	}))
	m.Fallback = notFollowed("djp")
	return m
}

func djpSettings(t *value.Thread, a args) (value.Value, error) {
	for _, l := range []struct {
		name string
		lay  func(*value.Thread, value.Value) (value.Value, error)
	}{{"INSTALLED_APPS", djpApps}, {"MIDDLEWARE", djpMiddleware}} {
		key := value.NewStr(l.name, nil)
		own, err := value.Item(t, a[0], key)
		if err != nil {
			return nil, err
		}
		with, err := l.lay(t, own)
		if err != nil {
			return nil, err
		}
		if err := value.SetItem(t, a[0], key, with); err != nil {
			return nil, err
		}
	}
	t.Note("plugins-may-change-settings", djpPlugins+"; one may change any setting here", t.At)
	return value.None(), nil
}

func djpApps(t *value.Thread, own value.Value) (value.Value, error) {
	apps, err := value.Items(t, own)
	if err != nil {
		return nil, err
	}
	return t.NewList(append(append([]value.Value{}, apps...), value.NewStr("djp", nil), several(t, djpPlugins)), own.Trace()), nil
}

// djpMiddleware is the middleware with that of plugins before and after it, or between.
func djpMiddleware(t *value.Thread, own value.Value) (value.Value, error) {
	members, err := value.Items(t, own)
	if err != nil {
		return nil, err
	}
	out := []value.Value{several(t, djpPlugins)}
	for _, m := range members {
		out = append(out, m, several(t, djpPlugins))
	}
	return t.NewList(out, own.Trace()), nil
}
