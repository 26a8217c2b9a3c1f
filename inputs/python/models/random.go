package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// What differs at each start of the process, or from machine to machine.

func randomModules() map[string]maker {
	out := map[string]maker{"uuid": uuidModule}
	for module, names := range map[string]string{
		"secrets": "token_hex=str token_urlsafe=str token_bytes=bytes choice= randbelow=int randbits=int SystemRandom=",
		"random": `random=float randint=int randrange=int choice= choices=list sample=list uniform=float getrandbits=int randbytes=bytes
			triangular=float betavariate=float expovariate=float gammavariate=float gauss=float lognormvariate=float normalvariate=float
			vonmisesvariate=float paretovariate=float weibullvariate=float binomialvariate=int getstate= SystemRandom= Random=`,
	} {
		out[module] = func(*value.Thread) value.Value {
			m := value.NewModule(module, "")
			for _, field := range strings.Fields(names) {
				name, class, _ := strings.Cut(field, "=")
				m.Func(name, randomCall(module+"."+name, classNamed(class)))
			}
			m.Func("seed", inert)
			m.Func("setstate", inert)
			m.Func("shuffle", shuffle)
			m.Func("compare_digest", strict("compare_digest", "a, b", compareDigest))
			m.Fallback = notFollowed(module)
			return m
		}
	}
	out["socket"] = machineModule("socket", "gethostname=str getfqdn=str gethostbyname=str gethostbyname_ex= gethostbyaddr= getaddrinfo=list socket= create_connection= socketpair= inet_aton=bytes getservbyname=int")
	out["getpass"] = machineModule("getpass", "getuser=str getpass=str")
	out["pwd"] = machineModule("pwd", "getpwnam= getpwuid= getpwall=list")
	out["grp"] = machineModule("grp", "getgrnam= getgrgid=")
	out["multiprocessing"] = machineModule("multiprocessing", "cpu_count=int current_process=")
	out["tempfile"] = tempfileModule
	out["psutil"] = machineModule("psutil", "cpu_count=int virtual_memory=")
	return out
}

// shuffle leaves the items of a list in an order that is another at each start.
func shuffle(t *value.Thread, c *value.Call) (value.Value, error) {
	for _, v := range c.Args {
		value.Lose(t, v, randomUnknown(t, "random.shuffle gives another order at each start"))
	}
	return value.None(), nil
}

// classNamed is the class of the types that tables name.
func classNamed(name string) *value.Class {
	return map[string]*value.Class{"str": value.StrClass, "bytes": value.BytesClass, "int": value.IntClass, "float": value.FloatClass, "list": value.ListClass}[name]
}

// machineModule has functions that tell of the machine that the process runs on.
func machineModule(module, names string) maker {
	return func(t *value.Thread) value.Value {
		m := value.NewModule(module, "")
		for _, field := range strings.Fields(names) {
			name, class, _ := strings.Cut(field, "=")
			m.Func(name, unknownOf(module+"."+name+" is known only when the process runs", classNamed(class)))
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
