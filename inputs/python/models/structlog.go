package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// structlog: its processors stand in LOGGING and do their work when something is
// logged. Settings look into none of them.

// structlogNames are the classes and functions of each module of structlog 20 to 26.
var structlogNames = map[string]string{
	"structlog": "BoundLogger BytesLogger BytesLoggerFactory DropEvent PrintLogger PrintLoggerFactory ReturnLogger WriteLogger WriteLoggerFactory " +
		"get_context get_logger getLogger make_filtering_bound_logger wrap_logger",
	"structlog.stdlib": "AsyncBoundLogger BoundLogger ExtraAdder LoggerFactory PositionalArgumentsFormatter " +
		"add_log_level add_log_level_number add_logger_name filter_by_level get_logger recreate_defaults render_to_log_args_and_kwargs render_to_log_kwargs",
	"structlog.processors": "CallsiteParameterAdder EventRenamer ExceptionPrettyPrinter ExceptionRenderer JSONRenderer KeyValueRenderer LogfmtRenderer " +
		"MaybeTimeStamper SensitiveDataRedactor StackInfoRenderer TimeStamper UnicodeDecoder UnicodeEncoder " +
		"add_log_level",
	"structlog.contextvars": "bind_contextvars bound_contextvars clear_contextvars get_contextvars merge_contextvars reset_contextvars unbind_contextvars",
	"structlog.threadlocal": "bind_threadlocal clear_threadlocal merge_threadlocal merge_threadlocal_context unbind_threadlocal wrap_dict",
	"structlog.dev":         "Column ConsoleRenderer KeyValueColumnFormatter RichTracebackFormatter better_traceback plain_traceback set_exc_info",
}

func structlogModules() map[string]maker {
	out := map[string]maker{}
	for name, names := range structlogNames {
		out[name] = func(t *value.Thread) value.Value { return structlogModule(t, name, strings.Fields(names)) }
	}
	return out
}

func structlogModule(t *value.Thread, module string, names []string) value.Value {
	m := value.NewModule(module, "")
	if module == "structlog" {
		m = packageOf(module, "stdlib", "processors", "contextvars", "threadlocal", "dev")(t).(*value.Module)
	} else {
		m.Fallback = notFollowed(module)
	}
	for _, name := range names {
		if strings.ToLower(name[:1]) == name[:1] {
			f := unknownCall("what is logged is not followed")
			m.Define(name, value.NewWrapper(value.NewBuiltin(name, f), f)) // of the class function
		} else {
			m.Define(name, structlogClass(name, module))
		}
	}
	made := func(name, class string) { m.Define(name, t.NewInstance(structlogClass(class, module))) }
	switch module {
	case "structlog.processors":
		made("dict_tracebacks", "ExceptionRenderer")
		made("format_exc_info", "ExceptionRenderer")
	case "structlog.dev":
		made("rich_traceback", "RichTracebackFormatter")
	case "structlog":
		for _, name := range []string{"configure", "configure_once", "reset_defaults"} {
			m.Func(name, inert)
		}
	case "structlog.stdlib":
		formatter := structlogClass("ProcessorFormatter", module)
		for _, name := range []string{"wrap_for_formatter", "remove_processors_meta"} {
			f := unknownCall("what is logged is not followed")
			whole := value.NewWrapper(value.NewBuiltin("ProcessorFormatter."+name, f), f)
			formatter.NS.Set(nil, name, &value.StaticMethod{Func: whole}, value.Place{})
		}
		m.Define("ProcessorFormatter", formatter)
	}
	return m
}

func structlogClass(name, module string) *value.Class {
	c := opaqueClass(name, module)
	c.Method("__call__", unknownCall("what is logged is not followed"))
	return c
}
