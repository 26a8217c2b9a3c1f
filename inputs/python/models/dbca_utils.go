package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// dbca-utils 2 (dbca_utils/utils.py): a variable that is written as a literal of Python,
// of the type of its default.

func dbcaModules() map[string]maker {
	return map[string]maker{"dbca_utils": packageOf("dbca_utils", "utils"), "dbca_utils.utils": dbcaUtils}
}

func dbcaUtils(*value.Thread) value.Value {
	m := value.NewModule("dbca_utils.utils", "")
	m.Func("env", loose("env", "key, default=, required=, value_type=", dbcaEnv))
	m.Fallback = notFollowed(m.Name)
	return m
}

func dbcaEnv(t *value.Thread, a args) (value.Value, error) {
	if u, ok := value.IsUnknown(a[0]); ok {
		return unknown(t, "the name of a variable is not known: "+u.Because, u.Trace()), nil
	}
	name, err := wantText(t, a[0], "env")
	if err != nil {
		return nil, err
	}
	required, err := isOn(t, a[2], false)
	if err != nil {
		return nil, err
	}
	def := orNone(a[1])
	v, absent := t.Environ.Lookup(t, name)
	t.Reads = append(t.Reads, value.VariableRead{Name: name, At: t.At, Default: !isNone(def) || required != value.Yes})
	switch {
	case v != nil:
		return dbcaRead(t, t.Read(name, v, "dbca_utils"), def, orNone(a[3]))
	case isNone(def) && required != value.No:
		return t.Demand(name, absent, value.Exceptions()["Exception"], "Missing required environment variable ...")
	}
	return t.Default(name, def, absent, "dbca_utils"), nil
}

// dbcaRead is a variable that is set, as the type that is asked for: that of the default,
// unless one is named.
func dbcaRead(t *value.Thread, v, def, kind value.Value) (value.Value, error) {
	if isNone(kind) && !isNone(def) {
		kind = def.Class()
	}
	class, ok := kind.(*value.Class)
	switch u, open := value.IsUnknown(def); {
	case open:
		return spread(u, v), nil
	case !ok && !isNone(kind):
		return spread(kind, v), nil
	}
	cast := func(v value.Value) (value.Value, error) {
		s, _ := text(v)
		literal := literalOrText(t, s, v.Trace())
		if class == nil || literal.Class().Is(class) {
			return literal, nil
		}
		return dbcaCast(t, literal, class)
	}
	var certain value.Value
	if class != nil && class != value.IntClass { // True is an int too
		certain = class
	}
	return overCast(t, v, certain, cast)
}

// dbcaCast turns a literal into another type.
func dbcaCast(t *value.Thread, v value.Value, class *value.Class) (value.Value, error) {
	refused := func() error {
		return t.RaiseClass(value.Exceptions()["Exception"], "... is not supported", v.Trace())
	}
	switch {
	case class.Is(value.StrClass):
		return value.ToStr(t, v)
	case class.Is(value.ListClass), class.Is(value.TupleClass):
		return dbcaItems(t, v, class)
	case class.Is(value.BoolClass):
		s, err := trimmed(t, v)
		if s = strings.ToLower(s); err == nil && s != "" && s != "true" && s != "false" {
			err = refused()
		}
		return value.NewBool(s == "true", v.Trace()), err
	case class.Is(value.IntClass):
		return call(t, value.IntClass, v)
	case class.Is(value.FloatClass):
		return call(t, value.FloatClass, v)
	}
	return nil, refused()
}

// dbcaItems makes a list of a tuple, a tuple of a list, and either of texts between commas.
func dbcaItems(t *value.Thread, v value.Value, class *value.Class) (value.Value, error) {
	base := value.ListClass
	if class.Is(value.TupleClass) {
		base = value.TupleClass
	}
	if kind := v.Class(); kind.Is(value.ListClass) || kind.Is(value.TupleClass) {
		return call(t, base, v)
	}
	s, err := trimmed(t, v)
	if err != nil {
		return nil, err
	}
	var items []string
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return call(t, base, t.NewList(strs(items, v.Trace()), v.Trace()))
}

// trimmed is str(v).strip().
func trimmed(t *value.Thread, v value.Value) (string, error) {
	s, err := value.ToStr(t, v)
	if err != nil {
		return "", err
	}
	shown, _ := text(s)
	return strings.TrimSpace(shown), nil
}
