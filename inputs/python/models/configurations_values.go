package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// configurations.values: a Value knows its default and the name of its variable,
// and to_python makes a setting of the variable's text. Everything is looked up on
// the instance, since projects derive their own values.

// configurationValue marks the instances of Value and of the classes derived from it.
type configurationValue struct{}

func isConfigurationValue(i *value.Instance) bool {
	_, ok := i.Data.(configurationValue)
	return ok
}

func valuesModule(t *value.Thread) value.Value {
	m := value.NewModule("configurations.values", "")
	lib := &valuesLib{m: m}
	lib.base = lib.baseClass()
	m.Define("Value", lib.base)
	lib.scalars()
	lib.sequences()
	lib.validated()
	lib.urls()
	m.Fallback = notFollowed("configurations.values")
	return m
}

// valuesLib is the module of one interpretation.
type valuesLib struct {
	m    *value.Module
	base *value.Class
}

// class defines a class of the module.
func (lib *valuesLib) class(name string, bases ...*value.Class) *value.Class {
	c := value.NewClass(name, "configurations.values", bases...)
	lib.m.Define(name, c)
	return c
}

const valueParams = "default=, environ=, environ_name=, environ_prefix=, environ_required="

func (lib *valuesLib) baseClass() *value.Class {
	c := value.NewClass("Value", "configurations.values")
	for _, name := range []string{"multiple", "late_binding", "environ_required"} {
		c.NS.Set(nil, name, value.NewBool(false, nil), value.Place{})
	}
	c.New = makeValue
	c.Method("__init__", initValue)
	method(c, "full_environ_name", "name", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		name, err := fullEnvironName(t, self, a[0])
		return value.NewStr(name, nil), err
	})
	method(c, "setup", "name", readValue)
	method(c, "to_python", "value", func(_ *value.Thread, _ *value.Instance, a args) (value.Value, error) { return a[0], nil })
	c.NS.Set(nil, "value", &value.Property{Getter: value.NewBuiltin("value", valueOf), Setter: value.NewBuiltin("value", setValue)}, value.Place{})
	method(c, "__str__", "", onValue(value.ToStr))
	method(c, "__repr__", "", onValue(value.ToRepr))
	method(c, "__bool__", "", onValue(value.TruthValue))
	method(c, "__eq__", "other", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		v, err := value.Attr(t, self, "value")
		if err != nil {
			return nil, err
		}
		return value.CompareValue(t, value.Eq, v, a[0])
	})
	return c
}

// onValue is a method that does something to the value itself.
func onValue(f func(*value.Thread, value.Value) (value.Value, error)) func(*value.Thread, *value.Instance, args) (value.Value, error) {
	return func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		v, err := value.Attr(t, self, "value")
		if err != nil {
			return nil, err
		}
		return f(t, v)
	}
}

// makeValue is Value.__new__: a value that needs no name from the class is made at once.
func makeValue(t *value.Thread, cls *value.Class, c *value.Call) (value.Value, error) {
	if c.Open != nil {
		return spread(c.Open), nil
	}
	i := t.NewInstance(cls)
	i.Data = configurationValue{}
	if late := c.Keyword("late_binding"); late != nil {
		i.NS.Set(t, "late_binding", late, t.At)
	}
	if late, err := isOnAttr(t, i, "late_binding"); err != nil || late != value.No {
		return i, err
	}
	init, err := value.Attr(t, i, "__init__")
	if err != nil {
		return nil, err
	}
	if _, err := value.CallValue(t, init, c); err != nil {
		return nil, err
	}
	environ, err := isOnAttr(t, i, "environ")
	if err != nil {
		return nil, err
	}
	decides := "default"
	if environ == value.Yes {
		decides = "environ_name"
	}
	if on, err := isOnAttr(t, i, decides); err != nil || on == value.No {
		return i, err
	}
	name, err := value.Attr(t, i, "environ_name")
	if err != nil {
		return nil, err
	}
	setup, err := value.Attr(t, i, "setup")
	if err != nil {
		return nil, err
	}
	return call(t, setup, name)
}

// isOnAttr is the truth of an attribute.
func isOnAttr(t *value.Thread, i *value.Instance, name string) (value.Truth, error) {
	v, err := value.Attr(t, i, name)
	if err != nil {
		return value.Maybe, err
	}
	return value.Truthy(t, v)
}

// initValue is Value.__init__, which takes and drops any further argument.
func initValue(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok {
		return nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
	}
	given := &value.Call{Args: c.Args[1:min(len(c.Args), 6)], At: c.At, Open: c.Open}
	s := signed("__init__", valueParams)
	for _, k := range c.Keywords {
		if s.index(k.Name) >= 0 {
			given.Keywords = append(given.Keywords, k)
		}
	}
	a, err := s.bind(t, given)
	if err != nil {
		return nil, err
	}
	def := orNone(a[0])
	if inner, ok := def.(*value.Instance); ok && isConfigurationValue(inner) {
		if own, _ := inner.NS.Get("default"); !isNone(own.V) {
			def = own.V
		}
	}
	prefix := a[3]
	if prefix == nil {
		prefix = value.NewStr("DJANGO", nil)
	} else if s, ok := text(prefix); ok {
		prefix = value.NewStr(strings.TrimSuffix(s, "_"), prefix.Trace())
	}
	environ := a[1]
	if environ == nil {
		environ = value.NewBool(true, nil)
	}
	for name, v := range map[string]value.Value{"default": def, "environ": environ, "environ_prefix": prefix,
		"environ_name": orNone(a[2]), "environ_required": orFalse(a[4])} {
		self.NS.Set(t, name, v, t.At)
	}
	return value.None(), nil
}

// fullEnvironName is the name of the variable: PREFIX_NAME.
func fullEnvironName(t *value.Thread, self *value.Instance, name value.Value) (string, error) {
	own, _ := self.NS.Get("environ_name")
	prefix, _ := self.NS.Get("environ_prefix")
	s, _ := text(name)
	out := strings.ToUpper(s)
	if given, ok := text(own.V); ok && given != "" {
		out = given
	}
	if p, ok := text(prefix.V); ok && p != "" {
		out = p + "_" + out
	}
	return out, nil
}

// readValue is Value.setup: the variable, or the default.
func readValue(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	v, err := value.Attr(t, self, "default")
	if err != nil {
		return nil, err
	}
	environ, err := isOnAttr(t, self, "environ")
	if err != nil {
		return nil, err
	}
	if environ != value.No {
		if v, err = fromVariable(t, self, a[0], v); err != nil {
			return nil, err
		}
	}
	self.NS.Set(t, "_value", v, t.At)
	return v, nil
}

func fromVariable(t *value.Thread, self *value.Instance, name, def value.Value) (value.Value, error) {
	full, err := environName(t, self, name)
	if err != nil {
		return nil, err
	}
	required, err := isOnAttr(t, self, "environ_required")
	if err != nil {
		return nil, err
	}
	v, absent := t.Environ.Lookup(t, full)
	t.Reads = append(t.Reads, value.VariableRead{Name: full, At: t.At, Default: required != value.Yes})
	switch {
	case v == nil && required == value.Yes:
		return t.Demand(full, absent, value.Exceptions()["ValueError"], "Value ... is required to be set as the environment variable '"+full+"'")
	case v == nil:
		return t.Default(full, def, absent, "configurations"), nil
	}
	v = t.Read(full, v, "configurations")
	cast := func(v value.Value) (value.Value, error) {
		f, err := value.Attr(t, self, "to_python")
		if err != nil {
			return nil, err
		}
		return call(t, f, v)
	}
	if u, ok := value.IsUnknown(v); ok {
		return value.Over(t, u, cast)
	}
	return cast(v)
}

// environName asks the instance, which may have a full_environ_name of its own.
func environName(t *value.Thread, self *value.Instance, name value.Value) (string, error) {
	f, err := value.Attr(t, self, "full_environ_name")
	if err != nil {
		return "", err
	}
	v, err := call(t, f, name)
	s, _ := text(v)
	return s, err
}

// valueOf is the property value.
func valueOf(t *value.Thread, c *value.Call) (value.Value, error) {
	self, ok := firstInstance(c)
	if !ok {
		return nil, t.Raise("TypeError", "value() missing a required argument: 'self'")
	}
	if b, ok := self.NS.Get("_value"); ok {
		return b.V, nil
	}
	if name, _ := self.NS.Get("environ_name"); !isNone(name.V) && !isEmptyText(name.V) {
		f, err := value.Attr(t, self, "setup")
		if err != nil {
			return nil, err
		}
		if _, err := call(t, f, name.V); err != nil {
			return nil, err
		}
		if b, ok := self.NS.Get("_value"); ok {
			return b.V, nil
		}
	}
	return value.Attr(t, self, "default")
}

func setValue(t *value.Thread, c *value.Call) (value.Value, error) {
	if self, ok := firstInstance(c); ok && len(c.Args) == 2 {
		self.NS.Set(t, "_value", c.Args[1], t.At)
	}
	return value.None(), nil
}

// setupValue is setup_value: it makes the value of one setting of an object and, of a
// value with several, theirs.
func setupValue(t *value.Thread, object value.Value, i *value.Instance, name string, set func(name string, v value.Value)) error {
	f, err := value.Attr(t, i, "setup")
	if err != nil {
		return err
	}
	actual, err := call(t, f, value.NewStr(name, nil))
	if err != nil {
		return err
	}
	v, err := value.Attr(t, i, "value")
	if err != nil {
		return err
	}
	set(name, v)
	multiple, err := isOnAttr(t, i, "multiple")
	if err != nil || multiple != value.Yes {
		return err
	}
	return setSeveral(t, object, actual, set)
}

// emailSettings are what dj_email_url makes of every URL whose scheme it knows.
var emailSettings = []string{"EMAIL_FILE_PATH", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_HOST", "EMAIL_PORT",
	"EMAIL_BACKEND", "EMAIL_USE_TLS", "EMAIL_USE_SSL", "EMAIL_TIMEOUT"}

// setSeveral sets what a value with several settings makes. They rest on what it rests
// on, and so does what the object has of those that another URL would make.
func setSeveral(t *value.Thread, object, actual value.Value, set func(name string, v value.Value)) error {
	if u, ok := value.IsUnknown(actual); ok {
		for _, name := range emailSettings {
			set(name, spread(u))
		}
		return nil
	}
	d, ok := actual.(*value.Dict)
	if !ok {
		return nil
	}
	rests := d.Trace()
	for _, e := range d.Entries() {
		if own, ok := text(e.Key); ok {
			set(own, e.Value.With(e.Value.Trace().Under(rests)))
		}
	}
	for _, name := range emailSettings {
		if _, made := d.GetStr(name); made || rests == nil || len(rests.Assumes) == 0 {
			continue
		}
		v, err := value.Attr(t, object, name)
		if err != nil {
			return err
		}
		set(name, v.With(v.Trace().Under(rests)))
	}
	return nil
}

// superInit calls the base's __init__ without the arguments that the class itself takes.
func superInit(t *value.Thread, c *value.Call, init function, own ...string) (self *value.Instance, options map[string]value.Value, err error) {
	self, ok := firstInstance(c)
	if !ok {
		return nil, nil, t.Raise("TypeError", "__init__() missing a required argument: 'self'")
	}
	options = map[string]value.Value{}
	rest := &value.Call{Args: c.Args, At: c.At, Open: c.Open}
	for _, k := range c.Keywords {
		options[k.Name] = k.Value
	}
	for _, k := range c.Keywords {
		if !containsName(own, k.Name) {
			rest.Keywords = append(rest.Keywords, k)
		}
	}
	_, err = init(t, rest)
	return self, options, err
}

func containsName(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// wrongValue is the ValueError of a text that cannot be interpreted.
func wrongValue(t *value.Thread, v value.Value) error {
	return t.RaiseClass(value.Exceptions()["ValueError"], "Cannot interpret value ...", v.Trace())
}

// secretTrace marks what a SecretValue reads.
func secretOf(v value.Value) value.Value {
	if _, ok := text(v); ok {
		return v.With(v.Trace().Hidden())
	}
	return value.Named("SECRET", v)
}
