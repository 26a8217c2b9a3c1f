package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// mitolLogging is mitol.observability.settings.logging, which is all LOGGING: what
// structlog makes goes to the console, at levels that two variables give.
func mitolLogging(t *value.Thread) value.Value {
	m := value.NewModule("mitol.observability.settings.logging", "")
	m.Define("_make_formatter", mitolFormatter{})
	at := value.LiteralAt(t.At)
	str := func(s string) value.Value { return value.NewStr(s, at) }
	console := func(level value.Value) *value.Dict {
		return dictOf(t, at, "handlers", t.NewList([]value.Value{str("console")}, at), "level", level)
	}
	levels := map[string]value.Value{"ERROR": str("ERROR")}
	for _, name := range []string{"LOG_LEVEL", "DJANGO_LOG_LEVEL"} {
		levels[name] = mitolLevel(t, name)
		m.NS.Set(t, name, levels[name], t.At)
	}
	loggers := t.NewDict(at)
	for _, group := range [][2]string{
		{"DJANGO_LOG_LEVEL", "django django.request"}, {"ERROR", "boto3 botocore opensearch nplusone zeal"},
		{"LOG_LEVEL", "celery celery.task celery.worker django_structlog"},
	} {
		for _, name := range strings.Fields(group[1]) {
			logger := console(levels[group[0]])
			logger.SetStr(t, "propagate", value.NewBool(false, at))
			loggers.SetStr(t, name, logger)
		}
	}
	m.NS.Set(t, "LOGGING", dictOf(t, at,
		"version", value.NewInt(1, at), "disable_existing_loggers", value.NewBool(false, at),
		"formatters", dictOf(t, at, "structlog", dictOf(t, at, "()", mitolFormatter{})),
		"handlers", dictOf(t, at, "console", dictOf(t, at, "class", str("logging.StreamHandler"), "formatter", str("structlog"))),
		"loggers", loggers, "root", console(levels["LOG_LEVEL"]),
	), t.At)
	return m
}

// mitolFormatter is the function that makes the formatter once settings are loaded.
type mitolFormatter struct{}

func (mitolFormatter) Class() *value.Class             { return value.FunctionClass }
func (mitolFormatter) Trace() *value.Trace             { return nil }
func (f mitolFormatter) With(*value.Trace) value.Value { return f }

func (mitolFormatter) Call(t *value.Thread, _ *value.Call) (value.Value, error) {
	return unknown(t, "the formatters of mitol.observability are not followed"), nil
}

func (mitolFormatter) Attr(t *value.Thread, name string) (value.Value, error) {
	if name == "__name__" || name == "__qualname__" {
		return value.NewStr("_make_formatter", nil), nil
	}
	return unknown(t, name+" of a function of mitol.observability is not followed"), nil
}

// mitolLevel is a level of logging that a variable gives, in capitals.
func mitolLevel(t *value.Thread, name string) value.Value {
	v, err := t.Environ.Get(t, value.NewStr(name, nil), value.NewStr("INFO", nil), "os.environ.get")
	if err == nil {
		v, err = callMethod(t, v, "upper")
	}
	if err != nil {
		return unknown(t, name+" cannot be read")
	}
	return v
}
