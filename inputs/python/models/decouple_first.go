package models

import "github.com/djgate/djgate/inputs/python/value"

// python-decouple before 3.1, where the repository is asked, which asks the environment
// itself: an env file of 2 wins over that, and an ini file of 2 knows none.

// findFirst is find in these releases.
func (lib *decoupleLib) findFirst(t *value.Thread, self *value.Instance, name string, def value.Value) (value.Value, error) {
	r, err := lib.repositoryOf(t, self)
	if err != nil {
		return nil, err
	}
	var v value.Value
	var absent *value.Trace
	if r.unknown != nil {
		return spread(r.unknown), nil
	}
	if lib.below(3) {
		kept, err := r.get(t, name)
		if err != nil || kept != nil && !(lib.below(2, 3) && r.ini == nil && isEmptyText(kept)) {
			return t.Read(name, orNone(kept), "decouple"), err
		}
	}
	if !lib.below(3) || r.ini == nil {
		v, absent = t.Environ.Lookup(t, name)
		t.Reads = append(t.Reads, value.VariableRead{Name: name, At: t.At, Default: def != nil})
	}
	if v != nil {
		return overCast(t, t.Read(name, v, "decouple"), nil, func(v value.Value) (value.Value, error) { return lib.orKept(t, r, name, v) })
	}
	kept, err := r.get(t, name)
	switch {
	case err != nil:
		return nil, restingError(err, absent)
	case kept != nil && lib.below(3): // which is empty
		return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", kept.Trace().Under(absent))
	case kept != nil:
		return t.Read(name, restingOn(kept, absent), "decouple"), nil
	case def != nil:
		return t.Default(name, def, absent, "decouple"), nil
	}
	return t.DemandText(name, absent, lib.missing, name+" option not found and default value was not defined.")
}

// orKept is a variable or, in 3.0, what its file has for one that is empty.
func (lib *decoupleLib) orKept(t *value.Thread, r repository, name string, v value.Value) (value.Value, error) {
	if file := r.ini != nil || r.values != nil; lib.below(3) || !file || !isEmptyText(v) {
		return v, nil
	}
	kept, err := r.get(t, name)
	switch {
	case err != nil:
		return nil, restingError(err, v.Trace())
	case kept != nil:
		return restingOn(kept, v.Trace()), nil
	case r.ini == nil:
		return nil, t.RaiseClass(value.Exceptions()["KeyError"], "...", v.Trace())
	}
	missing, _ := attribute(t, "configparser", "NoOptionError").(*value.Class)
	return nil, t.RaiseClass(missing, "...", v.Trace())
}
