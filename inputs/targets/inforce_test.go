package targets

import (
	"crypto/sha1"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// What the program that is loaded says of its settings, against what the environment has.
func TestModuleInForce(t *testing.T) {
	const (
		setting = `os.environ["DJANGO_SETTINGS_MODULE"] = `
		falling = `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.own")` + "\n"
		hosted  = `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings." + socket.gethostname())` + "\n"
		web     = "-- compose.yaml --\nservices: {web: {build: ., environment: {DJANGO_SETTINGS_MODULE: config.given}, command: gunicorn site:app}}\n-- Dockerfile --\nFROM python\nCOPY . .\n"
		shut    = "-- compose.yaml --\nservices: {web: {build: ., command: gunicorn site:app}}\n-- Dockerfile --\nFROM python\nCOPY . .\n"
		open    = "-- Procfile --\nweb: gunicorn site:app\n"
		manage  = "-- Procfile --\nweb: python manage.py serve\n"
		managed = "-- manage.py --\nimport os\n" + falling
		mounted = "-- compose.yaml --\nservices: {web: {build: ., restart: always, env_file: gone.env, volumes: ['.:/app'], command: gunicorn site:app}}\n-- Dockerfile --\nFROM python\nWORKDIR /app\nCOPY . .\n"
		staged  = "-- compose.yaml --\nservices: {web: {build: ., environment: {STAGE: given}, command: gunicorn site:app}}\n-- Dockerfile --\nFROM python\nCOPY . .\n"
		modules = "-- config/__init__.py --\n-- config/own.py --\nINSTALLED_APPS = []\n-- config/given.py --\nINSTALLED_APPS = []\n-- config/other.py --\nINSTALLED_APPS = []\n"
	)
	for name, tt := range map[string]struct{ archive, want string }{
		"the environment before a fallback":       {web + "-- site.py --\nimport os\n" + falling + "app = 1\n", "config.given"},
		"an assignment before the environment":    {web + "-- site.py --\nimport os\n" + setting + "'config.own'\napp = 1\n", "config.own"},
		"the last of two":                         {web + "-- site.py --\nimport os\n" + setting + "'config.other'\n" + setting + "'config.own'\napp = 1\n", "config.own"},
		"an assignment under a condition":         {web + "-- site.py --\nimport os\nif os.environ.get('X'):\n    " + setting + "'config.own'\napp = 1\n", "config.given"},
		"a computed assignment":                   {web + "-- site.py --\nimport os\n" + setting + "'config.' + os.environ['X']\napp = 1\n", "config.given"},
		"a fallback in a file of any name":        {open + "-- site.py --\nimport os\n" + falling + "app = 1\n", "config.own"},
		"a fallback where the application is":     {open + "-- site.py --\nfrom config.served import application as app\n-- config/served.py --\nimport os\n" + falling, "config.own"},
		"an assignment where the application is":  {web + "-- site.py --\nfrom config.served import app\n-- config/served.py --\nimport os\n" + setting + "'config.own'\n", "config.own"},
		"a fallback to what is nowhere":           {open + "-- site.py --\nimport os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.gone')\napp = 1\n-- config/production.py --\nINSTALLED_APPS = []\n" + managed, "config.production"},
		"what is nowhere, all variables known":    {shut + "-- site.py --\nimport os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.gone')\napp = 1\n-- config/production.py --\nINSTALLED_APPS = []\n" + managed, "config.gone"},
		"what is nowhere, none is deployed":       {open + "-- site.py --\nimport os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.gone')\napp = 1\n", "config.gone"},
		"two that take each other's application":  {web + "-- site.py --\nfrom config.served import app\n-- config/served.py --\nfrom site import app\n", "config.given"},
		"manage.py as it is made, but forced":     {manage + "-- manage.py --\nimport os\ndef main():\n    " + setting + "'config.own'\nif __name__ == '__main__':\n    main()\n", "config.own"},
		"manage.py under its condition":           {manage + "-- manage.py --\nimport os\nif __name__ == '__main__':\n    " + setting + "'config.own'\n", "config.own"},
		"a fallback that is put together":         {staged + "-- site.py --\nimport os\nstage = os.getenv('STAGE') or 'own'\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.%s' % stage)\napp = 1\n", "config.given"},
		"put together, nothing sets the part":     {shut + "-- site.py --\nimport os\nstage = os.getenv('STAGE') or 'own'\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', f'config.{stage}')\napp = 1\n", "config.own"},
		"a fallback to a variable's default":      {shut + "-- site.py --\nimport os\nos.environ['DJANGO_SETTINGS_MODULE'] = os.getenv('DJANGO_SETTINGS_MODULE', 'config.own')\napp = 1\n", "config.own"},
		"the arm of a condition that holds":       {staged + "-- site.py --\nimport os\nif os.getenv('STAGE') != 'given':\n    " + falling + "else:\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.given')\napp = 1\n", "config.given"},
		"a choice in one line":                    {shut + "-- site.py --\nimport os\nmodule = 'config.given' if 'SITE' in os.environ else 'config.own'\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', module)\napp = 1\n", "config.own"},
		"a choice by what may be set, deployed":   {mounted + "-- site.py --\nimport os\nstage = os.getenv('STAGE', 'dev')\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', f'config.{stage}')\napp = 1\n-- config/dev.py --\nINSTALLED_APPS = []\n-- config/production.py --\nINSTALLED_APPS = []\n" + managed, "config.production"},
		"the first of two fallbacks":              {shut + "-- site.py --\nimport os\n" + falling + "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.given')\napp = 1\n", "config.own"},
		"a function of another module":            {staged + "-- site.py --\nfrom config.stage import choose\nchoose()\napp = 1\n-- config/stage.py --\nimport os\ndef choose():\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.' + os.environ['STAGE'])\n", "config.given"},
		"the package that is imported first":      {strings.ReplaceAll(shut, "site:app", "web.wsgi:app") + "-- web/__init__.py --\nimport os\n" + falling + "-- web/wsgi.py --\napp = 1\n", "config.own"},
		"put together in the main of manage.py":   {manage + "-- manage.py --\nimport os\ndef main():\n    stage = os.environ.get('STAGE', 'own')\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.' + stage)\nif __name__ == '__main__':\n    main()\n", "config.own"},
		"put together of what is not known":       {shut + "-- site.py --\nimport os, socket\n" + hosted + "app = 1\n-- config/settings/__init__.py --\n-- config/settings/production.py --\nINSTALLED_APPS = []\n-- manage.py --\nimport os, socket\n" + hosted, "config.settings.production"},
		"an env file that is not shipped":         {shut + "-- .dockerignore --\n.env\n-- .env --\nX=1\n-- site.py --\nimport os, dotenv\nif os.getenv('STAGE') == 'given':\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.given')\nelse:\n    " + falling + "dotenv.load_dotenv('.env', override=True)\napp = 1\n", "config.own"},
		"the likelier of what is not known":       {shut + "-- site.py --\nimport os, socket\nif socket.gethostname() == 'mine':\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.dev')\nelse:\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.production')\napp = 1\n-- config/dev.py --\nINSTALLED_APPS = []\n-- config/production.py --\nINSTALLED_APPS = []\n" + managed, "config.production"},
		"manage.py, and an option, which is last": {"-- Procfile --\nweb: python manage.py serve --settings config.other\n-- manage.py --\nimport os\n" + setting + "'config.own'\n", "config.other"},
	} {
		archive := modules + tt.archive
		if !strings.Contains(archive, "-- manage.py --") {
			archive += "-- manage.py --\n"
		}
		p := plan(t, archive, Options{})
		if len(p.Targets) == 0 || p.Targets[0].SettingsModule != tt.want {
			t.Errorf("%s: want %s\n%s", name, tt.want, reasons(p))
		}
	}
}

// Services are one target where their programs change the environment in the same way.
func TestProgramsKeepTargetsApart(t *testing.T) {
	const (
		project = "-- shop/settings.py --\nINSTALLED_APPS = []\n-- manage.py --\n-- conf/a.env --\nMODE=a\n-- conf/b.env --\nMODE=a\n-- conf/c.env --\nMODE=c\n-- compose.yaml --\n" +
			"services:\n  web:\n    build: .\n    command: gunicorn shop.wsgi\n  worker:\n    build: .\n    command: celery -A shop worker\n" +
			"-- Dockerfile --\nFROM python:3.13\nWORKDIR /app\nCOPY . .\n"
		name  = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"
		reads = "from dotenv import load_dotenv\nload_dotenv('conf/"
		wsgi  = "-- shop/wsgi.py --\n"
		work  = "-- shop/celery.py --\n"
	)
	for archive, want := range map[string]int{
		wsgi + name + work + name:                                             1,
		wsgi + name + reads + "a.env')\n" + work + name:                       2,
		wsgi + name + work + name + reads + "a.env')\n":                       2,
		wsgi + name + reads + "a.env')\n" + work + name + reads + "b.env')\n": 1,
		wsgi + name + work + name + "import dotenv\nfor k, v in dotenv.dotenv_values('.env').items():\n    os.environ[k] = v\n": 2,
		wsgi + name + "os.environ['MODE'] = 'b'\n" + work + name + reads + "b.env')\n":                                          2,
	} {
		if p := plan(t, project+archive, Options{}); len(p.Targets) != want {
			t.Errorf("%s: want %d\n%s", archive, want, reasons(p))
		}
	}
}

// The program that loads the settings is known where it changes the environment before.
func TestProgramOfATarget(t *testing.T) {
	const (
		project = "-- shop/settings.py --\nINSTALLED_APPS = []\n-- manage.py --\nimport os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"
		named   = "-- shop/wsgi.py --\nimport os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"
		reading = "import dotenv\ndotenv.load_dotenv()\n"
		worker  = "-- shop/celery.py --\nimport os\nos.environ['ROLE'] = 'worker'\napp = 1\n"
		web     = "-- Procfile --\nweb: gunicorn shop.wsgi\n"
	)
	for archive, want := range map[string]string{
		project + named + web:           "",
		project + named + reading + web: "shop/wsgi.py",
		project + named + reading:       "shop/wsgi.py",
		project + named + worker + web:  "",
		project + named + "import shop.boot\n-- shop/boot.py --\n" + reading + web:                                                                    "shop/wsgi.py",
		project + named + "from shop import boot\n-- shop/boot.py --\nimport os\nfor k in 'ab':\n    os.environ.setdefault(k, k)\n" + web:             "shop/wsgi.py",
		project + named + "from . import a\n-- shop/a.py --\nimport shop.deep.b\n-- shop/deep/__init__.py --\n-- shop/deep/b.py --\n" + reading + web: "shop/wsgi.py",
		project + named + "-- shop/__init__.py --\nfrom .boot import x\n-- shop/boot.py --\n" + reading + web:                                         "shop/wsgi.py",
		project + named + "import os\nos.environ |= {'ROLE': 'x'}\n" + web:                                                                            "shop/wsgi.py",
		project + "# os.environ['ROLE'] = 'x'\n":                                                                                                      "",
		project + worker + "-- Procfile --\nworker: celery -A shop worker\n":                                                                          "shop/celery.py",
	} {
		p := plan(t, archive, Options{})
		if len(p.Targets) == 0 || p.Targets[0].Program.File != want {
			t.Errorf("%s: want %q\n%s", archive, want, reasons(p))
		}
	}
}

// An env file that the program reads names the module before its setdefault does.
func TestProgramReadsTheModuleFromAFile(t *testing.T) {
	p := plan(t, "-- shop/a.py --\nINSTALLED_APPS = []\n-- shop/b.py --\nINSTALLED_APPS = []\n-- manage.py --\n-- conf/env --\nDJANGO_SETTINGS_MODULE=shop.b\n"+
		"-- shop/wsgi.py --\nimport os\nfrom dotenv import load_dotenv\nload_dotenv('conf/env')\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.a')\n"+
		"-- Procfile --\nweb: gunicorn shop.wsgi\n", Options{})
	if len(p.Targets) == 0 || p.Targets[0].SettingsModule != "shop.b" {
		t.Error(reasons(p))
	}
}

// What a developer's own env file names, which git does not track, says nothing of a deployment.
func TestProgramReadsNoFileOfADeveloper(t *testing.T) {
	root, index := t.TempDir(), []byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x00") // of git, without a file
	sum := sha1.Sum(index)
	if err := errors.Join(os.Mkdir(filepath.Join(root, ".git"), 0o700), os.WriteFile(filepath.Join(root, ".git/HEAD"), []byte("ref: refs/heads/main\n"), 0o600),
		os.WriteFile(filepath.Join(root, ".git/index"), append(index, sum[:]...), 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, named := range []string{"'shop.live'", "'shop.' + os.environ.get('MODE', 'live')"} {
		fsys, err := txtar.FS(txtar.Parse([]byte("-- .env --\nDJANGO_SETTINGS_MODULE=shop.staging\nMODE=staging\n-- shop/live.py --\nINSTALLED_APPS = []\n" +
			"-- shop/staging.py --\nINSTALLED_APPS = []\n-- manage.py --\n-- shop/wsgi.py --\nimport os\nfrom dotenv import load_dotenv\nload_dotenv()\n" +
			"os.environ.setdefault('DJANGO_SETTINGS_MODULE', " + named + ")\n-- Procfile --\nweb: gunicorn shop.wsgi\n")))
		if err != nil {
			t.Fatal(err)
		}
		p := Find(fsys, Options{Root: root})
		if len(p.Targets) == 0 || p.Targets[0].SettingsModule != "shop.live" {
			t.Errorf("%s: %s", named, reasons(p))
		}
	}
}

// Which of several modules a program names is told as assumed where that is not known.
func TestModuleThatIsGuessed(t *testing.T) {
	const project = "-- config/a.py --\nINSTALLED_APPS = []\n-- config/b.py --\nINSTALLED_APPS = []\n-- manage.py --\n-- Procfile --\nweb: gunicorn site:app\n-- site.py --\nimport os, socket\n"
	for program, want := range map[string]bool{
		"if socket.gethostname() == 'x':\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.a')\nelse:\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.b')\n": true,
		"if True:\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.a')\nelse:\n    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.b')\n":                        false,
		"stage = 'config.a' if socket.gethostname() == 'x' else 'config.b'\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', stage)\n":                                                true,
		"os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.a')\n":                                                                                                              false,
	} {
		p := plan(t, project+program+"app = 1\n", Options{})
		if len(p.Targets) == 0 || p.Targets[0].SettingsModule != "config.a" || p.Targets[0].Assumed != want {
			t.Errorf("%s: assumed is not %v\n%s", program, want, reasons(p))
		}
	}
}

// Settings of environments may build on those of another folder.
func TestModulesThatBuildOnOthers(t *testing.T) {
	const project = "-- manage.py --\nimport os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.environments.development')\n-- config/settings.py --\nfrom .common.base import *\n-- config/common/base.py --\nINSTALLED_APPS = []\n" +
		"-- config/environments/development.py --\nfrom config.settings import *\n-- config/environments/production.py --\nfrom ..settings import *\n-- config/environments/names.py --\nfrom config.constants import *\n-- config/constants.py --\nA = 1\n"
	var names []string
	for _, target := range plan(t, project, Options{}).Targets {
		names = append(names, target.SettingsModule)
	}
	if slices.Sort(names); strings.Join(names, " ") != "config.environments.development config.environments.production" {
		t.Error(names)
	}
}

// Of a package of which a program computes the module, those for environments are settings,
// whether or not another one chooses among them, and without an __init__.py too.
func TestModulesOfAComputedName(t *testing.T) {
	const project = "-- manage.py --\nimport os\nstage = os.getenv('STAGE', 'development')\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', f'core.settings.{stage}')\n" +
		"-- core/settings/base.py --\nINSTALLED_APPS = []\n-- core/settings/production.py --\nfrom .base import *\n-- core/settings/development.py --\nfrom .base import *\n"
	for _, chooser := range []string{"", "-- core/settings/__init__.py --\nimport os\nif os.getenv('STAGE') == 'production':\n    from .production import *\nelse:\n    from .development import *\n"} {
		var names []string
		for _, target := range plan(t, project+chooser, Options{}).Targets {
			names = append(names, target.SettingsModule)
		}
		if got := strings.Join(names, " "); got != "core.settings.production core.settings.development" && got != "core.settings.development core.settings.production" {
			t.Errorf("%q: %s", chooser, got)
		}
	}
}
