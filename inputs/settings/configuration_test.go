package settings_test

import (
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
)

const configured = `
from configurations import Configuration, values

class Base(Configuration):
    DEBUG = values.BooleanValue(True)
    HOSTS = values.ListValue(["a"])
    SECRET_KEY = values.SecretValue()
    MIDDLEWARE = ["base"]
    @property
    def COMPUTED(self):
        return self.MIDDLEWARE + ["x"]

class Prod(Base):
    DEBUG = False
    SESSION_COOKIE_SECURE = True
`

func TestConfigurations(t *testing.T) {
	for _, test := range []struct {
		name  string
		class string
		env   []string
		want  map[string]string
	}{
		{name: "the class of the environment", env: []string{"DJANGO_CONFIGURATION=Prod", "DJANGO_SECRET_KEY=k"}, class: "Base", want: map[string]string{
			"DEBUG": "known bool false", "SESSION_COOKIE_SECURE": "known bool true", "COMPUTED": `known list ["base","x"]`,
			"SECRET_KEY": "known secret", "USE_TZ": "known bool true", "HOSTS": `known list ["a"] assumes [DJANGO_HOSTS]`,
			"CONFIGURATION": `known str "settings.Prod"`}},
		{name: "the class that the process falls back to", class: "Base", want: map[string]string{
			"DEBUG": "known bool true assumes [DJANGO_DEBUG]", "SESSION_COOKIE_SECURE": "known bool false", "SECRET_KEY": "unknown secret needs [DJANGO_SECRET_KEY]"}},
		{name: "no class", want: map[string]string{"DEBUG": "unknown needs [DJANGO_CONFIGURATION]", "USE_TZ": "unknown needs [DJANGO_CONFIGURATION]"}},
	} {
		in := input(configured, test.env...)
		in.Configuration = settings.Configuration{Class: test.class, At: document.Location{File: "manage.py", Line: 3}}
		in.Packages.Deps = map[string]document.Dependency{"django-configurations": {Exact: "2.5.1"}}
		out := settings.Read(in)
		for name, want := range test.want {
			if got := show(t, out.Settings[name]); got != want {
				t.Errorf("%s: %s: got %s, want %s", test.name, name, got, want)
			}
		}
		if n := out.Settings["USE_TZ"]; test.class != "" && n.Set {
			t.Errorf("%s: USE_TZ is set", test.name)
		}
	}
}

// A class that a module falls back to on the way to the settings is in force where nothing
// else can set the variable, or where it is the target's.
func TestConfigurationOnTheWay(t *testing.T) {
	for _, test := range []struct {
		closed bool
		class  string
		want   string
	}{
		{want: "unknown needs [DJANGO_CONFIGURATION]"},
		{closed: true, want: "known bool true"},
		{class: "Prod", want: "known bool false"},
	} {
		in := input("")
		in.FS = project("shop/__init__.py", "from . import worker\n", "shop/worker.py", "import os\nos.environ.setdefault('DJANGO_CONFIGURATION', 'Base')\n", "shop/settings.py", configured)
		in.Module, in.File, in.Closed, in.Configuration.Class = "shop.settings", "shop/settings.py", test.closed, test.class
		if got := show(t, settings.Read(in).Settings["DEBUG"]); got != test.want {
			t.Errorf("closed %v, class %q: got %s, want %s", test.closed, test.class, got, test.want)
		}
	}
}

func TestFindConfiguration(t *testing.T) {
	const before = "import os, socket\n# os.environ.setdefault('DJANGO_CONFIGURATION', 'Old')\n"
	for text, want := range map[string]settings.Configuration{
		"os.environ.setdefault('DJANGO_CONFIGURATION', 'Dev')":                                     {Class: "Dev", At: document.Location{Line: 3, Column: 48}},
		"os.environ.setdefault('DJANGO_CONFIGURATION', os.getenv('STAGE', 'x').title())":           {Class: "Prod", At: document.Location{Line: 3, Column: 1}},
		"os.environ.setdefault('DJANGO_CONFIGURATION', 'Dev' if 'LOCAL' in os.environ else 'Own')": {Class: "Own", At: document.Location{Line: 3, Column: 48}},
		"os.environ.setdefault('DJANGO_CONFIGURATION', socket.gethostname())":                      {At: document.Location{Line: 3, Column: 1}},
		"print(os.environ.get('DJANGO_CONFIGURATION'))":                                            {},
	} {
		outlines := settings.NewOutlines(project("wsgi.py", "import os\n", "manage.py", before+text+"\n"), nil)
		if want.At.Line > 0 {
			want.At.File = "manage.py"
		}
		stage := document.Variable{Name: "STAGE", State: document.Known, Text: document.NewText("prod")}
		got := outlines.FindConfiguration([]string{"wsgi.py", "none.py", "manage.py"}, settings.Program{Root: "/", Env: []document.Variable{stage}, Closed: true})
		if got != want {
			t.Errorf("%s: got %+v, want %+v", text, got, want)
		}
	}
}

// A copy of django-configurations in the project is taken for the library: its importer
// would have to run. Another package of that name is the project's own.
func TestCopiedConfigurations(t *testing.T) {
	text := "from configurations import Configuration, values\nclass Prod(Configuration):\n    SHOP = values.BooleanValue(True)\n"
	in := input(text, "DJANGO_CONFIGURATION=Prod", "DJANGO_SHOP=no")
	for name, text := range map[string]string{"__init__.py": "from .base import Configuration\n", "base.py": "raise RuntimeError()\n", "importer.py": "", "values.py": ""} {
		in.FS.(fstest.MapFS)["configurations/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	if got := show(t, settings.Read(in).Settings["SHOP"]); got != "known bool false" {
		t.Error(got)
	}
	delete(in.FS.(fstest.MapFS), "configurations/importer.py")
	if got := show(t, settings.Read(in).Settings["SHOP"]); got == "known bool false" {
		t.Error("the project's own package is taken for the library")
	}
}
