package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/python/value"
)

// everett 1 to 3 (everett/manager.py): a ConfigManager asks its environments one
// after the other, then takes the default; the parser gets the text of either. An
// empty text counts as none.

func everettModules() map[string]maker {
	return map[string]maker{"everett": everettModule, "everett.manager": everettManager}
}

func everettModule(t *value.Thread) value.Value {
	m := packageOf("everett", "manager")(t).(*value.Module)
	base := value.NewClass("ConfigurationError", "everett", value.Exceptions()["Exception"])
	detailed := value.NewClass("DetailedConfigurationError", "everett", base)
	for _, c := range []*value.Class{base, detailed, value.NewClass("InvalidKeyError", "everett", base),
		value.NewClass("ConfigurationMissingError", "everett", detailed), value.NewClass("InvalidValueError", "everett", detailed)} {
		m.Define(c.Name, c)
	}
	none := value.NewClass("NoValue", "everett")
	method(none, "__bool__", "", func(*value.Thread, *value.Instance, args) (value.Value, error) { return value.NewBool(false, nil), nil })
	method(none, "__repr__", "", func(*value.Thread, *value.Instance, args) (value.Value, error) {
		return value.NewStr("NO_VALUE", nil), nil
	})
	return m.Define("NoValue", none).Define("NO_VALUE", t.NewInstance(none))
}

// everettLib is the module of one interpretation.
type everettLib struct {
	manager, os, file, dict, failure, missing, invalid *value.Class
	none                                               value.Value
}

func everettManager(t *value.Thread) value.Value {
	class := func(name string) *value.Class {
		c, _ := attribute(t, "everett", name).(*value.Class)
		return c
	}
	lib := &everettLib{
		manager: value.NewClass("ConfigManager", "everett.manager"), os: value.NewClass("ConfigOSEnv", "everett.manager"),
		file: value.NewClass("ConfigEnvFileEnv", "everett.manager"), dict: value.NewClass("ConfigDictEnv", "everett.manager"),
		failure: class("ConfigurationError"), missing: class("ConfigurationMissingError"), invalid: class("InvalidValueError"),
		none: attribute(t, "everett", "NO_VALUE"),
	}
	m := value.NewModule("everett.manager", "")
	m.Fallback = notFollowed("everett.manager")
	for _, name := range []string{"NO_VALUE", "NoValue", "ConfigurationError", "ConfigurationMissingError", "InvalidKeyError", "InvalidValueError"} {
		m.Define(name, attribute(t, "everett", name))
	}
	lib.environments()
	lib.managers()
	m.Define("ConfigManager", lib.manager).Define("ConfigOSEnv", lib.os).Define("ConfigEnvFileEnv", lib.file).Define("ConfigDictEnv", lib.dict)
	m.Define("ListOf", listOfClass()).Define("ChoiceOf", choiceOfClass())
	if packageBelow(t, "everett", 3, 4) {
		withoutNames(m, []string{"ChoiceOf"})
	}
	m.Func("parse_bool", strict("parse_bool", "val", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) { return everettBool(t, a[0]) }))
	return m
}

// environments are where values are looked for.
func (lib *everettLib) environments() {
	method(lib.file, "__init__", "possible_paths", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		r, err := lib.readFile(t, a[0])
		self.Data = r
		return value.None(), err
	})
	method(lib.dict, "__init__", "cfg", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		given, ok := a[0].(*value.Dict)
		if !ok {
			self.NS.Set(t, "cfg", spread(a[0]), t.At)
			return value.None(), nil
		}
		cfg := t.NewDict(given.Trace())
		for _, e := range given.Entries() {
			if name, ok := text(e.Key); ok {
				cfg.SetStr(t, strings.ToUpper(name), e.Value)
			} else {
				cfg.Open(t, spread(e.Key))
			}
		}
		if u := given.More(); u != nil {
			cfg.Open(t, u)
		}
		self.NS.Set(t, "cfg", cfg, t.At)
		return value.None(), nil
	})
}

// readFile reads the first of the files that is there.
func (lib *everettLib) readFile(t *value.Thread, paths value.Value) (repository, error) {
	list := []value.Value{paths}
	if _, ok := text(paths); !ok {
		var err error
		if list, err = value.Items(t, paths); err != nil {
			return repository{}, err
		}
	}
	for _, p := range list {
		name, ok := text(p)
		if !ok || strings.HasPrefix(name, "~") {
			return repository{unknown: unknown(t, "which env file is read here is not known", p.Trace())}, nil
		}
		if name == "" {
			continue
		}
		path, u := absolute(t, strings.TrimSpace(name), p.Trace())
		if u != nil {
			return repository{unknown: u}, nil
		}
		path = normPath(path)
		switch kind, present := t.Host.Stat(path); {
		case present == value.Yes && kind == "file":
			before := len(t.Notes)
			r, err := loadEnv(t, path, dotenv.Everett)
			if err == nil && slices.ContainsFunc(t.Notes[before:], func(n value.Note) bool { return n.Code == dotenv.CodeRefused }) {
				return repository{}, t.RaiseClass(lib.failure, "a line of the env file is not NAME=value", fileTrace(t, path, nil))
			}
			return r, err
		case present == value.Maybe && inProject(t, path):
			maybeRead(t, path, false)
		}
	}
	return repository{}, nil
}

// managers are ConfigManager's methods. Its environments and its namespace are
// attributes, as in the original.
func (lib *everettLib) managers() {
	made := func(t *value.Thread, envs, namespace []value.Value) value.Value {
		m := t.NewInstance(lib.manager)
		m.NS.Set(t, "envs", t.NewList(envs, nil), t.At)
		m.NS.Set(t, "namespace", t.NewList(namespace, nil), t.At)
		return m
	}
	method(lib.manager, "__init__", "environments, doc=, msg_builder=, with_override=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		self.NS.Set(t, "envs", a[0], t.At)
		self.NS.Set(t, "namespace", t.NewList(nil, nil), t.At)
		return value.None(), nil
	})
	static := func(name, params string, make func(t *value.Thread, given value.Value) ([]value.Value, error)) {
		f := value.NewBuiltin(name, strict(name, params, func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			envs, err := make(t, a[0])
			if err != nil {
				return nil, err
			}
			return made(t, envs, nil), nil
		}))
		lib.manager.NS.Set(nil, name, &value.StaticMethod{Func: f}, value.Place{})
	}
	static("basic_config", "env_file=, doc=", func(t *value.Thread, given value.Value) ([]value.Value, error) {
		if given == nil {
			given = value.NewStr(".env", nil)
		}
		file, err := call(t, lib.file, given)
		return []value.Value{t.NewInstance(lib.os), file}, err
	})
	static("from_dict", "dict_config", func(t *value.Thread, given value.Value) ([]value.Value, error) {
		env, err := call(t, lib.dict, given)
		return []value.Value{env}, err
	})
	method(lib.manager, "with_namespace", "namespace", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		namespace, ok := lib.namespace(self, a[0])
		envs, known := held[*value.List](self, "envs")
		if !ok || !known {
			return unknown(t, "this namespace is not followed", a[0].Trace()), nil
		}
		return made(t, envs.Elems(), strs(namespace, a[0].Trace())), nil
	})
	method(lib.manager, "__call__", "key, namespace=, default=, default_if_empty=, alternate_keys=, doc=, parser=, raise_error=, raw_value=", lib.get)
	for _, name := range []string{"with_options", "clone", "get_namespace", "get_bound_component"} {
		lib.manager.Method(name, unknownOf("ConfigManager."+name+" is not followed", nil))
	}
	method(lib.manager, "raise_configuration_error", "msg", func(t *value.Thread, _ *value.Instance, a args) (value.Value, error) {
		return nil, t.RaiseClass(lib.failure, "...", a[0].Trace())
	})
}
