package settings_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
	"github.com/djgate/djgate/inputs/settings"
)

// What the program that loads the settings leaves in its environment, they read.
func TestProgram(t *testing.T) {
	const text = "import os\nMODE = os.environ.get('MODE', 'none')\n"
	for program, want := range map[string]string{
		"import os\nos.environ['MODE'] = 'own'\n":                                                                                           `known str "own"`,
		"from dotenv import load_dotenv\nload_dotenv('.env')\n":                                                                             `known str "file"`,
		"from dotenv import load_dotenv\nload_dotenv('.env')\nraise ValueError()\n":                                                         `known str "file"`,
		"from dotenv import load_dotenv\nload_dotenv('gone.env')\n":                                                                         `known str "none" assumes [MODE]`,
		"from django.core.wsgi import get_wsgi_application\nimport os\napplication = get_wsgi_application()\nos.environ['MODE'] = 'late'\n": `known str "none"`,
		"import os\ndef main():\n    os.environ['MODE'] = 'main'\nif __name__ == '__main__':\n    main()\n":                                 `known str "main"`,
		"import os\ndef setup():\n    os.environ['MODE'] = 'own'\nsetup()\n":                                                                `known str "own"`,
		"import os\nfrom shop.stage import choose as setup\nsetup()\n":                                                                      `known str "chosen"`,
		"import os, django\nos.environ['MODE'] = 'own'\ndjango.setup()\nos.environ['MODE'] = 'late'\n":                                      `known str "own"`,
		"import os\nfrom django import setup\nsetup()\nos.environ['MODE'] = 'late'\n":                                                       `known str "none"`,
		"import os\nfrom django.core.wsgi import get_wsgi_application\ntry:\n    os.environ['MODE'] = 'own'\n    application = get_wsgi_application()\n    os.environ['MODE'] = 'late'\nexcept Exception:\n    raise\n": `known str "own"`,
		"import os\nfrom django.core.wsgi import get_wsgi_application\ndef make():\n    os.environ['MODE'] = 'own'\n    return get_wsgi_application()\napplication = make()\nos.environ['MODE'] = 'late'\n":             `known str "own"`,
		"import os, sys, django\nif __name__ == '__main__':\n    os.environ['MODE'] = 'own'\n    django.setup()\n    os.environ['MODE'] = 'late'\n":                                                                     `known str "own"`,
		"import os, shop.boot\nos.environ['MODE'] = 'late'\n":                                                                                 `known str "none"`,
		"import os\ntry:\n    import shop.boot\nexcept BaseException:\n    pass\nfinally:\n    os.environ['MODE'] = 'late'\n":                 `known str "none"`,
		"import os, socket\nif socket.gethostname() == 'a':\n    import shop.boot\nos.environ['MODE'] = 'own'\n":                              `unknown or known str "own" or known str "none" needs [MODE]`,
		"import os, socket\nos.environ['MODE'] = 'own'\nif socket.gethostname() == 'a':\n    import shop.boot\nos.environ['OTHER'] = 'own'\n": `known str "own"`,
		"import os\ndef change():\n    os.environ |= {'MODE': 'own'}\nchange()\n":                                                             `known str "own"`,
		"import os\nos.environ['MODE'] = ({'MODE': 'a'} | os.environ | {'MODE': 'both'})['MODE']\n":                                           `known str "both"`,
		"import os\nos.environ.update([('MODE', 'pair')])\n":                                                                                  `known str "pair"`,
		"import dotenv\ndotenv.read_dotenv('.env')\n":                                                                                         `known str "file"`,
		"import dotenv\ndotenv.read_dotenv('.')\n":                                                                                            `known str "file"`,
		"from dotenv import read_dotenv\nread_dotenv()\n":                                                                                     `known str "beside" assumes [NOTHING]`,
		"n = 0\nwhile n < 10**9:\n    n += 1\n":                                                                                               `known str "none" assumes [MODE]`,
		"import os, socket\nos.environ['MODE'] = socket.gethostname()\n":                                                                      "unknown",
		"import os\nfrom shop.stage import choose\nchoose()\n":                                                                                `known str "chosen"`,
	} {
		in := input(text)
		files := in.FS.(fstest.MapFS)
		files[".env"] = &fstest.MapFile{Data: []byte("MODE=file\n")}
		files["shop/.env"] = &fstest.MapFile{Data: []byte("export MODE: \"be${NOTHING}side\"  # quoted\n")}
		files["shop/boot.py"] = &fstest.MapFile{Data: []byte("import os, django\ndjango.setup()\nos.environ['MODE'] = 'late'\n")}
		files["shop/stage.py"] = &fstest.MapFile{Data: []byte("import os\ndef choose():\n    os.environ.setdefault('MODE', 'chosen')\n")}
		files["shop/wsgi.py"] = &fstest.MapFile{Data: []byte(program)}
		in.Closed, in.Dir = true, "."
		in.Program = settings.Program{File: "shop/wsgi.py", Main: true}
		out := settings.Read(in)
		if got := show(t, out.Settings["MODE"]); got != want || out.Source.Failure != nil {
			t.Errorf("%s: got %s, want %s (%+v)", program, got, want, out.Source.Failure)
		}
	}
}

// A package that loads Django while it is imported on the way to the settings is not at its
// end when they are read.
func TestPackageLoadsTheSettings(t *testing.T) {
	in := input("")
	in.FS = project("shop/__init__.py", "from . import boot\n", "shop/boot.py", "import os, django\nos.environ['A'] = 'early'\ndjango.setup()\nos.environ['A'] = 'late'\nos.environ['B'] = 'late'\n",
		"shop/settings.py", "import os\nA = os.environ['A']\nB = os.environ.get('B')\n")
	in.Module, in.File, in.Closed = "shop.settings", "shop/settings.py", true
	out := settings.Read(in)
	if a, b := show(t, out.Settings["A"]), show(t, out.Settings["B"]); a != `known str "early"` || b != "known NoneType null" {
		t.Error(a, b)
	}
}

// A script of mod_wsgi is no module, and its folder is not searched.
func TestScriptOfModWSGI(t *testing.T) {
	in := input("import os\nMODE = os.environ['MODE']\nNAME = os.environ['NAME']\n")
	files := in.FS.(fstest.MapFS)
	files["apache/django.wsgi"] = &fstest.MapFile{Data: []byte("import os\nos.environ['MODE'] = 'own'\nos.environ['NAME'] = __name__\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\nos.environ['MODE'] = 'late'\n")}
	in.Closed, in.Program = true, settings.Program{File: "apache/django.wsgi"}
	out := settings.Read(in)
	if mode, name := show(t, out.Settings["MODE"]), show(t, out.Settings["NAME"]); mode != `known str "own"` || name != `known str "_mod_wsgi_"` {
		t.Error(mode, name)
	}
}

// A program that names the settings itself sees no name of them before.
func TestProgramNamesTheSettings(t *testing.T) {
	const program = "import os\nif 'DJANGO_SETTINGS_MODULE' in os.environ:\n    os.environ['MODE'] = 'named'\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'elsewhere')\n"
	for names, want := range map[bool]string{true: `known str "none settings"`, false: `known str "named settings"`} {
		in := input("import os\nMODE = os.environ.get('MODE', 'none') + ' ' + os.environ['DJANGO_SETTINGS_MODULE']\n")
		in.FS.(fstest.MapFS)["wsgi.py"] = &fstest.MapFile{Data: []byte(program)}
		in.Closed, in.Program = true, settings.Program{File: "wsgi.py", Names: names}
		if got := show(t, settings.Read(in).Settings["MODE"]); got != want {
			t.Errorf("names %v: got %s, want %s", names, got, want)
		}
	}
}

// An env file that git ignores may be on the machine, whoever reads it.
func TestProgramReadsAFileOfTheMachine(t *testing.T) {
	in := input("import os\nDEBUG = 'X' in os.environ\n")
	in.FS.(fstest.MapFS)["manage.py"] = &fstest.MapFile{Data: []byte("import dotenv\ndotenv.load_dotenv('.env')\n")}
	in.Closed, in.Dir = true, "."
	in.Machine = func(name string) bool { return name == ".env" }
	in.Program = settings.Program{File: "manage.py", Main: true}
	out := settings.Read(in)
	if got := show(t, out.Settings["DEBUG"]); got != "known bool false assumes [X]" || out.OpenBecause == "" {
		t.Error(got, out.OpenBecause)
	}
}

// Settings that cannot do without an env file of the machine load where it is.
func TestFileOfTheMachineThatIsDemanded(t *testing.T) {
	for text, want := range map[string]string{
		"from dotenv import dotenv_values\nA = dotenv_values('.env')['X']\n":                                                 "unknown assumes [.env] needs [.env]",
		"from dotenv import dotenv_values\nA = dotenv_values('.env').get('X', 'd')\n":                                        `known str "d" assumes [.env]`,
		"from dotenv import dotenv_values\nA = dotenv_values().get('X', 'd')\n":                                              `known str "d" assumes [.env]`,
		"from dotenv import get_key\nA = get_key('.env', 'X')\n":                                                             "known NoneType null assumes [.env]",
		"from decouple import Config, RepositoryEnv\nA = Config(RepositoryEnv('.env'))('X', default='d')\n":                  "unknown",
		"from decouple import Config, RepositoryEnv\nA = Config(RepositoryEnv('.env'))('SET', default='d')\n":                `known str "1"`,
		"from decouple import RepositoryEnv\nA = 1\ntry:\n    RepositoryEnv('.env')\nexcept FileNotFoundError:\n    A = 2\n": "known int 2 assumes [.env]",
	} {
		in := input(text)
		in.Env, in.Closed, in.Dir = []document.Variable{{Name: "SET", State: document.Known, Text: document.NewText("1")}}, true, "."
		in.Machine = func(name string) bool { return name == ".env" }
		out := settings.Read(in)
		if got := show(t, out.Settings["A"]); got != want || out.Source.Failure != nil {
			t.Errorf("%s: got %s, want %s (%+v)", text, got, want, out.Source.Failure)
		}
	}
}

// An env file of this machine is looked for as one that another machine may have.
func TestSearchForAFileOfTheMachine(t *testing.T) {
	for _, here := range []bool{true, false} {
		in := input("import dotenv, os\ndotenv.load_dotenv()\nDEBUG = 'X' in os.environ\n")
		if here {
			in.FS.(fstest.MapFS)[".env"] = &fstest.MapFile{Data: []byte("X=1\n")}
		}
		in.Closed = true
		in.Shipped = func(name string) value.Truth { return value.TruthOf(name != ".env") }
		in.Machine = func(name string) bool { return name == ".env" }
		out := settings.Read(in)
		if got := show(t, out.Settings["DEBUG"]); got != "known bool false assumes [X]" || out.OpenBecause == "" {
			t.Error(here, got, out.OpenBecause)
		}
	}
}

// An env file that git ignores, and that overwrites what is set, would win where it is.
func TestFileOfTheMachineThatOverwrites(t *testing.T) {
	const rest = "import os\nDEBUG = os.environ['DEBUG']\nos.environ['DEBUG'] = 'own'\nLATER = os.environ['DEBUG']\n"
	for reading, want := range map[string]string{
		"import dotenv\ndotenv.load_dotenv('.env', override=True)\n":        `known str "1" assumes [.env]`,
		"import dotenv\ndotenv.load_dotenv(override=True)\n":                `known str "1" assumes [.env]`,
		"import dotenv\ndotenv.load_dotenv(override=False)\n":               `known str "1"`,
		"import environ\nenviron.Env.read_env('.env', overwrite=True)\n":    `known str "1" assumes [.env]`,
		"from environs import Env\nEnv().read_env('.env', override=True)\n": `known str "1" assumes [.env]`,
		"from environs import Env\nEnv().read_env(override=True)\n":         `known str "1" assumes [.env]`,
		"import dotenv\ndotenv.load_dotenv('other/.env', override=True)\n":  `known str "1"`,
	} {
		in := input("import os\nos.environ['GONE'] = 'x'\nos.environ.pop('GONE')\n" + reading + rest + "GONE = os.environ.get('GONE')\n")
		in.Env, in.Closed, in.Dir = []document.Variable{{Name: "DEBUG", State: document.Known, Text: document.NewText("1")}}, true, "."
		in.Machine = func(name string) bool { return name == ".env" }
		out := settings.Read(in)
		if got := show(t, out.Settings["DEBUG"]); got != want {
			t.Errorf("%s: got %s, want %s", reading, got, want)
		}
		if got := show(t, out.Settings["LATER"]); got != `known str "own"` {
			t.Errorf("%s: got %s later", reading, got)
		}
		gone := "known NoneType null"
		if !strings.Contains(reading, "other/") {
			gone += " assumes [.env]"
		}
		if got := show(t, out.Settings["GONE"]); got != gone {
			t.Errorf("%s: got %s of what is deleted, want %s", reading, got, gone)
		}
	}
}

// A closed environment that is listed holds what the inputs set, and what each machine does.
func TestListedEnvironment(t *testing.T) {
	const text = "import os\nA = {k[5:]: v for k, v in os.environ.items() if k.startswith('SHOP_')}\nB = [k for k in os.environ if k in ('PATH', 'SHOP_X')]\n" +
		"for k, v in os.environ.items():\n    if k.startswith('SHOP_'):\n        globals()[k[5:]] = v\nC = os.environ['PATH'] in os.environ.values()\n"
	for closed, want := range map[bool]string{
		true:  `known dict {"X":"1"}, known list ["PATH","SHOP_X"], known str "1"`,
		false: `known dict {"X":"1"} assumes [*], known list ["SHOP_X"] assumes [*], known str "1" assumes [*]`,
	} {
		in := input(text)
		in.Env, in.Closed = []document.Variable{{Name: "SHOP_X", State: document.Known, Text: document.NewText("1")}}, closed
		out := settings.Read(in)
		if got := show(t, out.Settings["A"]) + ", " + show(t, out.Settings["B"]) + ", " + show(t, out.Settings["X"]); got != want {
			t.Errorf("closed %v: got %s, want %s", closed, got, want)
		}
	}
}

// Where an env file that may be there is read before, it is assumed that there are no others.
func TestListedEnvironmentBesideAFile(t *testing.T) {
	in := input("import os, dotenv\ndotenv.load_dotenv('/srv/gone.env')\nA = {k[5:]: v for k, v in os.environ.items() if k.startswith('SHOP_')}\n")
	in.Env, in.Closed = []document.Variable{{Name: "SHOP_X", State: document.Known, Text: document.NewText("1")}}, true
	if got := show(t, settings.Read(in).Settings["A"]); got != `known dict {"X":"1"} assumes [*]` {
		t.Error(got)
	}
}

// A library that is not followed and is about the environment may set variables.
func TestUnmodelledEnvironment(t *testing.T) {
	for library, want := range map[string]string{"envdir": "known bool false assumes [X]", "dotenv_vault": "known bool false assumes [X]", "requests": "known bool false"} {
		in := input("import os, " + library + "\n" + library + ".open()\nDEBUG = 'X' in os.environ\n")
		in.Closed = true
		if got := show(t, settings.Read(in).Settings["DEBUG"]); got != want {
			t.Errorf("%s: got %s, want %s", library, got, want)
		}
	}
}

// Files that a list names in an unknown order are included in it, and arguments are given so.
func TestArgumentsInAnyOrder(t *testing.T) {
	const names = "import glob, os\nfrom split_settings.tools import include\nD = os.path.dirname(os.path.abspath(__file__))\nC = [os.path.basename(c) for c in glob.glob(os.path.join(D, 'part_*.py'))]\n"
	for call, want := range map[string]string{
		"include(*C)\n": "unknown, known int 1",
		"X, Y = 3, 3\ntry:\n    include(*(['gone.py'] + C))\nexcept OSError:\n    pass\n": "known int 3, known int 3",
		"include(*(['gone/*.py'] + C))\n":                                                 "unknown, known int 1",
		"include(*sorted(C))\n":                                                           "known int 2, known int 1",
		"def first(*a):\n    return a[0]\nX = first(*C)\nY = 1\n":                         `unknown or known str "part_a.py" or known str "part_b.py", known int 1`,
		"X = max(*C)\nY = 1\n":                                                            `known str "part_b.py", known int 1`,
		"def first(a, b):\n    return a\nX = 1\nY = len(first(*C))\n":                     "known int 1, known int 9",
	} {
		in := input(names + call)
		files := in.FS.(fstest.MapFS)
		files["part_a.py"] = &fstest.MapFile{Data: []byte("X = 1\nY = 1\n")}
		files["part_b.py"] = &fstest.MapFile{Data: []byte("X = 2\n")}
		out := settings.Read(in)
		if got := show(t, out.Settings["X"]) + ", " + show(t, out.Settings["Y"]); got != want {
			t.Errorf("%s: got %s, want %s", call, got, want)
		}
	}
}

// A model can be defined once Django is set up, in a package around the settings too; before
// that, and by the settings themselves, it cannot.
func TestModelsBeforeTheApps(t *testing.T) {
	const model = "from django.db import models\nclass Order(models.Model):\n    pass\n"
	for name, c := range map[string]struct {
		around, settings, want string
	}{
		"in the settings":                {"", model, "AppRegistryNotReady"},
		"around them":                    {model, "", "AppRegistryNotReady"},
		"around them, once it is set up": {"import django\ndjango.setup()\n" + model, "", ""},
		"where that is caught":           {"", "try:\n    from django.contrib.auth.models import User\nexcept Exception:\n    pass\n", ""},
	} {
		in := input("")
		in.FS = project("shop/__init__.py", c.around, "shop/settings.py", c.settings+"DEBUG = False\n")
		in.Module, in.File = "shop.settings", "shop/settings.py"
		got := ""
		if f := settings.Read(in).Source.Failure; f != nil {
			got = f.Exception
		}
		if got != c.want {
			t.Errorf("%s: it fails with %q, want %q", name, got, c.want)
		}
	}
}
