package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// django-lasuite (lasuite/configuration/values.py): a value of django-configurations
// that NAME_FILE, the path of a file, gives before NAME does.

func lasuiteModules() map[string]maker {
	return map[string]maker{
		"lasuite": packageOf("lasuite", "configuration"), "lasuite.configuration": packageOf("lasuite.configuration", "values"),
		"lasuite.configuration.values": lasuiteValues,
	}
}

func lasuiteValues(t *value.Thread) value.Value {
	m := value.NewModule("lasuite.configuration.values", "")
	base, ok := attribute(t, "configurations.values", "Value").(*value.Class)
	if !ok {
		m.Fallback = notFollowed(m.Name)
		return m
	}
	c := value.NewClass("SecretFileValue", m.Name, base)
	c.NS.Set(nil, "file_suffix", value.NewStr("FILE", nil), value.Place{})
	c.Method("__init__", func(t *value.Thread, call *value.Call) (value.Value, error) {
		self, options, err := superInit(t, call, initValue)
		if suffix := options["file_suffix"]; suffix != nil && err == nil {
			self.NS.Set(t, "file_suffix", suffix, t.At)
		}
		return value.None(), err
	})
	method(c, "setup", "name", readSecretFile)
	m.Define("SecretFileValue", c)
	m.Fallback = notFollowed(m.Name)
	return m
}

// readSecretFile is SecretFileValue.setup.
func readSecretFile(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	environ, err := isOnAttr(t, self, "environ")
	if err != nil || environ == value.No {
		return readSecret(t, self, a, nil)
	}
	full, err := environName(t, self, a[0])
	if err != nil {
		return nil, err
	}
	suffix, err := value.Attr(t, self, "file_suffix")
	if err != nil {
		return nil, err
	}
	word, ok := text(suffix)
	if !ok {
		return unknown(t, "the suffix of a variable is not known", suffix.Trace()), nil
	}
	name := full + "_" + word
	path, absent := t.Environ.Lookup(t, name)
	t.Reads = append(t.Reads, value.VariableRead{Name: name, At: t.At, Default: true})
	if path == nil {
		return readSecret(t, self, a, absent)
	}
	v, err := secretFile(t, self, t.Read(name, path, "lasuite"))
	if err == nil {
		self.NS.Set(t, "_value", v, t.At)
	}
	return v, err
}

// readSecret is the value without a file, which rests on the variable of the file being unset.
func readSecret(t *value.Thread, self *value.Instance, a args, absent *value.Trace) (value.Value, error) {
	v, err := readValue(t, self, a)
	if err != nil {
		return nil, err
	}
	v = v.With(v.Trace().Under(absent))
	self.NS.Set(t, "_value", v, t.At)
	return v, nil
}

// secretFile is what the file holds, without its last newline.
func secretFile(t *value.Thread, self *value.Instance, path value.Value) (value.Value, error) {
	return known(t, args{path}, func(a args) (value.Value, error) {
		name, _ := text(a[0])
		v, err := readText(t, name, a[0].Trace())
		if raisedIs(err, "OSError") {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Path ... does not exist.", path.Trace())
		}
		if s, ok := text(v); ok && err == nil {
			v = value.NewStr(strings.TrimSuffix(s, "\n"), v.Trace())
		}
		if err != nil {
			return nil, err
		}
		f, err := value.Attr(t, self, "to_python")
		if err != nil {
			return nil, err
		}
		return call(t, f, v)
	})
}
