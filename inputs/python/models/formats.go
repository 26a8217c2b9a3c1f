package models

import (
	"github.com/pelletier/go-toml/v2"

	"github.com/djgate/djgate/inputs/python/value"
)

func formatModules() map[string]maker {
	return map[string]maker{
		"tomllib": tomlModule("tomllib"), "tomli": tomlModule("tomli"), "toml": tomlModule("toml"),
		"yaml": yamlModule, "configparser": configparserModule, "io": ioModule,
		"csv": csvModule, "pickle": hollow("pickle", "pickle is not followed"),
		"shelve": hollow("shelve", "databases are not followed"), "sqlite3": hollow("sqlite3", "databases are not followed"),
	}
}

// tomlModule reads TOML: loads(text) and load(file).
func tomlModule(name string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(name, "")
		broken := value.NewClass("TOMLDecodeError", name, value.Exceptions()["ValueError"])
		m.Define("TOMLDecodeError", broken).Define("TomlDecodeError", broken)
		m.Func("loads", strict("loads", "s, *, parse_float=", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
			s, err := wantText(t, a[0], "loads")
			if err != nil {
				return nil, err
			}
			return loadTOML(t, s, tr, broken)
		}))
		m.Func("load", strict("load", "fp, *, parse_float=", func(t *value.Thread, a args, _ *value.Trace) (value.Value, error) {
			if s, ok := text(a[0]); ok { // the package toml takes a path
				content, err := readText(t, s, a[0].Trace())
				return loadContent(t, content, err, broken)
			}
			content, err := readAll(t, a[0])
			return loadContent(t, content, err, broken)
		}))
		return m
	}
}

func loadContent(t *value.Thread, content value.Value, err error, broken *value.Class) (value.Value, error) {
	switch c := content.(type) {
	case value.Str:
		return loadTOML(t, c.Text(), c.Trace(), broken)
	case value.Bytes:
		return loadTOML(t, c.Text(), c.Trace(), broken)
	case *value.Unknown:
		return spread(c), err
	}
	return nil, err
}

func loadTOML(t *value.Thread, s string, tr *value.Trace, broken *value.Class) (value.Value, error) {
	if err := t.Alloc(len(s)); err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := toml.Unmarshal([]byte(s), &tree); err != nil {
		return nil, t.RaiseClass(broken, "invalid TOML", tr)
	}
	return fromGo(t, tree, tr)
}

// fromGo makes a value of what a decoder gives; names are in the order of the alphabet.
func fromGo(t *value.Thread, v any, tr *value.Trace) (value.Value, error) {
	if err := t.Burn(1); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case map[string]any:
		d := t.NewDict(tr)
		for _, name := range sortedNames(v) {
			item, err := fromGo(t, v[name], tr)
			if err != nil {
				return nil, err
			}
			d.Set(t, value.NewStr(name, tr), value.Named(name, item))
		}
		return d, nil
	case []any:
		items := make([]value.Value, len(v))
		for i := range v {
			item, err := fromGo(t, v[i], tr)
			if err != nil {
				return nil, err
			}
			items[i] = item
		}
		return t.NewList(items, tr), nil
	case string:
		return value.NewStr(v, tr), nil
	case bool:
		return value.NewBool(v, tr), nil
	case int64:
		return value.NewInt(v, tr), nil
	case float64:
		return value.NewFloat(v, tr), nil
	case nil:
		return value.None().With(tr), nil
	}
	return unknown(t, "dates and times are not followed", tr), nil
}
