package models

import (
	"iter"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// What differs at each start of the process, or from machine to machine.

func randomModules() map[string]maker {
	out := map[string]maker{"uuid": uuidModule, "random": randomModule, "secrets": secretsModule}
	out["socket"] = machineModule("socket", "gethostname=str getfqdn=str gethostbyname=str gethostbyname_ex= gethostbyaddr= getaddrinfo=list socket= create_connection= socketpair= inet_aton=bytes getservbyname=int")
	out["getpass"] = machineModule("getpass", "getuser=str getpass=str")
	out["pwd"] = machineModule("pwd", "getpwnam= getpwuid= getpwall=list")
	out["grp"] = machineModule("grp", "getgrnam= getgrgid=")
	out["multiprocessing"] = machineModule("multiprocessing", "cpu_count=int current_process=")
	out["tempfile"] = tempfileModule
	out["psutil"] = machineModule("psutil", "cpu_count=int virtual_memory=")
	return out
}

func secretsModule(*value.Thread) value.Value {
	m := value.NewModule("secrets", "")
	for name, class := range classed("token_hex=str token_urlsafe=str token_bytes=bytes choice= randbelow=int randbits=int SystemRandom=") {
		m.Func(name, randomCall("secrets."+name, class))
	}
	m.Func("compare_digest", strict("compare_digest", "a, b", compareDigest))
	m.Fallback = notFollowed("secrets")
	return m
}

// seeded is the attribute under which the module random keeps what a program seeds it
// with: it gives the same values at each start from then on.
const seeded = "_seeded"

const seedNotFollowed = "what random makes of a seed is not followed"

func randomModule(*value.Thread) value.Value {
	m := value.NewModule("random", "")
	for name, class := range classed(`random=float randint=int randrange=int choice= choices=list sample=list uniform=float getrandbits=int
		randbytes=bytes triangular=float betavariate=float expovariate=float gammavariate=float gauss=float lognormvariate=float
		normalvariate=float vonmisesvariate=float paretovariate=float weibullvariate=float binomialvariate=int getstate=`) {
		m.Func(name, func(t *value.Thread, _ *value.Call) (value.Value, error) {
			u := drawn(t, m, "random."+name+" gives another value at each start")
			u.Type = class
			return u, nil
		})
	}
	m.Func("shuffle", func(t *value.Thread, c *value.Call) (value.Value, error) {
		for _, v := range c.Args {
			value.Lose(t, v, drawn(t, m, "random.shuffle gives another order at each start"))
		}
		return value.None(), nil
	})
	m.Func("seed", seeds(m))
	m.Func("setstate", seeds(m))
	m.Func("SystemRandom", randomCall("random.SystemRandom", nil))
	m.Func("Random", func(t *value.Thread, c *value.Call) (value.Value, error) {
		if hasSeed(c) {
			return unknown(t, seedNotFollowed, traceOf(c.Args)), nil
		}
		return randomUnknown(t, "random.Random gives another value at each start"), nil
	})
	m.Fallback = notFollowed("random")
	return m
}

// seeds makes a function that seeds the module random.
func seeds(m *value.Module) function {
	return func(t *value.Thread, c *value.Call) (value.Value, error) {
		if hasSeed(c) {
			m.NS.Set(t, seeded, unknown(t, seedNotFollowed, traceOf(c.Args)), value.Place{})
		} else {
			m.NS.Delete(t, seeded)
		}
		return value.None(), nil
	}
}

// hasSeed tells whether a call may be given a seed; without one, or with None, the
// system's chance is taken.
func hasSeed(c *value.Call) bool {
	if len(c.Args) == 0 {
		return len(c.Keywords) > 0 || c.Open != nil
	}
	return !isNone(c.Args[0])
}

// drawn is what the module random gives: another value at each start, unless the
// program has seeded it.
func drawn(t *value.Thread, m *value.Module, because string) *value.Unknown {
	if b, ok := m.NS.Get(seeded); ok {
		return unknown(t, seedNotFollowed, b.V.Trace())
	}
	return randomUnknown(t, because)
}

// classed goes through a table of names and the types of what they give.
func classed(names string) iter.Seq2[string, *value.Class] {
	return func(yield func(string, *value.Class) bool) {
		for field := range strings.FieldsSeq(names) {
			if name, class, _ := strings.Cut(field, "="); !yield(name, classNamed(class)) {
				return
			}
		}
	}
}

// classNamed is the class of the types that tables name.
func classNamed(name string) *value.Class {
	return map[string]*value.Class{"str": value.StrClass, "bytes": value.BytesClass, "int": value.IntClass, "float": value.FloatClass, "list": value.ListClass}[name]
}

// machineModule has functions that tell of the machine that the process runs on.
func machineModule(module, names string) maker {
	return func(t *value.Thread) value.Value {
		m := value.NewModule(module, "")
		for name, class := range classed(names) {
			m.Func(name, unknownOf(module+"."+name+" is known only when the process runs", class))
		}
		if module == "socket" {
			oserror := value.Exceptions()["OSError"]
			m.Define("error", oserror)
			m.Define("gaierror", value.NewClass("gaierror", "socket", oserror))
			m.Define("herror", value.NewClass("herror", "socket", oserror))
			m.Define("timeout", value.Exceptions()["TimeoutError"])
			for name, n := range map[string]int64{"AF_UNSPEC": 0, "AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "SOCK_STREAM": 1, "SOCK_DGRAM": 2,
				"SOL_SOCKET": 1, "SO_REUSEADDR": 2, "SO_KEEPALIVE": 9, "SO_REUSEPORT": 15, "IPPROTO_TCP": 6, "IPPROTO_UDP": 17,
				"TCP_NODELAY": 1, "TCP_KEEPIDLE": 4, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 6, "TCP_USER_TIMEOUT": 18} {
				m.Define(name, value.NewInt(n, nil)) // of Linux
			}
			m.Func("setdefaulttimeout", inert)
		}
		m.Fallback = notFollowed(module)
		return m
	}
}

// tempfileModule makes files and folders of random names in a folder of the machine.
func tempfileModule(t *value.Thread) value.Value {
	m := machineModule("tempfile", "gettempdir=str gettempdirb=bytes")(t).(*value.Module)
	for _, name := range []string{"mkdtemp", "mktemp"} {
		m.Func(name, randomCall("tempfile."+name, value.StrClass))
	}
	for _, name := range []string{"mkstemp", "TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"} {
		m.Func(name, randomCall("tempfile."+name, nil))
	}
	return m
}

// notFollowed gives every further attribute of a module as unknown.
//
//go:noinline
func notFollowed(module string) func(t *value.Thread, name string) (value.Value, error) {
	return func(t *value.Thread, name string) (value.Value, error) {
		if strings.HasPrefix(name, "__") && name != "__version__" {
			return nil, nil
		}
		return unknown(t, module+"."+name+" is not followed"), nil
	}
}
