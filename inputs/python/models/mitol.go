package models

import (
	"maps"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// mitol-django-common (mitol/common/envs.py): readers of variables that take
// keywords only and refuse to read a variable twice. They read a copy of
// os.environ, taken when the module is imported and anew by reset().

func mitolModules() map[string]maker {
	out := map[string]maker{
		"mitol": packageOf("mitol", "common", "authentication", "digitalcredentials", "olposthog", "mail", "keycloak", "scim", "transcoding", "observability",
			"apigateway", "google_sheets", "google_sheets_deferrals", "google_sheets_refunds", "payment_gateway"),
		"mitol.common":      packageOf("mitol.common", "envs", "settings"),
		"mitol.common.envs": mitolEnvs,

		"mitol.payment_gateway":           packageOf("mitol.payment_gateway", "settings", "constants"),
		"mitol.payment_gateway.constants": gatewayConstants,

		"mitol.observability":                  packageOf("mitol.observability", "settings"),
		"mitol.observability.settings":         packageOf("mitol.observability.settings", "logging"),
		"mitol.observability.settings.logging": mitolLogging,
	}
	all := mitolSettings()
	maps.Copy(all, mitolServices())
	for name, settings := range all {
		out[name] = sinceRelease(name, settings.module(name))
		for pkg := parentName(name); out[pkg] == nil; pkg = parentName(pkg) {
			out[pkg] = packageOf(pkg, strings.TrimPrefix(name, pkg+"."))
		}
	}
	return out
}

// mitolLib is the module of one interpretation.
type mitolLib struct {
	wrong, unparsed *value.Class // ImproperlyConfigured, EnvironmentVariableParseException
}

// mitolParser makes a value of the text of a variable, or of the default.
type mitolParser func(t *value.Thread, v value.Value) (value.Value, error)

func mitolEnvs(t *value.Thread) value.Value {
	m := value.NewModule("mitol.common.envs", "")
	lib := &mitolLib{}
	lib.wrong, _ = attribute(t, "django.core.exceptions", "ImproperlyConfigured").(*value.Class)
	lib.unparsed = value.NewClass("EnvironmentVariableParseException", m.Name, lib.wrong)
	parser := lib.parserClass()
	env := t.NewInstance(parser)
	m.Define("ImproperlyConfigured", lib.wrong).Define("EnvironmentVariableParseException", lib.unparsed)
	m.Define("EnvParser", parser).Define("env", env)
	if _, err := mitolReset(t, env, nil); err != nil {
		return unknown(t, m.Name+" is not followed")
	}
	for _, name := range parser.NS.Names() {
		if bound, err := value.Attr(t, env, name); err == nil && !strings.HasPrefix(name, "_") && name != "reset" {
			m.Define(name, bound)
		}
	}
	m.Fallback = notFollowed(m.Name)
	return m
}

func (lib *mitolLib) parserClass() *value.Class {
	c := value.NewClass("EnvParser", "mitol.common.envs")
	method(c, "__init__", "", mitolReset)
	method(c, "reset", "", mitolReset)
	for _, r := range []struct {
		name  string
		parse mitolParser
	}{
		{"get_string", func(_ *value.Thread, v value.Value) (value.Value, error) { return v, nil }},
		{"get_bool", lib.parseBool}, {"get_int", lib.parseInt}, {"get_list_literal", lib.parseList},
		{"get_delimited_list", lib.parseDelimited}, {"get_crontab_kwargs", lib.parseCrontab},
	} {
		method(c, r.name, "*, name, description, default=, required=, dev_only=, write_app_json=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
			return lib.read(t, self, a[0], orNone(a[2]), r.parse)
		})
	}
	method(c, "get_features", "prefix=", lib.features)
	method(c, "init_app_settings", "*, namespace, site_name, scope=", lib.initApp)
	method(c, "app_namespaced", "setting_key", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		namespace, err := lib.configured(t, self, "APP_SETTINGS_NAMESPACE")
		if err != nil {
			return nil, err
		}
		return known(t, args{namespace, a[0]}, func(k args) (value.Value, error) {
			head, _ := text(k[0])
			tail, _ := text(k[1])
			return value.NewStr(head+"_"+tail, traceOf(k)), nil
		})
	})
	method(c, "get_site_name", "", func(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
		return lib.configured(t, self, "SITE_NAME")
	})
	c.Method("import_settings_modules", lib.importSettings)
	method(c, "__getattr__", "name", func(t *value.Thread, _ *value.Instance, a args) (value.Value, error) {
		name, _ := text(a[0])
		return unknown(t, "EnvParser."+name+" is not followed"), nil
	})
	return c
}

// mitolReset is EnvParser.reset: the environment anew, and no variable read.
func mitolReset(t *value.Thread, self *value.Instance, _ args) (value.Value, error) {
	copied, err := callMethod(t, t.Environ, "copy")
	if err != nil {
		return nil, err
	}
	self.NS.Set(t, "_env", copied, t.At)
	self.NS.Set(t, "_configured_vars", t.NewDict(nil), t.At)
	return value.None(), nil
}

// read is var_parser: a variable, or the default, parsed; ValueError for one that was read before.
func (lib *mitolLib) read(t *value.Thread, self *value.Instance, name, def value.Value, parse mitolParser) (value.Value, error) {
	read, err := value.Attr(t, self, "_configured_vars")
	if err != nil {
		return nil, err
	}
	before, err := value.Compare(t, value.In, name, read)
	if err != nil {
		return nil, err
	}
	if before == value.Yes {
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Environment variable ... was used more than once", name.Trace())
	}
	env, err := value.Attr(t, self, "_env")
	if err != nil {
		return nil, err
	}
	v, err := callMethod(t, env, "get", name, def)
	if err != nil {
		return nil, err
	}
	if v, err = known(t, args{v}, func(k args) (value.Value, error) { return parse(t, k[0]) }); err != nil {
		return nil, err
	}
	return v, value.SetItem(t, read, name, v)
}

// configured is what a variable was read as; ImproperlyConfigured where it was not.
func (lib *mitolLib) configured(t *value.Thread, self *value.Instance, name string) (value.Value, error) {
	read, err := value.Attr(t, self, "_configured_vars")
	if err != nil {
		return nil, err
	}
	v, err := value.Item(t, read, value.NewStr(name, nil))
	if raised, ok := err.(*value.Raised); ok && raised.Kind == value.Exceptions()["KeyError"] {
		return nil, t.RaiseClass(lib.wrong, "... isn't set, add a call to init_app_settings()", raised.Trace)
	}
	return v, err
}

// features is EnvParser.get_features: the booleans whose names begin with the prefix.
func (lib *mitolLib) features(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	prefix := "FEATURE_"
	if a[0] != nil {
		s, ok := text(a[0])
		if !ok {
			return unknown(t, "the prefix of the features is not known", a[0].Trace()), nil
		}
		prefix = s
	}
	env, err := value.Attr(t, self, "_env")
	if err != nil {
		return nil, err
	}
	names, err := value.Items(t, env)
	if err != nil {
		return nil, err
	}
	d := t.NewDict(nil)
	for _, n := range names {
		name, ok := text(n)
		switch {
		case !ok:
			d.Open(t, several(t, "which features are set is not known"))
		case strings.HasPrefix(name, prefix):
			v, err := lib.read(t, self, n, value.NewBool(false, nil), lib.parseBool)
			if err != nil {
				return nil, err
			}
			d.SetStr(t, name[len(prefix):], v)
		}
	}
	return d, nil
}

// initApp is EnvParser.init_app_settings.
func (lib *mitolLib) initApp(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
	for i, name := range []string{"APP_SETTINGS_NAMESPACE", "SITE_NAME"} {
		v, err := lib.read(t, self, value.NewStr(name, nil), a[i], func(_ *value.Thread, v value.Value) (value.Value, error) { return v, nil })
		if err != nil {
			return nil, err
		}
		if err := bindIn(t, a[2], name, value.Binding{V: v, At: t.At}); err != nil {
			return nil, err
		}
	}
	return value.None(), nil
}

// importSettings is EnvParser.import_settings_modules: the upper-case names of the modules.
func (lib *mitolLib) importSettings(t *value.Thread, c *value.Call) (value.Value, error) {
	scope := c.Keyword("scope")
	if c.Open != nil || len(c.Args) == 0 {
		t.Globals.Open(t, unknown(t, "which modules of settings are imported is not known"))
		return value.None(), nil
	}
	for _, name := range c.Args[1:] {
		m, err := known(t, args{name}, func(a args) (value.Value, error) {
			s, err := wantText(t, a[0], "import_module")
			if err != nil {
				return nil, err
			}
			return importModule(t, s)
		})
		if err != nil {
			return nil, err
		}
		if err := exportSettings(t, m, scope); err != nil {
			return nil, err
		}
	}
	return value.None(), nil
}

// exportSettings binds the settings of a module in scope.
func exportSettings(t *value.Thread, v, scope value.Value) error {
	m, ok := v.(*value.Module)
	if !ok {
		t.Globals.Open(t, unknown(t, "the names of a module of settings are not known", v.Trace()))
		return nil
	}
	if more := m.NS.More(); more != nil {
		t.Globals.Open(t, more)
	}
	t.Globals.TakeAbsent(t, m.NS)
	for _, name := range m.NS.Names() {
		if name != strings.ToUpper(name) || name == strings.ToLower(name) {
			continue
		}
		b, _ := m.NS.Get(name)
		if err := bindIn(t, scope, name, b); err != nil {
			return err
		}
	}
	return nil
}

// bindIn binds a name in scope, or in the module that calls where none is given.
func bindIn(t *value.Thread, scope value.Value, name string, b value.Binding) error {
	if scope == nil {
		t.Globals.Take(t, name, b)
		return nil
	}
	return value.SetItem(t, scope, value.NewStr(name, nil), b.V)
}
