package models

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func sysModule(t *value.Thread) value.Value {
	m := value.NewModule("sys", "")
	m.Define("argv", argv(t))
	m.Define("path", openList(t, "the module search path is not known"))
	m.Define("meta_path", openList(t, "which finders Python has is not known"))
	m.Define("modules", openDict(t, "what is imported by then is not known"))
	constants(m, "platform", "linux", "byteorder", "little")
	m.Define("maxsize", value.NewInt(1<<63-1, nil))
	m.Define("dont_write_bytecode", value.NewBool(false, nil))
	m.Define("implementation", unknown(t, "the Python version is not known"))
	for _, name := range []string{"version", "executable", "prefix", "base_prefix", "exec_prefix"} {
		m.Define(name, typed(unknown(t, "sys."+name+" is known only when the process runs"), value.StrClass))
	}
	for _, name := range []string{"stdout", "stderr", "stdin", "__stdout__", "__stderr__"} {
		m.Define(name, stream(t, name))
	}
	m.Func("exit", sysExit)
	m.Func("getdefaultencoding", strict("getdefaultencoding", "", func(*value.Thread, args, *value.Trace) (value.Value, error) {
		return value.NewStr("utf-8", nil), nil
	}))
	m.Func("intern", strict("intern", "s", func(_ *value.Thread, a args, _ *value.Trace) (value.Value, error) { return a[0], nil }))
	m.Func("exc_info", unknownCall("the exception being handled is not followed here"))
	m.Func("_getframe", unknownCall("stack frames are not followed"))
	for _, name := range []string{"setrecursionlimit", "settrace", "set_int_max_str_digits"} {
		m.Func(name, inert)
	}
	m.Fallback = func(t *value.Thread, name string) (value.Value, error) {
		switch {
		case name == "version_info":
			return versionInfo(t), nil
		case slices.Contains(frozen, name):
			return nil, nil
		}
		return notFollowed("sys")(t, name)
	}
	return m
}

// versionFields are the parts of sys.version_info.
var versionFields = []string{"major", "minor", "micro", "releaselevel", "serial"}

// versionInfo is sys.version_info. What is read here is Python 3, whether a file says
// so or not; of a project for Python 2 nothing is known.
func versionInfo(t *value.Thread) value.Value {
	const because = "the Python version is not known"
	version, installed := t.Host.Package("python")
	if installed != value.Yes || version == "" {
		version = "3"
	}
	parts := strings.Split(version, ".")
	if parts[0] != "3" {
		return unknown(t, because)
	}
	items := make([]value.Value, len(versionFields))
	for i, field := range versionFields {
		switch {
		case field == "releaselevel":
			items[i] = typed(unknown(t, because), value.StrClass)
		case i < len(parts) && isDigits(parts[i]):
			n, _ := pythonInt(parts[i])
			items[i] = value.NewBigInt(n, nil)
		default:
			items[i] = typed(unknown(t, because), value.IntClass)
		}
	}
	tuple := value.NewTuple(items, nil).(value.Tuple)
	tuple.Type, tuple.Fields = value.NewClass("version_info", "sys", value.TupleClass), versionFields
	return tuple
}

// frozen are the attributes that programs have which bring their own Python:
// a deployment of Django is none.
var frozen = []string{"frozen", "_MEIPASS", "_MEIPASS2"}

// management are the commands that are run beside a deployment: what is judged is
// a process that serves or works, whose command line has none of them.
var management = strings.Fields(`behave check collectstatic compilemessages compress createcachetable createsuperuser dbshell
	diffsettings dumpdata flush generateschema inspectdb jenkins loaddata makemessages makemigrations migrate pytest py.test shell
	showmigrations spectacular sqlflush sqlmigrate squashmigrations startapp startproject test test_all testserver`)

// developing are the commands that serve one developer.
var developing = strings.Fields("devserver runserver runserver_plus shell_plus")

func argv(t *value.Thread) value.Value {
	words := t.Host.Argv()
	if words == nil {
		never := management
		if t.Host.NoRunserver() {
			never = slices.Concat(never, developing)
		}
		words := openList(t, "the command line of the process is not known")
		word := words.Elems()[0].(*value.Unknown)
		words.SetElems(t, []value.Value{word.Narrowed(&value.Like{Where: value.Except, Texts: never})})
		return words
	}
	return t.NewList(strs(words, nil), nil)
}

func openList(t *value.Thread, because string) *value.List {
	u := unknown(t, because)
	u.Many = true
	return t.NewList([]value.Value{u}, nil)
}

func openDict(t *value.Thread, because string) *value.Dict {
	d := t.NewDict(nil)
	d.Open(t, unknown(t, because))
	return d
}

// stream is a standard stream: what is written to it is not kept.
func stream(t *value.Thread, name string) value.Value {
	s := t.NewInstance(value.NewClass("TextIOWrapper", "_io"))
	s.NS.Set(nil, "name", value.NewStr("<"+name+">", nil), t.At)
	for _, method := range []string{"write", "flush", "close", "writelines", "reconfigure"} {
		s.NS.Set(nil, method, value.NewBuiltin(method, inert), t.At)
	}
	s.NS.Open(nil, unknown(t, "the streams of the process are not followed"))
	s.NS.Set(nil, "isatty", value.NewBuiltin("isatty", unknownOf("whether there is a terminal is not known", value.BoolClass)), t.At)
	return s
}

func sysExit(t *value.Thread, _ *value.Call) (value.Value, error) {
	return nil, t.Raise("SystemExit", "...")
}

func platformModule(t *value.Thread) value.Value {
	m := value.NewModule("platform", "")
	m.Func("system", strict("system", "", func(*value.Thread, args, *value.Trace) (value.Value, error) {
		return value.NewStr("Linux", nil), nil
	}))
	for _, name := range []string{"node", "machine", "release", "platform", "processor", "python_version", "version"} {
		m.Func(name, unknownOf("the running machine is not known", value.StrClass))
	}
	m.Func("python_version_tuple", unknownCall("the Python version is not known"))
	m.Func("uname", unknownCall("the running machine is not known"))
	return m
}
