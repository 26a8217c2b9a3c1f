package settings_test

import (
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/google/go-cmp/cmp"
)

func TestFindNamed(t *testing.T) {
	tests := []struct{ file, text, module, kind string }{
		{"manage.py", `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")`, "config.settings", "setdefault"},
		{"manage.py", `os.environ["DJANGO_SETTINGS_MODULE"] = 'settings'`, "settings", "setdefault"},
		{"wsgi.py", `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config")`, "config", "setdefault"},
		{"wsgi.py", `os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"config{env}")`, "", ""},
		{"manage.py", `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "my-shop.settings")`, "my-shop.settings", "setdefault"},
		{"start.sh", "python manage.py migrate --settings=my-shop.prod --noinput", "my-shop.prod", "environment"},
		{"start.sh", "DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-config.prod}", "", ""},
		{"wsgi.py", `os.environ.setdefault("DJANGO_SETTINGS_MODULE", os.environ["X"])`, "", ""},
		{"compose.yaml", "      DJANGO_SETTINGS_MODULE: config.prod", "config.prod", "environment"},
		{"compose.yaml", "      - DJANGO_SETTINGS_MODULE=config.prod", "config.prod", "environment"},
		{"Dockerfile", "ENV DJANGO_SETTINGS_MODULE config.prod", "config.prod", "environment"},
		{"main.tf", `DJANGO_SETTINGS_MODULE = "config.prod"`, "config.prod", "environment"},
		{"start.sh", "python manage.py migrate --settings=config.prod", "config.prod", "environment"},
		{"pytest.ini", "DJANGO_SETTINGS_MODULE = config.test", "config.test", "test"},
		{".github/workflows/ci.yml", "DJANGO_SETTINGS_MODULE: config.test", "config.test", "ci"},
		{"start.sh", "# DJANGO_SETTINGS_MODULE=config.prod", "", ""},
		{"start.sh", "export DJANGO_SETTINGS_MODULE=${MODULE}", "", ""},
		{"shop/asgi/__init__.py", `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")`, "config.settings", "setdefault"},
		{"shop/views/__init__.py", `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")`, "", ""},
		{"shop/wsgi_live.py", `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.live")`, "config.live", "setdefault"},
		{"shop/test_wsgi.py", `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.live")`, "", ""},
		{"manage.py", `os.getenv("DJANGO_SETTINGS_MODULE", default="config.live")`, "config.live", "setdefault"},
		{"deploy/shop.wsgi", `os.environ['DJANGO_SETTINGS_MODULE'] = 'live'`, "live", "setdefault"},
		{"manage.py", "import settings\nif __name__ == \"__main__\":\n    execute_manager(settings)", "settings", "setdefault"},
		{"run_tests.py", `os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"`, "config.settings.test", "test"},
		{"fabfile.py", "execute_manager(settings)", "", ""},
		{"views.py", `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")`, "", ""},
		{"README.md", "DJANGO_SETTINGS_MODULE=config.prod", "", ""},
	}
	for text, want := range map[string][]string{
		"module = 'config.prod'\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', module)":                                               {"config.prod"},
		"try:\n    settings = 'a.local'\nexcept ImportError:\n    settings = 'a.base'\nos.environ['DJANGO_SETTINGS_MODULE'] = settings": {"a.local", "a.base"},
		"settings = config('DJANGO_SETTINGS_MODULE', default=None)\nos.environ['DJANGO_SETTINGS_MODULE'] = settings":                    nil,
		"os.environ.setdefault(\n    'DJANGO_SETTINGS_MODULE',\n    'a.settings.prod',\n)":                                              {"a.settings.prod"},
		"module = 'a.prod'\nos.environ.setdefault(\n    'DJANGO_SETTINGS_MODULE',\n    module,\n)":                                      {"a.prod"},
		"os.environ.setdefault(\n    'DJANGO_SETTINGS_MODULE',\n    find('a.settings.prod'),\n)":                                        nil,
		"PROJECT = 'shop'  # its package\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', PROJECT + '.settings')":                       {"shop.settings"},
		"PROJECT = name() or 'shop'\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', PROJECT + '.settings')":                            nil,
		"PROJECT = 'shop'\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', PROJECT + '.settings.' + name)":                              nil,
		"module = '%s.settings' % real_project_name('shop')\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', module)":                   {"shop.settings"},
		"os.environ.setdefault('DJANGO_SETTINGS_MODULE',\n  '%s.settings.prod' % \"shop\")":                                             {"shop.settings.prod"},
		"os.environ.setdefault('DJANGO_SETTINGS_MODULE', '%s.settings' % name('shop'))":                                                 nil,
		"settings = os.getenv('MODULE', 'a.base')\nos.environ['DJANGO_SETTINGS_MODULE'] = settings":                                     {"a.base"},
	} {
		var got []string
		for _, n := range settings.FindNamed(project("manage.py", text+"\n"), []string{"manage.py"}) {
			got = append(got, n.Module)
		}
		if !cmp.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]bool{
		`"DJANGO_SETTINGS_MODULE", f"config.settings.{env}"`: true, `DJANGO_SETTINGS_MODULE=config.settings.${ENV}`: true, `DJANGO_SETTINGS_MODULE=config.settings.`: false,
		`"DJANGO_SETTINGS_MODULE", "config.settings." + env`: true, `"DJANGO_SETTINGS_MODULE", "config.settings"`: false,
	} {
		if named := settings.FindNamed(project("manage.py", text+"\n"), []string{"manage.py"}); len(named) != 1 || named[0].Computed != want {
			t.Errorf("%s: got %+v", text, named)
		}
	}
	over := settings.FindNamed(project("wsgi.py", "os.environ.setdefault(\n    'DJANGO_SETTINGS_MODULE',\n    'a.prod',\n)\n"), []string{"wsgi.py"})
	if want := (document.Location{File: "wsgi.py", Line: 3, Column: 6}); len(over) != 1 || over[0].At != want {
		t.Errorf("over several lines: got %+v", over)
	}
	for _, test := range tests {
		named := settings.FindNamed(project(test.file, test.text+"\n"), []string{test.file})
		var module, kind string
		if len(named) > 0 {
			module, kind = named[0].Module, named[0].Kind
		}
		if module != test.module || kind != test.kind {
			t.Errorf("%s: %s: got %+v", test.file, test.text, named)
		}
	}
}

func TestSiblings(t *testing.T) {
	files := project(
		"config/settings/__init__.py", "",
		"config/settings/base.py", "INSTALLED_APPS = []\n",
		"config/settings/local.py", "from .base import *\n",
		"config/settings/production.py", "from config.settings.base import *\n",
		"config/settings/test.py", "from .base import *\n",
		"config/settings/constants.py", "A = 1\n",
		"config/settings/broken.py", "INSTALLED_APPS = [\n",
		"config/settings/settings.dist.py", "INSTALLED_APPS = []\n",
	)
	production, ok := settings.Resolve(files, "config.settings.production", []string{"."})
	if !ok || production.File != "config/settings/production.py" {
		t.Fatalf("got %+v", production)
	}
	var names []string
	for _, m := range settings.NewOutlines(files, nil).Siblings(production, nil) {
		names = append(names, m.Name)
	}
	if diff := cmp.Diff([]string{"config.settings.local", "config.settings.test"}, names); diff != "" {
		t.Error(diff)
	}
	if _, ok := settings.Resolve(files, "config.settings.absent", []string{"."}); ok {
		t.Error("a module that is not there is found")
	}
	if m, ok := settings.Resolve(files, "config.settings", []string{"."}); !ok || m.File != "config/settings/__init__.py" {
		t.Errorf("a package: got %+v", m)
	}
}

// A package hides the module of its name, as in Python.
func TestSiblingsThatPackagesHide(t *testing.T) {
	files := project(
		"shop/settings/base.py", "INSTALLED_APPS = []\n",
		"shop/settings/dev.py", "from .base import *\n",
		"shop/settings/live.py", "from .base import *\n",
		"shop/settings/live/__init__.py", "from ..base import *\n",
		"shop/settings/old.py", "from .base import *\n",
		"shop/settings/old/__init__.py", "",
		"shop/settings/test.py", "from .base import *\n",
		"shop/settings/test/data.txt", "",
	)
	for _, m := range []settings.Module{{Name: "shop.settings.dev", File: "shop/settings/dev.py"}, {Name: "shop.settings", File: "shop/settings/__init__.py"}} {
		found := map[string]string{}
		for _, s := range settings.NewOutlines(files, nil).Siblings(m, nil) {
			found[s.Name] = s.File
		}
		want := map[string]string{"shop.settings.live": "shop/settings/live/__init__.py", "shop.settings.test": "shop/settings/test.py"}
		delete(found, "shop.settings.dev")
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("%s: %s", m.Name, diff)
		}
	}
}

// A module that takes all names of settings only to use them is no settings module.
func TestSiblingsUseSettings(t *testing.T) {
	for body, want := range map[string]bool{
		"":                true,
		"env = 1\n":       true,
		"def f(): pass\n": false,
		"class A: pass\n": false,
		"urlpatterns = []\nif DEBUG:\n    urlpatterns += [A]\n":   false,
		"log = f()\nlog.info(A)\n@log.x\ndef f(): pass\n":         false,
		"def f(): pass\nDEBUG = f()\n":                            true,
		"def f(): pass\nA, B = f()\n":                             true,
		"def f(): pass\nAPPS += f()\n":                            true,
		"def f(): pass\nif f():\n    DATABASES['a']['b'] = f()\n": true,
		"def f(): pass\nAPPS.append(f())\n":                       true,
		"def f(): pass\nglobals().update(f())\n":                  true,
	} {
		files := project("shop/settings.py", "INSTALLED_APPS = []\n", "shop/beside.py", "from .settings import *\n"+body)
		found := settings.NewOutlines(files, nil).Siblings(settings.Module{Name: "shop.settings", File: "shop/settings.py"}, nil)
		if got := len(found) == 1; got != want {
			t.Errorf("%q: %t", body, got)
		}
	}
}

func TestOutlined(t *testing.T) {
	o := settings.NewOutlines(project("config/prod.py", `
from .base import *
from config.extra import A
import os
try:
    from .local import *
except ImportError:
    pass
DEBUG = True
SESSION_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 60
SECURE_SSL_REDIRECT = False
if os.environ.get("SOME_NAME"):
    ROOT_URLCONF = "x"
`), nil).Of("config/prod.py")
	if !o.Debug || o.Secure != 2 || !o.Binds["ROOT_URLCONF"] || o.Binds["INSTALLED_APPS"] {
		t.Errorf("got %+v", o)
	}
	if diff := cmp.Diff([]string{"base", "local"}, o.Stars); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"base", "extra", "local"}, o.Siblings); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"SOME_NAME"}, o.Texts); diff != "" {
		t.Error(diff)
	}
}

// DEBUG is literally True only where nothing else binds it, and no condition decides.
func TestOutlineOfDebug(t *testing.T) {
	for source, want := range map[string]bool{
		"DEBUG = True":                                      true,
		"DEBUG = False\nDEBUG = True":                       true,
		"DEBUG: bool = True":                                true,
		"if A:\n    DEBUG = True":                           false,
		"DEBUG = True\nif A:\n    DEBUG = False":            false,
		"if A:\n    DEBUG = False\nelse:\n    DEBUG = True": false,
		"DEBUG = True\nDEBUG = bool(A)":                     false,
		"DEBUG = True\nif A:\n    DEBUG = True":             true,
	} {
		if o := settings.NewOutlines(project("s.py", source), nil).Of("s.py"); o.Debug != want {
			t.Errorf("%q: %t", source, o.Debug)
		}
	}
}

// A package hides the module of its name, wherever it is looked for.
func TestModuleFile(t *testing.T) {
	files := fstest.MapFS{"src/app/jobs.py": {}, "src/app/jobs/__init__.py": {}, "src/app/web.py": {}, "src/app/cli/run.py": {}}
	for module, want := range map[string]string{"app.jobs": "src/app/jobs/__init__.py", "app.web": "src/app/web.py", "app.cli": "", "app..web": "", "": ""} {
		if got, ok := settings.ModuleFile(files, "src", module); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", module, got, want)
		}
	}
}
