package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// attrs, as far as settings ask it for a word that says yes or no; and the constants of
// Django REST framework.

func attrsModules() map[string]maker {
	return map[string]maker{
		"attr.converters":  attrsConvertersModule("attr.converters"),
		"attrs.converters": attrsConvertersModule("attrs.converters"),
		"rest_framework": func(*value.Thread) value.Value {
			m := value.NewModule("rest_framework", "")
			m.Fallback = notFollowed("rest_framework")
			return m.Define("ISO_8601", value.NewStr("iso-8601", nil))
		},
	}
}

func attrsConvertersModule(name string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(name, "")
		m.Func("to_bool", strict("to_bool", "val", attrsBool))
		m.Fallback = notFollowed(name)
		return m
	}
}

// attrsBool is attrs.converters.to_bool, which takes a text, or what is equal to 0 or 1.
func attrsBool(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	refused := func() error {
		return t.RaiseClass(value.Exceptions()["ValueError"], "Cannot convert value to bool: ...", tr)
	}
	if s, ok := text(a[0]); ok {
		on, err := decoupleBool(t, value.NewStr(strings.ToLower(s), tr))
		if err != nil {
			return nil, refused()
		}
		return on, nil
	}
	for n, on := range []bool{false, true} {
		if value.Equal(t, a[0], value.NewInt(int64(n), nil)) == value.Yes {
			return value.NewBool(on, tr), nil
		}
	}
	return nil, refused()
}
