package models

import "github.com/djgate/djgate/inputs/python/value"

// dynaconfModule is dynaconf, whose own files and rules are not followed.
// DjangoDynaconf(__name__) binds what they hold in the module that calls it.
func dynaconfModule(t *value.Thread) value.Value {
	const because = "dynaconf is not followed"
	m := hollow("dynaconf", because)(t).(*value.Module)
	return m.Func("DjangoDynaconf", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		u := unknown(t, because)
		t.Globals.Open(t, u)
		return u, nil
	})
}
