package models

import (
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

// What dynaconf holds stands in for every setting, bound before or after the call.
func TestDynaconfBindsAnySetting(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"by name":        {"s.py": "import dynaconf\nDEBUG = True\nsettings = dynaconf.DjangoDynaconf(__name__)\nLATER = 1\n"},
		"another module": {"s.py": "DEBUG = True\nimport conf\nLATER = 1\n", "conf.py": "from dynaconf import DjangoDynaconf\nsettings = DjangoDynaconf(envvar_prefix=False)\n"},
		"perhaps":        {"s.py": "import dynaconf, socket\nDEBUG = True\nif socket.gethostname():\n    dynaconf.DjangoDynaconf(__name__)\nLATER = 1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			r := interpretModule(moduleCase{files: files}, map[string]string{}, nil)
			if r.Failure != nil {
				t.Fatalf("raises %s", r.Failure.Exception)
			}
			for _, name := range []string{"DEBUG", "LATER"} {
				b, _ := r.Module.NS.Get(name)
				if _, ok := value.IsUnknown(b.V); !ok {
					t.Errorf("%s is known", name)
				}
			}
			if r.Module.NS.More() == nil {
				t.Error("no other setting may be bound")
			}
		})
	}
}

// It is said which variable and which files may set a name.
func TestDynaconfNamesItsSources(t *testing.T) {
	for call, want := range map[string]string{
		"DjangoDynaconf(__name__)": "dynaconf may set it, by DJANGO_DEBUG or settings.toml",
		"DjangoDynaconf(__name__, ENVVAR_PREFIX_FOR_DYNACONF='shop', settings_files=['a.yaml'])": "dynaconf may set it, by SHOP_DEBUG or a.yaml",
		"DjangoDynaconf(__name__, envvar_prefix=False)":                                          "dynaconf may set it, by settings.toml",
	} {
		files := map[string]string{"settings.toml": "", "s.py": "from dynaconf import DjangoDynaconf\nDEBUG = True\nsettings = " + call + "\n"}
		r := interpretModule(moduleCase{files: files}, map[string]string{}, nil)
		b, _ := r.Module.NS.Get("DEBUG")
		if u, ok := value.IsUnknown(b.V); !ok || u.Because != want {
			t.Errorf("%s: %v", call, u.Because)
		}
	}
}

// A variable has the last word, and is read as TOML (compared with dynaconf 3.3).
func TestDynaconfReadsVariables(t *testing.T) {
	for text, want := range map[string]string{
		"true": "True", "False": "False", "TRUE": "'TRUE'", "0": "0", "05": "", "1.5": "", "localhost": "'localhost'", "/srv/x": "'/srv/x'",
		"postgres://u:p@h/db": "'postgres://u:p@h/db'", "inf": "", "['a']": "", "@int 5": "", "dynaconf_merge": "", "a b": "",
	} {
		files := map[string]string{"s.py": "import dynaconf\nA = 1\nB = 2\nsettings = dynaconf.DjangoDynaconf(__name__)\n"}
		r := interpretModule(moduleCase{files: files}, map[string]string{"DJANGO_A": text, "DJANGO_B": "x", "DJANGO_B__c": "y"}, nil)
		b, _ := r.Module.NS.Get("A")
		shown, _ := value.ToRepr(r.Thread, b.V)
		if got, _ := shown.(value.Str); got.Text() != want {
			t.Errorf("%s: %q, want %q", text, got.Text(), want)
		}
		if b, _ := r.Module.NS.Get("B"); b.V.Class() == value.StrClass {
			t.Error("B is known")
		}
	}
}
