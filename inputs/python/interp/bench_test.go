package interp

import (
	"fmt"
	"strings"
	"testing"
)

// benchmarkPackage is a settings package of about 300 lines in four modules.
func benchmarkPackage() *world {
	w := newWorld("-- config/__init__.py --\n-- config/settings/__init__.py --\n")
	w.env = map[string]string{"HOSTS": "a.example,b.example", "DEBUG": "False"}
	previous := ""
	for _, name := range []string{"base", "apps", "security", "prod"} {
		var b strings.Builder
		if previous != "" {
			fmt.Fprintf(&b, "from .%s import *\n", previous)
		}
		b.WriteString("import os\ndef flag(n, d=False):\n    return os.environ.get(n, str(d)).lower() in ('1', 'true')\n")
		for i := range 12 {
			fmt.Fprintf(&b, `%[1]s_%[2]d = os.environ.get("%[1]s_%[2]d", "value")
%[1]s_DB_%[2]d = {"default": {"HOST": "h", "PORT": 5432, "NAME": f"db-{%[2]d}"}}
%[1]s_APPS_%[2]d = ["django.contrib.auth", "django.contrib.admin", %[1]s_%[2]d]
if flag("DEBUG"):
    %[1]s_APPS_%[2]d += ["debug_toolbar"]
%[1]s_HOSTS_%[2]d = [h.strip() for h in os.environ.get("HOSTS", "").split(",") if h.strip()]
`, strings.ToUpper(name), i)
		}
		w.files["/app/config/settings/"+name+".py"] = b.String()
		previous = name
	}
	return w
}

func BenchmarkRun(b *testing.B) {
	w := benchmarkPackage()
	b.ReportAllocs()
	for b.Loop() {
		if r := w.run(b, "config.settings.prod"); r.Failure != nil || len(r.Files) != 6 {
			b.Fatal(r.Failure, r.Files)
		}
	}
}

// hardPrograms take many rounds, arms or exits to follow, for what is not known.
var hardPrograms = map[string]string{
	// Each variable of the environment names a place in nested containers.
	"overrides": `
import os
LOGGING = {"handlers": {"file": {"level": "INFO"}}, "loggers": {"app": {"handlers": ["file"]}}}
HOSTS, STORES = [["a"], ["b"]], {"default": {"OPTIONS": {"name": "x"}}, "other": {"OPTIONS": {}}}
def override(settings):
    for key, value in os.environ.items():
        if key.startswith("APP__"):
            try:
                path = key.split("__")[1:]
                at = settings
                while len(path) > 1:
                    try:
                        path[0] = int(path[0])
                        while len(at) <= path[0]:
                            at += [{}]
                    except ValueError:
                        if path[0] not in at:
                            at[path[0]] = {}
                    at = at[path.pop(0)]
                at[path[0]] = value
            except Exception as e:
                print(e)
override(globals())
`,
	// Each field may be a model, a dict, a list or a secret.
	"plain values": `
import os
U = os.environ["U"]
def plain(v):
    if hasattr(v, U):
        return plain(v.model_dump())
    if v.is_dict:
        return {k: plain(x) for k, x in v.items()}
    if v.is_list:
        return [plain(x) for x in v]
    return v.get_secret_value() if v.is_secret else v
A = [plain(getattr(os, "A%d" % i + U)) for i in range(10)]
`,
	// Names that are not known are merged into nested dicts, by a function that calls itself.
	"merged": `
import os
LOGGING = {k: {n: {"level": n, "handlers": [k]} for n in ("a", "b", "c")} for k in ("handlers", "filters", "loggers")}
` + mergingNames,
	// The names themselves rest on an assumption, and others may stand between them.
	"merged names": `
import os
if os.environ.get("V", "on") == "on":
    import mimetypes
` + names(100) + `
LOGGING = {k: {n: {"level": n} for n in ("a", "b", "c")} for k in ("handlers", "loggers")}
` + mergingNames,
	// Each line of a long try may raise.
	"doubts": "import os\nU = os.environ['U']\ndef f(n):\n    d = {}\n" + strings.Repeat("    if U:\n        d[n] = int(U)\n    n += 1\n", 60) +
		"    return d\ntry:\n    A = [f(0), f(1), f(2)]\nexcept ValueError:\n    A = []\n",
}

// mergingNames merges what a module that is not here may bind into LOGGING.
const mergingNames = `
from copy import deepcopy
from local import *
def merge(a, b):
    result = deepcopy(a)
    for key, value in b.items():
        if isinstance(result.get(key), dict) and isinstance(value, dict):
            result[key] = merge(result[key], value)
        else:
            result[key] = deepcopy(value)
    return result
for name in list(locals().keys()):
    if name.startswith("LOGGING_"):
        LOGGING = merge(LOGGING, locals()[name])
`

// names are the lines of a module that binds so many names.
func names(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "N%d = {'a': %d}\n", i, i)
	}
	return b.String()
}

func BenchmarkHard(b *testing.B) {
	for name, source := range hardPrograms {
		b.Run(name, func(b *testing.B) {
			w := newWorld("")
			w.open, w.unknown = true, []string{"U"}
			w.files["/app/s.py"] = source
			b.ReportAllocs()
			for b.Loop() {
				if r := w.run(b, "s"); r.Failure != nil || r.Exhausted {
					b.Fatal(r.Failure, r.Exhausted)
				}
			}
		})
	}
}
