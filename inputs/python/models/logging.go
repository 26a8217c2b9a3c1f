package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// logging: the levels, and loggers by their names. What is logged, and where, is not followed.

func loggingModule(t *value.Thread) value.Value {
	m := value.NewModule("logging", "")
	for name, n := range logLevels {
		m.Define(name, value.NewInt(n, nil))
	}
	// What a program makes is kept in values, so that a branch can be undone.
	named, added := t.NewDict(nil), t.NewDict(nil)
	logger := loggerClass(added)
	root := t.NewInstance(value.NewClass("RootLogger", "logging", logger))
	root.NS.Set(nil, "name", value.NewStr("root", nil), t.At)
	named.SetStr(t, "root", root)
	for _, name := range logMethods {
		m.Func(name, func(t *value.Thread, _ *value.Call) (value.Value, error) {
			handled(t)
			return value.None(), nil
		})
	}
	m.Func("getLogger", loose("getLogger", "name=", func(t *value.Thread, a args) (value.Value, error) {
		if isNone(a[0]) || isEmptyText(a[0]) {
			return root, nil
		}
		return loggerNamed(t, named, logger, a[0])
	}))
	m.Func("addLevelName", loose("addLevelName", "level, levelName", func(t *value.Thread, a args) (value.Value, error) {
		added.Set(t, a[1], a[0])
		return value.None(), nil
	}))
	m.Define("root", root).Define("Logger", logger)
	m.Func("getLevelName", strict("getLevelName", "level", levelName))
	m.Func("basicConfig", basicConfig)
	m.Func("_checkLevel", strict("_checkLevel", "level", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		return checkLevel(t, added, a[0])
	}))
	for _, name := range []string{"captureWarnings", "disable", "setLoggerClass"} {
		m.Func(name, inert)
	}
	for _, name := range []string{"Filter", "Formatter", "Handler", "StreamHandler", "NullHandler", "FileHandler", "LoggerAdapter"} {
		m.Define(name, opaqueClass(name, "logging"))
	}
	m.Fallback = func(t *value.Thread, name string) (value.Value, error) {
		if name == "config" || name == "handlers" {
			return importModule(t, "logging."+name)
		}
		if strings.ToUpper(name) == name && name != "BASIC_FORMAT" && !strings.HasPrefix(name, "_") {
			return nil, nil // of what is written so it has the levels alone
		}
		return unknown(t, "logging."+name+" is not followed"), nil
	}
	return m
}

// logMethods are those of the module and of loggers that give nothing.
var logMethods = []string{"debug", "info", "warning", "warn", "error", "exception", "critical", "log"}

// loggerClass is Logger; added are the levels that the program has named itself.
func loggerClass(added *value.Dict) *value.Class {
	c := value.NewClass("Logger", "logging")
	method(c, "__init__", "name, level=", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		self.NS.Set(t, "name", a[0], t.At)
		return value.None(), nil
	})
	c.Method("addHandler", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		handled(t) // which may be the root, or lead there
		return value.None(), nil
	})
	for _, name := range append([]string{"addFilter", "removeHandler", "removeFilter"}, logMethods...) {
		c.Method(name, inert)
	}
	method(c, "setLevel", "level", func(t *value.Thread, self *value.Instance, a args) (value.Value, error) {
		if _, err := checkLevel(t, added, a[0]); err != nil {
			return nil, err
		}
		self.NS.Set(t, "level", unknown(t, "the level of a logger is not followed", a[0].Trace()), t.At)
		return value.None(), nil
	})
	return c
}

// checkLevel is the number of a level by its name or number.
func checkLevel(t *value.Thread, added *value.Dict, level value.Value) (value.Value, error) {
	s, isText := text(level)
	n, known := logLevels[s]
	switch level.(type) {
	case value.Int, value.Bool:
		return level, nil
	case value.NoneValue, value.Float, *value.List, value.Tuple, *value.Dict:
		return nil, t.RaiseClass(value.Exceptions()["TypeError"], "Level not an integer or a valid string: ...", level.Trace())
	}
	switch {
	case isText && known:
		return value.NewInt(n, level.Trace()), nil
	case isText && len(added.Entries()) == 0 && added.More() == nil:
		return nil, t.RaiseClass(value.Exceptions()["ValueError"], "Unknown level: ...", level.Trace())
	}
	return unknown(t, "a level that the program names is not followed", level.Trace()), nil
}

// loggerNamed is the logger of a name, one for each.
func loggerNamed(t *value.Thread, named *value.Dict, class *value.Class, name value.Value) (value.Value, error) {
	s, ok := text(name)
	_, doubtful := value.IsUnknown(name)
	switch have, _ := named.GetStr(s); have := have.(type) {
	case *value.Instance:
		if ok {
			return have, nil
		}
	case *value.Unknown: // made in a branch: one that is made now is as good
		for _, c := range have.Choices {
			if i, made := c.V.(*value.Instance); ok && made {
				return i, nil
			}
		}
	}
	if !ok && !doubtful {
		return nil, t.Raise("TypeError", "A logger name must be a string")
	}
	i := t.NewInstance(class)
	i.NS.Set(nil, "name", name, t.At)
	if ok {
		named.SetStr(t, s, i)
	}
	return i, nil
}

// levelName is the name of a level, or the level of a name.
func levelName(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	switch level := a[0].(type) {
	case value.Str:
		if n, ok := logLevels[level.Text()]; ok {
			return value.NewInt(n, tr), nil
		}
	case value.Int:
		for _, name := range []string{"CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG", "NOTSET"} {
			if i, ok := level.Int64(); ok && logLevels[name] == i {
				return value.NewStr(name, tr), nil
			}
		}
	case value.NoneValue:
	default:
		return unknown(t, "the name of a level is not followed", tr), nil
	}
	s, err := value.ToStr(t, a[0])
	if err != nil {
		return nil, err
	}
	return value.Binary(t, value.Add, value.NewStr("Level ", tr), s)
}
