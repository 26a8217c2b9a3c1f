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
