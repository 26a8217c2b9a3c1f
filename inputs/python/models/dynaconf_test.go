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
