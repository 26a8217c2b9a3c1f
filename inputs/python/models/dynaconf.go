package models

import "github.com/djgate/djgate/inputs/python/value"

const dynaconfBecause = "dynaconf is not followed"

// dynaconfMark is bound in a settings module that dynaconf stands in for.
const dynaconfMark = "__dynaconf__"

// dynaconfModule is dynaconf, whose own files and rules are not followed.
func dynaconfModule(t *value.Thread) value.Value {
	m := hollow("dynaconf", dynaconfBecause)(t).(*value.Module)
	return m.Func("DjangoDynaconf", djangoDynaconf)
}

// djangoDynaconf puts what the files of dynaconf hold in place of django.conf.settings:
// any name of the module that is named first, else of DJANGO_SETTINGS_MODULE, may be
// another, whatever the module binds afterwards (dynaconf 3,
// contrib/django_dynaconf_v2.py).
func djangoDynaconf(t *value.Thread, c *value.Call) (value.Value, error) {
	u := unknown(t, dynaconfBecause)
	t.Globals.Open(t, u)
	name := c.Keyword("django_settings_module_name")
	if len(c.Args) > 0 {
		name = c.Args[0]
	}
	if isNone(name) {
		name, _ = t.Environ.Lookup(t, "DJANGO_SETTINGS_MODULE")
	}
	known, ok := text(name)
	if !ok {
		return u, nil
	}
	m, err := importModule(t, known)
	if err != nil {
		return nil, err
	}
	if m, ok := m.(*value.Module); ok {
		m.NS.Set(t, dynaconfMark, value.NewBool(true, nil), t.At)
		m.NS.Open(t, u)
	}
	return u, nil
}

// dynaconfStandsIn makes every name of a settings module unknown that dynaconf stands in for.
func dynaconfStandsIn(t *value.Thread, m *value.Module) {
	if _, ok := m.NS.Get(dynaconfMark); ok {
		m.NS.Open(t, unknown(t, dynaconfBecause))
	}
}
