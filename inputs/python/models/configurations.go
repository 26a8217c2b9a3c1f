package models

import (
	"slices"
	"sort"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/python/value"
)

// django-configurations 2: settings are the attributes of a class. The importer
// that puts them into the module is Configure; the values of its classes are in
// configurations_values.go.

// Copies are the files by which a package of a project is known to be a copy of a library
// that its model has to stand for: what the importer of django-configurations does to the
// settings when they have run, no source of theirs calls.
func Copies() map[string][]string {
	return map[string][]string{"configurations": {"base.py", "importer.py", "values.py"}}
}

func configurationsModules() map[string]maker {
	starter := func(name string) maker {
		return func(*value.Thread) value.Value {
			m := value.NewModule(name, "")
			m.Func("install", inert)
			m.Define("installed", value.NewBool(true, nil))
			m.Fallback = func(t *value.Thread, attr string) (value.Value, error) {
				return value.NewBuiltin(attr, unknownCall(name+"."+attr+" is not followed")), nil
			}
			return m
		}
	}
	out := map[string]maker{"configurations": configurationsModule, "configurations.base": configurationsModule, "configurations.values": valuesModule}
	for _, name := range []string{"importer", "wsgi", "asgi", "management"} {
		out["configurations."+name] = starter("configurations." + name)
	}
	return out
}

func configurationsModule(t *value.Thread) value.Value {
	m := packageOf("configurations", "values", "importer", "base")(t).(*value.Module)
	m.Func("setup", inert)
	m.Func("load_ipython_extension", inert)
	m.Define("Configuration", configurationClass(t))
	m.Func("pristinemethod", loose("pristinemethod", "func", func(_ *value.Thread, a args) (value.Value, error) {
		return &pristine{value.StaticMethod{Func: a[0]}}, nil
	}))
	return m
}

// pristine is a function that Configure leaves as it is.
type pristine struct{ value.StaticMethod }

// Get gives the function, still marked.
func (p *pristine) Get(*value.Thread, value.Value, *value.Class) (value.Value, error) { return p, nil }

// With returns the function.
func (p *pristine) With(*value.Trace) value.Value { return p }

// undefaultedByClass are the defaults of Django that a Configuration does not take over (base.py).
var undefaultedByClass = []string{"DEFAULT_HASHING_ALGORITHM", "DEFAULT_CONTENT_TYPE", "FILE_CHARSET", "DEFAULT_AUTO_FIELD",
	"PASSWORD_RESET_TIMEOUT_DAYS", "DEFAULT_FILE_STORAGE", "STATICFILES_STORAGE"}

// lostByClass are the names that 2.3 and 2.3.1 take away from every Configuration.
var lostByClass = undefaultedByClass[:5]

// configurationClass is the class Configuration. Its metaclass copies Django's
// defaults and the settings of all bases into every class, the first base over the others.
func configurationClass(t *value.Thread) *value.Class {
	meta := value.NewClass("ConfigurationBase", configurationBase, value.TypeClass)
	meta.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		cls, ok := c.Args[0].(*value.Class)
		if !ok {
			return value.None(), nil
		}
		return value.None(), inheritSettings(t, cls)
	})
	base := value.NewClass("Configuration", configurationBase)
	base.Meta = meta
	for name, v := range globalSettings(t) {
		if !slices.Contains(undefaultedByClass, name) {
			base.NS.Set(nil, name, v, value.Place{})
		}
	}
	base.NS.Set(nil, "DOTENV_LOADED", value.None(), value.Place{})
	for name, f := range map[string]func(*value.Thread, *value.Class) error{
		"load_dotenv": loadDotenvOf, "pre_setup": preSetup, "setup": setupClass,
		"post_setup": func(*value.Thread, *value.Class) error { return nil },
	} {
		method := value.NewBuiltin(name, loose(name, "cls", func(t *value.Thread, a args) (value.Value, error) {
			cls, ok := a[0].(*value.Class)
			if !ok {
				return spread(a[0]), nil
			}
			return value.None(), f(t, cls)
		}))
		base.NS.Set(nil, name, &value.ClassMethod{Func: method}, value.Place{})
	}
	return base
}

func inheritSettings(t *value.Thread, cls *value.Class) error {
	own := map[string]bool{}
	if packageBelow(t, "configurations", 2, 3, 2) && !packageBelow(t, "configurations", 2, 3) {
		for _, name := range lostByClass { // even where the class sets it
			cls.NS.Delete(t, name)
			own[name] = true
		}
	}
	for _, name := range cls.NS.Names() {
		own[name] = true
	}
	for _, base := range slices.Backward(cls.Bases) {
		for _, name := range settingNames(base) {
			if own[name] {
				continue
			}
			v, err := value.Attr(t, base, name)
			if err != nil {
				return err
			}
			b, _, _ := base.Lookup(name)
			cls.NS.Set(t, name, v, b.At)
		}
	}
	return nil
}

// settingNames are the upper-case names that a class and its bases bind, sorted.
func settingNames(cls *value.Class) []string {
	var out []string
	for _, k := range cls.MRO() {
		if k.NS == nil {
			continue
		}
		for _, name := range k.NS.Names() {
			if name == strings.ToUpper(name) && !strings.HasPrefix(name, "_") {
				out = append(out, name)
			}
		}
	}
	sort.Strings(out)
	return slices.Compact(out)
}

func preSetup(t *value.Thread, cls *value.Class) error {
	loaded, err := value.Attr(t, cls, "DOTENV_LOADED")
	if err != nil || !isNone(loaded) {
		return err
	}
	f, err := value.Attr(t, cls, "load_dotenv")
	if err == nil {
		_, err = call(t, f)
	}
	return err
}

// setupClass makes the values of the class's Value attributes.
func setupClass(t *value.Thread, cls *value.Class) error {
	var first error
	for _, name := range settingNames(cls) {
		b, _, _ := cls.Lookup(name)
		i, ok := b.V.(*value.Instance)
		if !ok || !isConfigurationValue(i) {
			continue
		}
		set := func(name string, v value.Value) { cls.NS.Set(t, name, v, b.At) }
		if err := setupValue(t, cls, i, name, set); err != nil {
			first = firstRaised(first, err)
			set(name, unknown(t, "the value of "+name+" could not be made"))
		}
	}
	return first
}

// firstRaised keeps the first of two errors, and any that ends the interpretation.
func firstRaised(first, err error) error {
	if _, raised := err.(*value.Raised); first == nil || !raised {
		return err
	}
	return first
}

// Configure does to a settings module that has run what the importer of
// django-configurations does: it binds the settings of the class that
// DJANGO_CONFIGURATION names. A module without such classes stays as it is. It
// goes on after an exception, and returns the first. What Django then raises of TEMPLATE_DIRS,
// and django.setup() of LOGGING, is returned too.
func Configure(t *value.Thread, m *value.Module) error {
	if err := configureClass(t, m); err != nil {
		return err
	}
	openListed(t, m)
	if err := olderTemplates(t, m); err != nil {
		return err
	}
	return setupLogging(t, m)
}

// openListed opens a module that says itself which names it has (PEP 562): Django asks dir()
// for the names of the settings.
func openListed(t *value.Thread, m *value.Module) {
	if b, ok := m.NS.Get("__dir__"); ok {
		m.NS.Open(t, unknown(t, "the settings module makes its list of names when it is asked", b.V.Trace()))
	}
}

// olderTemplates refuses a TEMPLATE_DIRS that is no list or tuple: Django still looks at its
// type, and has no use for it since 1.10. The other lists are for policies.
func olderTemplates(t *value.Thread, m *value.Module) error {
	dirs, ok := m.NS.Get("TEMPLATE_DIRS")
	version, _ := t.Host.Package("django")
	if !ok || version == "" || versionBelow(version, 1, 10) {
		return nil
	}
	switch v := value.Underlying(dirs.V).(type) {
	case value.Str, value.Int, value.Bool, value.NoneValue, *value.Dict, *value.Set:
		wrong, _ := attribute(t, "django.core.exceptions", "ImproperlyConfigured").(*value.Class)
		at := t.At
		defer func() { t.At = at }()
		t.At = dirs.At
		return t.RaiseClass(wrong, "The TEMPLATE_DIRS setting must be a list or a tuple.", value.Merge(v.Trace(), dirs.Control))
	}
	return nil
}

// configureClass is Configure without what Django does next.
func configureClass(t *value.Thread, m *value.Module) error {
	dynaconfStandsIn(t, m)
	if !configurable(m) {
		openUnfollowed(t, m)
		return nil
	}
	v, absent := t.Environ.Lookup(t, configurationVariable)
	t.Reads = append(t.Reads, value.VariableRead{Name: configurationVariable, At: t.At})
	if assumed(v, configurationVariable) { // what code falls back to is in force where the target has it, which assumes nothing
		v, absent = nil, v.Trace()
	}
	if v == nil {
		wrong, _ := attribute(t, "django.core.exceptions", "ImproperlyConfigured").(*value.Class)
		var err error
		if v, err = t.Demand(configurationVariable, absent, wrong, "Configuration cannot be imported, "+configurationVariable+" is undefined."); err != nil {
			return err
		}
	}
	if u, ok := value.IsUnknown(v); ok {
		m.NS.Open(t, spread(u))
		return nil
	}
	name, _ := text(v)
	return configureWith(t, m, name)
}

// assumed tells whether a value, or nil, rests on a variable's being unset.
func assumed(v value.Value, name string) bool {
	return v != nil && v.Trace() != nil && slices.Contains(v.Trace().Assumes, name)
}

// openUnfollowed opens a module whose settings perhaps come from a class: that which
// DJANGO_CONFIGURATION names derives from one that is not followed, as those of packages
// that build on django-configurations do.
func openUnfollowed(t *value.Thread, m *value.Module) {
	v, _ := t.Environ.Lookup(t, configurationVariable)
	if v == nil {
		return
	}
	name, known := text(v)
	for _, n := range m.NS.Names() {
		b, _ := m.NS.Get(n)
		cls, isClass := b.V.(*value.Class)
		if !isClass || known && n != name {
			continue
		}
		for _, k := range cls.MRO() {
			if k.Unknown != nil {
				m.NS.Open(t, spread(k.Unknown))
				return
			}
		}
	}
}

const configurationVariable = "DJANGO_CONFIGURATION"

// configurable tells whether a module binds a class derived from Configuration.
func configurable(m *value.Module) bool {
	for _, name := range m.NS.Names() {
		b, _ := m.NS.Get(name)
		if cls, ok := b.V.(*value.Class); ok && cls.Module != configurationBase && cls.Meta != nil && cls.Meta.Module == configurationBase {
			return true
		}
	}
	return false
}

const configurationBase = "configurations.base"

func configureWith(t *value.Thread, m *value.Module, name string) error {
	b, ok := m.NS.Get(name)
	cls, isClass := b.V.(*value.Class)
	switch {
	case !ok && m.NS.More() != nil:
		return nil
	case !ok:
		return t.Raise("AttributeError", "Couldn't find configuration '"+name+"' in the settings module")
	case !isClass:
		m.NS.Open(t, unknown(t, "the configuration "+name+" is no class that can be followed", b.V.Trace()))
		return nil
	}
	for _, k := range cls.MRO() {
		if k.Unknown != nil {
			m.NS.Open(t, spread(k.Unknown))
			return nil
		}
	}
	t.At = b.At
	err := callOf(t, cls, "pre_setup")
	for _, step := range []func() error{
		func() error { return callOf(t, cls, "setup") },
		func() error { return bindSettings(t, m, cls) },
		func() error { return callOf(t, cls, "post_setup") },
	} {
		if next := step(); next != nil {
			err = firstRaised(err, next)
		}
	}
	return err
}

func callOf(t *value.Thread, v value.Value, method string) error {
	f, err := value.Attr(t, v, method)
	if err == nil {
		_, err = call(t, f)
	}
	return err
}

// bindSettings binds the upper-case attributes of an instance of the class; what is callable is called.
func bindSettings(t *value.Thread, m *value.Module, cls *value.Class) error {
	obj, err := call(t, cls)
	if err != nil {
		return err
	}
	if u, ok := value.IsUnknown(obj); ok {
		m.NS.Open(t, spread(u))
		return nil
	}
	defaults := globalSettings(t)
	var first error
	for _, name := range settingNames(cls) {
		b, _, _ := cls.Lookup(name)
		v, err := effective(t, m, obj, name, b.At)
		switch {
		case err != nil:
			first = firstRaised(first, err)
			v = unknown(t, "the value of "+name+" could not be made")
		case v == nil, isDefault(t, v, defaults[name]):
			continue
		}
		if b.Control != nil {
			v = v.With(v.Trace().Under(b.Control))
		}
		m.NS.Set(t, name, v, b.At)
	}
	m.NS.Set(t, "CONFIGURATION", value.NewStr(m.Name+"."+cls.Name, nil), t.At)
	return first
}

// effective is the value of one setting; nil where it was bound already.
func effective(t *value.Thread, m *value.Module, obj value.Value, name string, at value.Place) (value.Value, error) {
	v, err := value.Attr(t, obj, name)
	if err != nil || !isFunction(v) {
		return v, err
	}
	if v, err = call(t, v); err != nil {
		return nil, err
	}
	i, ok := v.(*value.Instance)
	if !ok || !isConfigurationValue(i) {
		return v, nil
	}
	return nil, setupValue(t, obj, i, name, func(name string, v value.Value) { m.NS.Set(t, name, v, at) })
}

// isFunction tells whether a setting is called for its value.
func isFunction(v value.Value) bool {
	switch v := v.(type) {
	case *pristine:
		return false
	case *value.BoundMethod, *value.Builtin, *value.Class:
		return true
	case *value.Instance:
		_, _, callable := v.Kind.Lookup("__call__")
		return callable
	}
	return v.Class() == value.FunctionClass
}

// isDefault tells whether a setting is nothing but what Django has anyway.
func isDefault(t *value.Thread, v, def value.Value) bool {
	tr := v.Trace()
	if def == nil || tr == nil || tr.Origin != document.OriginDjangoDefault || len(tr.Assumes) > 0 {
		return false
	}
	_, lost := value.IsUnknown(v)
	return lost || value.Equal(t, v, def) == value.Yes
}

// loadDotenvOf reads the file that DOTENV names, in the grammar of early
// django-environ, whose code it shares but for "export": what is set stays.
func loadDotenvOf(t *value.Thread, cls *value.Class) error {
	b, _, ok := cls.Lookup("DOTENV")
	if !ok {
		return nil
	}
	on, err := value.Truthy(t, b.V)
	if err != nil || on == value.No {
		return err
	}
	path, ok := pathText(b.V)
	if !ok {
		unknownRead(t, value.Doubt(nil, b.V, value.NewUnknown("which env file is read is not known", t.At, nil)), false)
		return nil
	}
	entries, present := envFile(t, path, dotenv.Environ044)
	switch present {
	case value.No:
		wrong, _ := attribute(t, "django.core.exceptions", "ImproperlyConfigured").(*value.Class)
		return t.RaiseClass(wrong, "Couldn't read .env file with the path ...", b.V.Trace())
	case value.Maybe:
		maybeRead(t, path, false)
		return nil
	}
	entries = slices.DeleteFunc(entries, func(e dotenv.Entry) bool { return e.KeyAt.Column > 1 })
	setFrom(t, b.V, entries, dotenv.Environ044, false)
	cls.NS.Set(t, "DOTENV_LOADED", b.V, b.At)
	return nil
}
