package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// What differs at each start of the process, or from machine to machine.

func randomModules() map[string]maker {
	out := map[string]maker{}
	for module, names := range map[string]string{
		"secrets": "token_hex=str token_urlsafe=str token_bytes=bytes choice= randbelow=int randbits=int SystemRandom=",
		"random":  "random=float randint=int randrange=int choice= choices=list sample=list uniform=float shuffle= getrandbits=int SystemRandom= Random=",
		"uuid":    "uuid1= uuid4=",
	} {
		out[module] = func(*value.Thread) value.Value {
			m := value.NewModule(module, "")
			for _, field := range strings.Fields(names) {
				name, class, _ := strings.Cut(field, "=")
				m.Func(name, randomCall(module+"."+name, classNamed(class)))
			}
			m.Func("seed", inert)
			m.Func("compare_digest", unknownCall("secrets.compare_digest is not followed"))
			m.Fallback = notFollowed(module)
			return m
		}
	}
	out["socket"] = machineModule("socket", "gethostname=str getfqdn=str gethostbyname=str gethostbyname_ex= getaddrinfo=list socket= create_connection=")
	out["getpass"] = machineModule("getpass", "getuser=str getpass=str")
	out["pwd"] = machineModule("pwd", "getpwnam= getpwuid=")
	out["multiprocessing"] = machineModule("multiprocessing", "cpu_count=int")
	out["tempfile"] = machineModule("tempfile", "gettempdir=str mkdtemp=str mkstemp= mktemp=str TemporaryDirectory= NamedTemporaryFile=")
	out["psutil"] = machineModule("psutil", "cpu_count=int virtual_memory=")
	return out
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
		}
		m.Fallback = notFollowed(module)
		return m
	}
}

// notFollowed gives every further attribute of a module as unknown.
func notFollowed(module string) func(t *value.Thread, name string) (value.Value, error) {
	return func(t *value.Thread, name string) (value.Value, error) {
		if strings.HasPrefix(name, "__") {
			return nil, nil
		}
		return unknown(t, module+"."+name+" is not followed"), nil
	}
}
