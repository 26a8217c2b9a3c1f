package models

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

func systemModules() map[string]maker {
	return map[string]maker{
		"logging": loggingModule, "logging.handlers": loggingHandlersModule,
		"warnings": warningsModule, "mimetypes": inertModule("mimetypes", "init add_type"), "locale": localeModule, "signal": signalModule,
		"gc": inertModule("gc", "enable disable freeze unfreeze set_debug set_threshold"), "atexit": atexitModule,
		"faulthandler": inertModule("faulthandler", "enable disable dump_traceback dump_traceback_later cancel_dump_traceback_later"),
		"subprocess":   subprocessModule,
		"distutils":    distutils(packageOf("distutils", "util")), "distutils.util": distutils(strtoboolModule),
		"tna_utilities": tnaUtilitiesModule,
		"shutil":        hollow("shutil", "shutil is not followed"), "inspect": inspectModule,
		"pprint": inertModule("pprint", "pprint pp"), "statistics": statisticsModule, "heapq": heapqModule,
		"struct": structModule, "zlib": hollow("zlib", "zlib is not followed"),
		"unicodedata": hollow("unicodedata", "unicodedata is not followed"), "codecs": codecsModule,
		"gettext": hollow("gettext", "gettext is not followed"), "resource": hollow("resource", "the running machine is not known"),
		"errno": errnoModule, "bisect": bisectModule, "traceback": hollow("traceback", "traceback is not followed"),
		"threading": hollow("threading", "threading is not followed"), "ssl": sslModule, "builtins": builtinsModule,
		"ipaddress": ipaddressModule, "math": mathModule,
		"pkg_resources": hollow("pkg_resources", "pkg_resources is not followed"), "pkgutil": hollow("pkgutil", "pkgutil is not followed"),
		"http": httpModule, "requests": hollow("requests", "settings make a request over the network here"),
		"urllib.request": hollow("urllib.request", "settings make a request over the network here"),
	}
}

// subprocessModule runs no program: what one would give is not known, nor are the classes
// of what it raises, so that any operation on its results may be what a handler is for.
func subprocessModule(t *value.Thread) value.Value {
	const because = "the result of a program that settings run is not known"
	m := hollow("subprocess", because)(t).(*value.Module)
	for _, name := range []string{"check_output", "check_call", "run"} {
		m.Func(name, unknownCall(because))
	}
	return m
}

// inertModule has functions that do nothing that settings could see, and others that
// are not followed.
func inertModule(name, functions string) maker {
	return func(*value.Thread) value.Value {
		m := value.NewModule(name, "")
		for _, f := range strings.Fields(functions) {
			m.Func(f, inert)
		}
		m.Fallback = notFollowed(name)
		return m
	}
}

// atexitModule has register(func, *args, **kwargs), which gives back the function.
func atexitModule(t *value.Thread) value.Value {
	m := inertModule("atexit", "unregister")(t).(*value.Module)
	return m.Func("register", func(t *value.Thread, c *value.Call) (value.Value, error) {
		switch {
		case len(c.Args) > 0:
			return c.Args[0], nil
		case c.Open != nil:
			return spread(c.Open), nil
		}
		return nil, t.Raise("TypeError", "register() takes at least 1 argument (0 given)")
	})
}

// localeModule has what the C library's locales do not decide.
func localeModule(t *value.Thread) value.Value {
	m := inertModule("locale", "resetlocale")(t).(*value.Module)
	m.Define("Error", value.NewClass("Error", "locale", value.Exceptions()["Exception"]))
	for i, name := range strings.Fields("CTYPE NUMERIC TIME COLLATE MONETARY MESSAGES ALL") {
		m.Define("LC_"+name, value.NewInt(int64(i), nil))
	}
	return m
}

// signalModule has the numbers of Linux.
func signalModule(t *value.Thread) value.Value {
	m := value.NewModule("signal", "")
	intEnum(t, m, "Signals", true, `SIGHUP=1 SIGINT=2 SIGQUIT=3 SIGILL=4 SIGTRAP=5 SIGABRT=6 SIGIOT=6 SIGBUS=7 SIGFPE=8 SIGKILL=9
		SIGUSR1=10 SIGSEGV=11 SIGUSR2=12 SIGPIPE=13 SIGALRM=14 SIGTERM=15 SIGSTKFLT=16 SIGCHLD=17 SIGCLD=17 SIGCONT=18 SIGSTOP=19
		SIGTSTP=20 SIGTTIN=21 SIGTTOU=22 SIGURG=23 SIGXCPU=24 SIGXFSZ=25 SIGVTALRM=26 SIGPROF=27 SIGWINCH=28 SIGIO=29 SIGPOLL=29
		SIGPWR=30 SIGSYS=31 SIGRTMIN=34 SIGRTMAX=64`)
	intEnum(t, m, "Handlers", true, "SIG_DFL=0 SIG_IGN=1")
	m.Fallback = notFollowed("signal")
	return m
}

// httpModule has HTTPStatus, whose members are ints, by name and by number.
func httpModule(t *value.Thread) value.Value {
	m := value.NewModule("http", "")
	var members []string
	for code := 100; code < 600; code++ {
		if text := http.StatusText(code); text != "" {
			members = append(members, strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_", "'", "").Replace(text))+"="+strconv.Itoa(code))
		}
	}
	numbered(t, m, "IntEnum", "HTTPStatus", false, strings.Join(members, " "), func(class *value.Class) {
		for _, name := range []string{"phrase", "description"} {
			class.NS.Set(nil, name, unknown(t, "the words of a status are not followed"), t.At)
		}
	})
	m.Fallback = notFollowed("http")
	return m
}

// loggingHandlersModule has the handlers, and the numbers of syslog (RFC 3164).
func loggingHandlersModule(*value.Thread) value.Value {
	m := value.NewModule("logging.handlers", "")
	for _, name := range strings.Fields(`RotatingFileHandler TimedRotatingFileHandler WatchedFileHandler SocketHandler DatagramHandler
		SMTPHandler NTEventLogHandler BufferingHandler MemoryHandler HTTPHandler QueueHandler QueueListener`) {
		m.Define(name, opaqueClass(name, "logging.handlers"))
	}
	syslog := opaqueClass("SysLogHandler", "logging.handlers")
	number := func(names string) {
		for i, name := range strings.Fields(names) {
			syslog.NS.Set(nil, "LOG_"+name, value.NewInt(int64(i), nil), value.Place{})
		}
	}
	number("EMERG ALERT CRIT ERR WARNING NOTICE INFO DEBUG")
	number("KERN USER MAIL DAEMON AUTH SYSLOG LPR NEWS UUCP CRON AUTHPRIV FTP NTP SECURITY CONSOLE SOLCRON LOCAL0 LOCAL1 LOCAL2 LOCAL3 LOCAL4 LOCAL5 LOCAL6 LOCAL7")
	m.Define("SysLogHandler", syslog)
	m.Define("SYSLOG_UDP_PORT", value.NewInt(514, nil)).Define("SYSLOG_TCP_PORT", value.NewInt(514, nil))
	m.Fallback = notFollowed("logging.handlers")
	return m
}

// opaqueClass makes known objects of which settings use nothing but that they are there.
func opaqueClass(name, module string) *value.Class {
	c := value.NewClass(name, module)
	c.Method("__init__", inert)
	c.Method("__getattr__", func(t *value.Thread, _ *value.Call) (value.Value, error) {
		return unknown(t, "an object of "+module+"."+name+" is not followed"), nil
	})
	return c
}

// distutils is of Python before 3.12; later setuptools has it, where that is installed.
func distutils(make maker) maker {
	return func(t *value.Thread) value.Value {
		if _, installed := t.Host.Package("setuptools"); value.PythonSince(t, 12) == value.Yes && installed == value.No {
			return nil
		}
		return make(t)
	}
}

// strtoboolModule has distutils.util.strtobool, which gives 1 and 0.
func strtoboolModule(*value.Thread) value.Value {
	m := value.NewModule("distutils.util", "")
	m.Func("strtobool", strict("strtobool", "val", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, ok := text(a[0])
		if !ok {
			return nil, t.Raise("AttributeError", "'"+a[0].Class().Name+"' object has no attribute 'lower'")
		}
		on, err := decoupleBool(t, value.NewStr(s, tr))
		if err != nil {
			return nil, t.RaiseClass(value.Exceptions()["ValueError"], "invalid truth value ...", tr)
		}
		return call(t, value.IntClass, on)
	}))
	return m
}

// tnaUtilitiesModule has a strtobool that gives a bool.
func tnaUtilitiesModule(*value.Thread) value.Value {
	m := value.NewModule("tna_utilities", "")
	m.Func("strtobool", strict("strtobool", "value", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, ok := text(a[0])
		if !ok {
			return nil, t.Raise("TypeError", "Invalid truth value ...")
		}
		return decoupleBool(t, value.NewStr(s, tr))
	}))
	m.Fallback = notFollowed("tna_utilities")
	return m
}

// sslModule has the constants of Python's ssl, which are members of an IntEnum.
func sslModule(t *value.Thread) value.Value {
	m := value.NewModule("ssl", "")
	intEnum(t, m, "VerifyMode", true, "CERT_NONE=0 CERT_OPTIONAL=1 CERT_REQUIRED=2")
	intEnum(t, m, "_SSLMethod", true, "PROTOCOL_TLS=2 PROTOCOL_SSLv23=2 PROTOCOL_TLS_CLIENT=16 PROTOCOL_TLS_SERVER=17 PROTOCOL_TLSv1=3 PROTOCOL_TLSv1_1=4 PROTOCOL_TLSv1_2=5")
	intEnum(t, m, "TLSVersion", false, "MINIMUM_SUPPORTED=-2 SSLv3=768 TLSv1=769 TLSv1_1=770 TLSv1_2=771 TLSv1_3=772 MAXIMUM_SUPPORTED=-1")
	m.Fallback = notFollowed("ssl")
	return m
}

// intEnum defines an IntEnum of "NAME=NUMBER" words, and its members as well where
// they are names of the module.
func intEnum(t *value.Thread, m *value.Module, name string, global bool, members string) {
	numbered(t, m, "IntEnum", name, global, members, nil)
}

// numbered is intEnum for any class of ints of the module enum. The class is made when it is
// first asked for, and then completed.
func numbered(t *value.Thread, m *value.Module, kind, name string, global bool, members string, complete func(*value.Class)) {
	base := attribute(t, "enum", kind)
	if base == nil {
		return
	}
	names := []string{name}
	for _, word := range strings.Fields(members) {
		if member, _, _ := strings.Cut(word, "="); global {
			names = append(names, member)
		}
	}
	m.Late(t, names, func() map[string]value.Value {
		class := enumOf(t, base, name, members)
		if class == nil {
			return nil
		}
		class.Module = m.Name
		if complete != nil {
			complete(class)
		}
		made := map[string]value.Value{name: class}
		for _, member := range names[1:] {
			if v, err := value.Attr(t, class, member); err == nil {
				made[member] = v
			}
		}
		return made
	})
}

// enumOf calls a class of the module enum with a name and "NAME=NUMBER" words; nil where
// that gives no class.
func enumOf(t *value.Thread, base value.Value, name, members string) *value.Class {
	rows := t.NewDict(nil)
	for _, word := range strings.Fields(members) {
		member, number, _ := strings.Cut(word, "=")
		if n, err := strconv.ParseInt(number, 10, 64); err == nil {
			rows.SetStr(t, member, value.NewInt(n, nil))
		}
	}
	made, err := call(t, base, value.NewStr(name, nil), rows)
	class, ok := made.(*value.Class)
	if err != nil || !ok {
		return nil
	}
	return class
}

func builtinsModule(*value.Thread) value.Value {
	m := value.NewModule("builtins", "")
	m.NS = value.Builtins()
	return m
}
