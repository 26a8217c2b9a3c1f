package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// pydantic and pydantic-settings: BaseSettings of pydantic 1 and 2, and the plain
// models that settings nest in it. What a class holds is made of the texts of its
// annotations (pydantic_types.go) and of the environment (pydantic_sources.go).

func pydanticModules() map[string]maker {
	return map[string]maker{
		"pydantic": pydanticModule("pydantic"), "pydantic.v1": pydanticModule("pydantic.v1"), "pydantic_settings": pydanticSettingsModule,
		"pydantic.networks": pydanticModule("pydantic.networks"), "pydantic.types": pydanticModule("pydantic.types"),
		"pydantic.fields": pydanticModule("pydantic.fields"),
	}
}

// pydanticLib is the library of one interpretation, which its modules share.
type pydanticLib struct {
	v1             bool
	oldUnions      bool         // pydantic-settings below 2.2 looks for no nested fields in a union
	preferred      bool         // from 2.7 on, but for 2.13, all that is found for a field is under its first alias
	version        string       // of pydantic 1; "" for another one
	noNames        bool         // below 2.6 populate_by_name is not for variables
	unprefixed     bool         // from 2.2 to 2.10 a field takes a line of the env file without the prefix
	usesBeginnings bool         // below 2.5 a line is a field's that begins with its name
	wrong, broken  *value.Class // ValidationError, SettingsError
	model          *value.Class // BaseModel
	settings       *value.Class // BaseSettings
	secret, url    *value.Class
	urls           map[string]*value.Class // of version 2, by their names
	coreURLs       bool                    // below 2.10 they are those of pydantic_core
	field          *value.Class            // FieldInfo
	info           *value.Class            // ValidationInfo
}

func newPydanticLib(v1 bool) *pydanticLib {
	lib := &pydanticLib{v1: v1, urls: map[string]*value.Class{}}
	lib.wrong = value.NewClass("ValidationError", "pydantic", value.Exceptions()["ValueError"])
	lib.broken = value.NewClass("SettingsError", "pydantic_settings", value.Exceptions()["ValueError"])
	lib.field = value.NewClass("FieldInfo", "pydantic.fields")
	lib.info = value.NewClass("ValidationInfo", "pydantic_core.core_schema")
	lib.secret = secretClass()
	lib.url = urlObjectClass()
	lib.model = lib.modelClass("BaseModel", "pydantic.main")
	lib.settings = lib.modelClass("BaseSettings", "pydantic_settings.main", lib.model)
	return lib
}

// pydanticModule is a module of pydantic, or its copy of version 1 that is in version 2.
func pydanticModule(name string) maker {
	return func(t *value.Thread) value.Value {
		version, _ := t.Host.Package("pydantic")
		lib := newPydanticLib(name == "pydantic.v1" || version != "" && versionBelow(version, 2))
		settings, _ := t.Host.Package("pydantic_settings")
		lib.oldUnions = settings != "" && versionBelow(settings, 2, 2)
		lib.coreURLs = version != "" && versionBelow(version, 2, 10)
		lib.preferred = !lib.v1 && (settings == "" || !versionBelow(settings, 2, 7) && (versionBelow(settings, 2, 13) || !versionBelow(settings, 2, 14)))
		if lib.v1 && name == "pydantic" {
			lib.version = version
		}
		lib.noNames = settings != "" && versionBelow(settings, 2, 6)
		lib.unprefixed = settings != "" && !lib.oldUnions && versionBelow(settings, 2, 11)
		lib.usesBeginnings = settings != "" && versionBelow(settings, 2, 5)
		m := value.NewModule(name, "")
		m.Fallback = func(t *value.Thread, attr string) (value.Value, error) {
			switch {
			case strings.HasPrefix(attr, "__"):
				return nil, nil
			case attr == "BaseSettings":
				return lib.oldSettings(t, version)
			case attr[0] >= 'a' && !strings.HasPrefix(attr, "con"): // a function, but those that make types: conint
				return unknown(t, "pydantic."+attr+" is not followed"), nil
			}
			return &annotation{name: attr, class: value.NewClass("_Annotation", "pydantic")}, nil
		}
		return lib.define(m)
	}
}

// oldSettings is pydantic.BaseSettings, which only version 1 has: where the version
// is not known, the settings load with that one alone.
func (lib *pydanticLib) oldSettings(t *value.Thread, version string) (value.Value, error) {
	if !lib.v1 && version != "" {
		moved := value.NewClass("PydanticImportError", "pydantic.errors", value.Exceptions()["ImportError"])
		return nil, t.RaiseClass(moved, "`BaseSettings` has been moved to the `pydantic-settings` package", nil)
	}
	lib.v1 = true
	return lib.settings, nil
}

func (lib *pydanticLib) define(m *value.Module) *value.Module {
	m.Define("BaseModel", lib.model).Define("ValidationError", lib.wrong).Define("SecretStr", lib.secret)
	m.NS.Set(nil, "__djgate__", &pydanticHandle{lib: lib}, value.Place{})
	m.Func("Field", lib.newField)
	m.Func("PrivateAttr", lib.newField)
	extra := value.NewClass("Extra", "pydantic.config")
	for _, name := range []string{"allow", "ignore", "forbid"} {
		extra.NS.Set(nil, name, value.NewStr(name, nil), value.Place{})
	}
	m.Define("Extra", extra)
	for _, name := range []string{"AliasChoices", "AliasPath"} {
		m.Func(name, func(t *value.Thread, c *value.Call) (value.Value, error) {
			i := t.NewInstance(lib.field)
			i.Data = aliases{name, c.Args}
			return i, nil
		})
	}
	for _, name := range []string{"ConfigDict", "SettingsConfigDict"} {
		m.Func(name, configDict)
	}
	for _, name := range []string{"field_validator", "validator"} {
		m.Func(name, validatorOf(name))
	}
	m.Func("model_validator", modelValidator)
	m.Func("root_validator", rootValidator)
	m.Define("ValidationInfo", lib.info).Define("FieldValidationInfo", lib.info)
	m.Func("computed_field", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if len(c.Args) == 1 {
			return computedField(t, c.Args[0]), nil
		}
		return value.NewBuiltin("computed_field", func(t *value.Thread, c *value.Call) (value.Value, error) {
			if len(c.Args) != 1 {
				return unknown(t, "computed_field is not followed"), nil
			}
			return computedField(t, c.Args[0]), nil
		}), nil
	})
	return m
}

// pydanticHandle is how the modules find the library that they share.
type pydanticHandle struct {
	value.NoneValue
	lib *pydanticLib
}

func pydanticSettingsModule(t *value.Thread) value.Value {
	m := value.NewModule("pydantic_settings", "")
	handle, ok := attribute(t, "pydantic", "__djgate__").(*pydanticHandle)
	if !ok {
		m.NS.Open(t, unknown(t, "pydantic is not followed"))
		return m
	}
	m.Define("BaseSettings", handle.lib.settings)
	if !lacksSettingsName(t, "SettingsError") {
		m.Define("SettingsError", handle.lib.broken)
	}
	m.Func("SettingsConfigDict", configDict)
	m.Fallback = func(t *value.Thread, name string) (value.Value, error) {
		if lacksSettingsName(t, name) {
			return nil, nil
		}
		return notFollowed("pydantic_settings")(t, name)
	}
	return m
}

// settingsNames are the names of pydantic_settings that came with a release.
var settingsNames = map[string][]int{
	"JsonConfigSettingsSource": {2, 2}, "TomlConfigSettingsSource": {2, 2}, "YamlConfigSettingsSource": {2, 2},
	"PyprojectTomlConfigSettingsSource": {2, 3}, "CliSettingsSource": {2, 3}, "SettingsError": {2, 4}, "AzureKeyVaultSettingsSource": {2, 4},
	"get_subcommand": {2, 5}, "CliApp": {2, 6}, "NoDecode": {2, 7}, "ForceDecode": {2, 7},
}

// lacksSettingsName tells whether a name came with a later release than is installed.
func lacksSettingsName(t *value.Thread, name string) bool {
	since, listed := settingsNames[name]
	return listed && packageBelow(t, "pydantic_settings", since...)
}

// configDict is SettingsConfigDict(**options).
func configDict(t *value.Thread, c *value.Call) (value.Value, error) {
	d := t.NewDict(nil)
	for _, k := range c.Keywords {
		d.SetStr(t, k.Name, k.Value)
	}
	if c.Open != nil {
		d.Open(t, c.Open)
	}
	return d, nil
}

// fieldInfo is what Field says: its default and the names under which it is found.
type fieldInfo struct {
	def, factory, alias, env value.Value
	callAlias                value.Value // the argument of version 1 that is no variable
	required                 bool        // with "...", which is not the same as without a default
	checkDefault             bool        // validate_default
	constrained              bool        // in a way that is not followed
	limits                   []limit
	hidden                   bool // from repr
}

func (lib *pydanticLib) newField(t *value.Thread, c *value.Call) (value.Value, error) {
	if c.Open != nil {
		return spread(c.Open), nil
	}
	info := fieldInfo{def: c.Keyword("default"), factory: c.Keyword("default_factory"), env: c.Keyword("env")}
	if len(c.Args) > 0 {
		info.def = c.Args[0]
	}
	if _, info.required = info.def.(value.EllipsisValue); info.required {
		info.def = nil
	}
	if lib.v1 {
		info.callAlias = c.Keyword("alias")
	} else if info.alias = c.Keyword("validation_alias"); info.alias == nil {
		info.alias = c.Keyword("alias")
	}
	if shown, err := isOn(t, c.Keyword("repr"), true); err == nil {
		info.hidden = shown == value.No
	}
	if on, err := isOn(t, c.Keyword("validate_default"), false); err == nil {
		info.checkDefault = on == value.Yes
	}
	for _, name := range limitNames {
		if than := c.Keyword(name); !isNone(than) {
			info.limits = append(info.limits, limit{name, than})
		}
	}
	for _, name := range []string{"multiple_of", "pattern", "regex", "strict", "discriminator", "const"} {
		info.constrained = info.constrained || !isNone(c.Keyword(name))
	}
	i := t.NewInstance(lib.field)
	i.Data = info
	return i, nil
}

// aliases are AliasChoices("A", "B").
type aliases struct {
	kind  string
	names []value.Value
}

// modelClass is BaseModel or BaseSettings.
func (lib *pydanticLib) modelClass(name, module string, bases ...*value.Class) *value.Class {
	c := value.NewClass(name, module, bases...)
	c.Method("__init__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		self, ok := firstInstance(c)
		if !ok || len(c.Args) > 1 {
			return nil, t.Raise("TypeError", "__init__() takes 1 positional argument")
		}
		return value.None(), lib.fill(t, self, c)
	})
	for _, name := range []string{"model_dump", "dict"} {
		c.Method(name, lib.dumpWith)
	}
	for _, name := range []string{"model_fields", "__fields__"} {
		c.NS.Set(nil, name, &fieldsByName{value.None(), lib}, value.Place{})
	}
	if !lib.v1 {
		method(c, "model_post_init", "context", func(*value.Thread, *value.Instance, args) (value.Value, error) { return value.None(), nil })
	}
	method(c, "__iter__", "", lib.pairs)
	c.NS.Set(nil, "__init_subclass__", &value.ClassMethod{Func: value.NewBuiltin("__init_subclass__", lib.finish)}, value.Place{})
	lib.defineTexts(c)
	return c
}

// secretClass is SecretStr, whose text shows only when it is asked for.
func secretClass() *value.Class {
	c := value.NewClass("SecretStr", "pydantic.types")
	c.New = func(t *value.Thread, cls *value.Class, c *value.Call) (value.Value, error) {
		if len(c.Args) != 1 {
			return nil, t.Raise("TypeError", "SecretStr() takes one argument")
		}
		i := t.NewInstance(cls)
		i.Data = secretText{value.Named("SECRET", c.Args[0])}
		return i, nil
	}
	c.Method("__init__", inert)
	shown := func(s string) func(*value.Thread, *value.Call) (value.Value, error) {
		return func(t *value.Thread, c *value.Call) (value.Value, error) {
			v := secretOfInstance(c)
			if isEmptyText(v) {
				return value.NewStr(strings.ReplaceAll(s, "*", ""), nil), nil
			}
			return value.NewStr(s, nil), nil
		}
	}
	c.Method("__str__", shown("**********"))
	c.Method("__repr__", shown("SecretStr('**********')"))
	c.Method("get_secret_value", func(_ *value.Thread, c *value.Call) (value.Value, error) { return secretOfInstance(c), nil })
	c.Method("__len__", func(t *value.Thread, c *value.Call) (value.Value, error) {
		n, known, err := value.Length(t, secretOfInstance(c))
		if err != nil || !known {
			return unknown(t, "the length of a secret is not known"), err
		}
		return value.NewInt(int64(n), nil), nil
	})
	return c
}

type secretText struct{ v value.Value }

func secretOfInstance(c *value.Call) value.Value {
	if self, ok := firstInstance(c); ok {
		if s, ok := self.Data.(secretText); ok {
			return s.v
		}
	}
	return value.None()
}
