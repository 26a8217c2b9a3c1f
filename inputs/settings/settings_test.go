package settings_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
	"github.com/djgate/djgate/inputs/settings"
)

// project is a file system from pairs of a name and a text.
func project(files ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		out[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return out
}

// input is the module settings.py of the given text, for Django 5.2, in an open environment.
func input(text string, env ...string) settings.Input {
	in := settings.Input{FS: project("settings.py", text), Root: "/app", Path: []string{"."}, Module: "settings", File: "settings.py",
		Django: document.Django{Exact: "5.2"}}
	for _, v := range env {
		name, text, _ := strings.Cut(v, "=")
		in.Env = append(in.Env, document.Variable{Name: name, State: document.Known, Text: document.NewText(text), At: document.Location{File: ".env", Line: 1}})
	}
	return in
}

// show writes what a node says of its value.
func show(t *testing.T, n *document.Node) string {
	t.Helper()
	if n == nil {
		return "none"
	}
	out := string(n.State)
	if n.HasValue {
		var text strings.Builder
		enc := json.NewEncoder(&text)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(n.Value); err != nil {
			t.Fatal(err)
		}
		out += " " + n.Type + " " + strings.TrimSpace(text.String())
	}
	if n.Secret {
		out += " secret"
	}
	for _, c := range n.Choices {
		out += fmt.Sprintf(" or %s", show(t, c.Node))
	}
	if len(n.Assumes) > 0 {
		out += fmt.Sprint(" assumes ", n.Assumes)
	}
	if n.State == document.Unknown && len(n.Needs) > 0 {
		out += fmt.Sprint(" needs ", n.Needs)
	}
	return out
}

func TestNodes(t *testing.T) {
	const ini = "import configparser, os\nfrom pathlib import Path\nc = configparser.ConfigParser()\n"
	tests := []struct{ name, text, setting, want string }{
		{"bool", "DEBUG = False", "DEBUG", "known bool false"},
		{"a number that int64 cannot hold", "A = 2 ** 70", "A", "known int 1180591620717411303424"},
		{"a variable that env_key names", "import os\nfor env_key in ['DEBUG', 'A_B']:\n    A = os.environ.get(env_key, env_key == 'DEBUG')", "A", "known bool false assumes [A_B]"},
		{"a variable that a secret names", "import os\nenv_key = 'ABCDEFGHIJKLM'\nA = os.environ.get(env_key)", "A", "unknown secret"},
		{"tuple", "A = (1, 'b')", "A", `known tuple [1,"b"]`},
		{"set", "A = {'b', 'a'}", "A", `known set ["a","b"]`},
		{"list in no known order", "A = list({'b', 'a'})", "A", `known list ["a","b"]`},
		{"middleware in no known order", "MIDDLEWARE = list({'b', 'a'})", "MIDDLEWARE", `partial list [{"$unknown":{"because":"the order of its items is not known"}},{"$unknown":{"because":"the order of its items is not known"}}]`},
		{"JSON of what is in no known order", "import json\nA = json.dumps({'x': list({'b', 'a'})})", "A", "unknown"},
		{"JSON of a dict in no known order", "import json\nA = json.dumps({k: 1 for k in {'b', 'a'}})", "A", "unknown"},
		{"key that is no text", "A = {1: None}", "A", `known dict {"1":null}`},
		{"keys that are patterns", "import re\nA = {re.compile('a.'): 1, re.compile(r'\\d', re.I): 2}", "A", `known dict {"re.compile('\\\\d', re.IGNORECASE)":2,"re.compile('a.')":1}`},
		{"keys whose text holds an address", "A = {object(): 1, object(): 2, 'b': 3}", "A", `partial dict {"$more":{"because":"the text of a key is not known"},"b":3}`},
		{"a return out of a try", "import os\ndef f():\n    try:\n        int(os.environ['X'])\n        return 1\n    except ValueError:\n        pass\nA = f()", "A", "unknown or known int 1 or known NoneType null needs [X]"},
		{"bytes", "A = b'x'", "A", `known bytes "b'x'"`},
		{"infinite", "A = float('inf')", "A", `known float "inf"`},
		{"path", "from pathlib import Path\nBASE_DIR = Path(__file__).parent", "BASE_DIR", `known PosixPath "/app"`},
		{"path that can be called", "import environ\nROOT = environ.Path(__file__) - 1\nA = [ROOT.path('templates')]", "A", `known list ["/app/templates"]`},
		{"class", "class C: pass\nA = C", "A", "known"},
		{"class in a list", "A = [int, 1]", "A", `known list ["<class 'int'>",1]`},
		{"class of the project", "class C: pass\nA = [C]", "A", `known list ["<class 'settings.C'>"]`},
		{"function in a dict", "def f(): pass\nA = {'f': f, 'n': None}", "A", `known dict {"f":"<function f>","n":null}`},
		{"builtin in a dict", "A = {'f': len}", "A", `known dict {"f":"<function len>"}`},
		{"object of a library", "import sys\nA = [sys.stdout]", "A", `known list ["<_io.TextIOWrapper object>"]`},
		{"enum of ints", "import enum\nclass P(enum.IntEnum):\n    SMTP = 25\nEMAIL_PORT = P.SMTP", "EMAIL_PORT", "known P 25"},
		{"enum of texts", "import enum\nclass S(str, enum.Enum):\n    LAX = 'Lax'\nA = {S.LAX: [S.LAX]}", "A", `known dict {"Lax":["Lax"]}`},
		{"dict of a derived class", "import collections\nA = {'x': collections.defaultdict(list, y=[1]), 'z': collections.OrderedDict(q=1)}", "A", `known dict {"x":{"y":[1]},"z":{"q":1}}`},
		{"list of a derived class", "class L(list): pass\nA = L([1])", "A", "known L [1]"},
		{"secret of a derived class", "class S(str): pass\nSECRET_KEY = S('correct-horse-battery-staple')", "SECRET_KEY", "known secret"},
		{"object of the project", "class C: pass\nA = [C()]", "A", `partial list [{"$unknown":{"because":"an object that is no plain value (C)"}}]`},
		{"variable that is not set", "import os\nA = os.environ.get('X', 'd')", "A", `known str "d" assumes [X]`},
		{"variable that is required", "import os\nA = os.environ['X']", "A", "unknown needs [X]"},
		{"variable of tests, beside a module that the machine has", "import os\nA, H = 1, []\ntry:\n    from local_settings import *\nexcept ImportError:\n    pass\nif 'X' in os.environ:\n    A, H = 2, ['h']\nB = H[0]", "A", "known int 1 assumes [X]"},
		{"variable that is required, beside a module that the machine has", "import os\ntry:\n    from local_settings import *\nexcept ImportError:\n    pass\nA = os.environ['X']", "A", "unknown needs [X]"},
		{"list with an unknown member", "import os\nA = ['a', os.environ['X']]", "A", `partial list ["a",{"$unknown":{"because":"no input sets X","needs":["X"]}}]`},
		{"list with unknown members", "import os\nA = ['a', *os.environ['X'].split(',')]", "A", `partial list ["a",{"$more":{"because":"no input sets X","needs":["X"]}}]`},
		{"open dict", "import os\nA = {'a': 1}\nA.update(os.environ['X'])", "A", `partial dict {"$more":{"because":"no input sets X","needs":["X"]},"a":{"$unknown":{"because":"no input sets X","needs":["X"]}}}`},
		{"choices", "import os\nA = 1 if os.environ['X'] else 2", "A", "unknown or known int 1 or known int 2 needs [X]"},
		{"choice of the default", "import os\nif os.environ['X']:\n    USE_TZ = False", "USE_TZ", "unknown or known bool false or known bool true needs [X]"},
		{"what Django sets", "", "X_FRAME_OPTIONS", `known str "DENY"`},
		{"what has no default", "", "ROOT_URLCONF", "unset"},
		{"a default that a variable would replace", "import os\nif 'X' in os.environ:\n    USE_TZ = False", "USE_TZ", "known bool true assumes [X]"},
		{"a default that one variable of two would replace", "import os\nif 'X' in os.environ:\n    USE_TZ = False\nif 'Y' in os.environ:\n    A = 1", "USE_TZ", "known bool true assumes [X]"},
		{"no setting", "lower = 1", "lower", "none"},
		{"star import that is not followed", "from elsewhere import *\nA = 1", "USE_TZ", "unknown needs [elsewhere]"},
		{"what a failing condition rules out", "import os\nA = os.getenv('X', 'd')\nif not os.getenv('X'):\n    raise ValueError", "A", "unknown needs [X]"},
		{"the module's own name", "import os\nA = os.environ['DJANGO_SETTINGS_MODULE']", "A", `known str "settings"`},
		{"a variable whose name stands under a key", "import os\nsome_key = 'APP_DATA_DIR'\nA = os.environ.get(some_key, 'd')", "A", `known str "d" assumes [APP_DATA_DIR]`},
		{"an included file that only the machine has", "from split_settings.tools import include, optional\nDEBUG = True\ninclude(optional('/etc/app/settings.py'))\nA = 1", "DEBUG", "known bool true assumes [/etc/app/settings.py]"},
		{"a default beside an included file", "from split_settings.tools import include, optional\ninclude(optional('/etc/app/*.py'))", "X_FRAME_OPTIONS", `known str "DENY" assumes [/etc/app/*.py]`},
		{"an override that only the machine has", "import glob\nDEBUG = True\nfor f in sorted(glob.glob('/etc/app/*.conf')):\n    exec(open(f).read())\nA = 1", "DEBUG", "known bool true assumes [/etc/app/*.conf]"},
		{"other files of the machine", "import glob\nA = glob.glob('/usr/lib/libgdal.so.*')[0]", "A", "unknown"},
		{"what a dict that is perhaps empty would bind", "import dj_email_url\nvars().update(dj_email_url.config())", "EMAIL_HOST", `known str "localhost" assumes [EMAIL_URL]`},
		{"what a mail URL that is not known leaves alone", "import os, dj_email_url\nvars().update(dj_email_url.parse(os.environ['E']))", "X_FRAME_OPTIONS", `known str "DENY"`},
		{"what a mail URL that is not known binds", "import os, dj_email_url\nvars().update(dj_email_url.parse(os.environ['E']))", "EMAIL_HOST", `unknown or unknown needs [E] or known str "localhost" needs [E]`},
		{"what a dict binds", "import dj_email_url\nvars().update(dj_email_url.config(default='console:'))", "X_FRAME_OPTIONS", `known str "DENY"`},
		{"objects of libraries", "import os\nfrom boto3.s3.transfer import TransferConfig\nfrom storages.backends.s3boto3 import S3Boto3Storage\nA = [TransferConfig(), S3Boto3Storage, os]", "A",
			`known list ["<boto3.s3.transfer.TransferConfig object>","<class 'storages.backends.s3boto3.S3Boto3Storage'>","<module 'os'>"]`},
		{"what follows an included file", "from split_settings.tools import include, optional\ninclude(optional('/etc/app/settings.py'))\nA = 1", "A", "known int 1"},
		{"files that are included where a variable is not set", "import os\nfrom split_settings.tools import include, optional\nnames = ['/etc/app/settings.py']\nif os.environ.get('X'):\n    names.append(os.environ['X'])\nUSE_TZ = False\ninclude(*[optional(name) for name in names])", "USE_TZ", "known bool false assumes [/etc/app/settings.py X]"},
		{"no file is included where a variable is not set", "import os\nfrom split_settings.tools import include\nnames = [os.environ['X']] if os.environ.get('X') else []\nUSE_TZ = False\ninclude(*names)", "USE_TZ", "known bool false assumes [X]"},
		{"a file that a variable names is included", "import os\nfrom split_settings.tools import include\nA = 1\ninclude('environments/' + os.environ['X'] + '.py')", "A", "unknown needs [X]"},
		{"choices of one value", "import os\nif os.environ['X']:\n    A = [1]\nelse:\n    A = [1]", "A", "known list [1]"},
		{"a choice of the default's value", "import os\nif os.environ['X']:\n    USE_TZ = True", "USE_TZ", "known bool true"},
		{"choices of two types", "import os\nif os.environ['X']:\n    A = [1]\nelse:\n    A = (1,)", "A", "unknown or known list [1] or known tuple [1] needs [X]"},
		{"a variable that is read below a handler", "import os\nA = 0\ntry:\n    os.environ.get('X')\n    os.getenv('X')\n    A = 1\nexcept ValueError:\n    pass", "A", "known int 1"},
		{"a host that may have no address", "import socket\nA = []\ntry:\n    A.append(socket.gethostbyname(socket.gethostname()))\nexcept socket.gaierror:\n    pass", "A", `partial list [{"$more":{"because":"socket.gethostbyname is known only when the process runs"}}]`},
		{"a host whose name is looked up below a handler for data", "import socket\nA = 0\ntry:\n    socket.gethostbyname(socket.gethostname())\n    A = 1\nexcept ValueError:\n    pass", "A", "known int 1"},
		{"a lazy text beside a generator that is left early", "from django.utils.translation import gettext_lazy as _\nLANGUAGES = [('en', _('English'))]\nany(code for code, name in LANGUAGES)", "LANGUAGES", `known list [["en","English"]]`},
		{"a processor of logs", "import structlog\nLOGGING = {'()': structlog.stdlib.ProcessorFormatter, 'processor': structlog.processors.JSONRenderer(), 'chain': [structlog.contextvars.merge_contextvars]}", "LOGGING",
			`known dict {"()":"<class 'structlog.stdlib.ProcessorFormatter'>","chain":["<function merge_contextvars>"],"processor":"<structlog.processors.JSONRenderer object>"}`},
		{"a parsed URL", "from urllib.parse import urlsplit\nX = urlsplit('http://host:80/path')", "X", `known SplitResult ["http","host:80","/path","",""]`},
		{"apps of plugins", "import djp\nINSTALLED_APPS = ('a',)\nMIDDLEWARE = []\nUSE_TZ = False\ndjp.settings(globals())", "INSTALLED_APPS", `partial list ["a","djp",{"$more":{"because":"which plugins of djp are installed is not known"}}]`},
		{"middleware of opentelemetry", "from opentelemetry.instrumentation.django import DjangoInstrumentor\nMIDDLEWARE = ['a']\nDjangoInstrumentor().instrument(response_hook=print)", "MIDDLEWARE", `known list ["opentelemetry.instrumentation.django.middleware.otel_middleware._DjangoMiddleware","a"] assumes [OTEL_PYTHON_DJANGO_INSTRUMENT]`},
		{"middleware of opentelemetry, but once", "from opentelemetry.instrumentation.django import DjangoInstrumentor as D\nMIDDLEWARE = ['a']\nfor _ in 'ab':\n    D().instrument()", "MIDDLEWARE", `known list ["opentelemetry.instrumentation.django.middleware.otel_middleware._DjangoMiddleware","a"] assumes [OTEL_PYTHON_DJANGO_INSTRUMENT]`},
		{"what opentelemetry says of itself", "from opentelemetry.instrumentation.django import DjangoInstrumentor as D\nX = [D().is_instrumented_by_opentelemetry]\nD().instrument()\nX += [D().is_instrumented_by_opentelemetry]", "X", `known list [false,true]`},
		{"middleware of opentelemetry at another place", "from opentelemetry.instrumentation.django import DjangoInstrumentor\nMIDDLEWARE = ['a']\nDjangoInstrumentor().instrument(middleware_position=1)", "MIDDLEWARE", `partial list [{"$more":{"because":"what opentelemetry adds is not known"}},"a"]`},
		{"middleware of opentelemetry beside a tuple", "from opentelemetry.instrumentation.django import DjangoInstrumentor\nMIDDLEWARE = ('a',)\nDjangoInstrumentor().instrument()", "MIDDLEWARE", `known tuple ["a"]`},
		{"beside the apps of plugins", "import djp\nINSTALLED_APPS = ('a',)\nMIDDLEWARE = []\nUSE_TZ = False\ndjp.settings(globals())", "USE_TZ", "known bool false"},
		{"a value that a file may give", "from lasuite.configuration.values import SecretFileValue\nA = SecretFileValue('d', environ_name='X', environ_prefix='P')", "A", `known str "d" assumes [P_X P_X_FILE]`},
		{"a file whose variable may be set", "import environ\nA = environ.FileAwareEnv()('X', default='d')", "A", `known str "d" assumes [X X_FILE]`},
		{"an ini file that may replace a value", ini + "c.read_dict({'a': {'b': '1'}})\nc.read('/etc/app.ini')\nA = c.getint('a', 'b')", "A", "known int 1 assumes [/etc/app.ini]"},
		{"a fallback for an ini file", ini + "c.read(['/etc/app.ini', Path.home() / 'app.ini'])\nA = c.get('a', 'b', fallback='d')", "A", `known str "d" assumes [/etc/app.ini an ini file that settings.py:4 names]`},
		{"a branch on an ini file", ini + "c.read('/etc/app.ini')\nif c.has_section('a'):\n    A = 1\nelse:\n    A = 2", "A", "known int 2 assumes [/etc/app.ini]"},
		{"the sections of an ini file", ini + "c.read('/etc/app.ini')\nA = [s for s in c.sections()]", "A", "known list [] assumes [/etc/app.ini]"},
		{"an option that only an ini file may have", ini + "c.read('/etc/app.ini')\nA = c['a']['b']", "A", "unknown assumes [/etc/app.ini] needs [/etc/app.ini]"},
		{"an ini file that a variable names", ini + "c.read(os.environ['X'])\nA = c.get('a', 'b', fallback='d')", "A", "unknown needs [X]"},
		{"a module of the machine that is run if it is there", "A = 1\ntry:\n    exec(open('/etc/x.py').read())\nexcept OSError:\n    pass", "A", "known int 1 assumes [/etc/x.py]"},
		{"a default beside such a module", "try:\n    exec(open('/etc/x.py').read())\nexcept OSError:\n    pass", "X_FRAME_OPTIONS", `known str "DENY" assumes [/etc/x.py]`},
		{"a module that is asked for", "import os\nA = 1\nif os.path.exists('/etc/x.py'):\n    exec(open('/etc/x.py').read())", "A", "known int 1 assumes [/etc/x.py]"},
		{"what follows such a module", "import os\nif os.path.exists('/etc/x.py'):\n    exec(open('/etc/x.py').read())\nA = 1", "A", "known int 1"},
		{"a module without which nothing loads", "A = 1\nexec(open('/etc/x.py').read())", "A", "unknown"},
		{"a file that may be there", "try:\n    open('/etc/x').read()\n    A = 1\nexcept OSError:\n    A = 2", "A", "unknown or known int 1 or known int 2"},
	}
	for _, test := range tests {
		out := settings.Read(input(test.text))
		if got := show(t, out.Settings[test.setting]); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestSecretsHaveNoValue(t *testing.T) {
	const secret = "correct-horse-battery-staple"
	tests := []struct{ name, text, setting string }{
		{"setting", "SECRET_KEY = os.environ['X']", "SECRET_KEY"},
		{"literal", "SECRET_KEY = '" + secret + "'", "SECRET_KEY"},
		{"bytes", "SECRET_KEY = b'" + secret + "'", "SECRET_KEY"},
		{"list", "SECRET_KEY_FALLBACKS = [os.environ['X']]", "SECRET_KEY_FALLBACKS"},
		{"password", "DATABASES = {'default': {'PASSWORD': os.environ['X']}}", "DATABASES"},
		{"URL", "CACHES = {'default': {'LOCATION': f\"redis://:{os.environ['X']}@h\"}}", "CACHES"},
		{"key of a dict", "SECRET_TOKENS = {os.environ['TOKEN']: 1}", "SECRET_TOKENS"},
		{"default", "SECRET_KEY = os.environ.get('Y', '" + secret + "')", "SECRET_KEY"},
		{"choice", "SECRET_KEY = os.environ['X'] if os.environ['Z'] else ''", "SECRET_KEY"},
		{"variable by its name", "A = os.environ['TOKEN']", "A"},
	}
	for _, test := range tests {
		out := settings.Read(input("import os\n"+test.text, "X="+secret, "TOKEN="+secret))
		n := out.Settings[test.setting]
		text, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		if n.State == document.Unset || strings.Contains(string(text), "horse") {
			t.Errorf("%s: %s", test.name, text)
		}
	}
}

func TestFactsOfEqualSecrets(t *testing.T) {
	out := settings.Read(input("SECRET_KEY = 'abc'\nDATABASES = {'default': {'USER': 'abc', 'PASSWORD': 'abc'}}"))
	if f := out.Settings["SECRET_KEY"].Facts; f == nil || f.Length != 3 || f.Distinct != 3 {
		t.Errorf("SECRET_KEY: got %+v", f)
	}
	password := out.Settings["DATABASES"].Value.(map[string]any)["default"].(map[string]any)["PASSWORD"].(map[string]any)[document.KeySecret].(*document.Facts)
	if len(password.Equals) != 1 || password.Equals[0] != "USER" || password.Length != 0 || !password.Short {
		t.Errorf("PASSWORD: got %+v", password)
	}
	if password.Group == 0 || password.Group != out.Settings["SECRET_KEY"].Facts.Group {
		t.Errorf("groups: got %d and %d", password.Group, out.Settings["SECRET_KEY"].Facts.Group)
	}
}

func TestPlacesAndParts(t *testing.T) {
	n := settings.Read(input("import os\nD = {\n    'a': os.environ.get('X', 'b'),\n    'c': [(1,)],\n}\n")).Settings["D"]
	if at := n.AtPaths["c[0]"]; at != (document.Location{File: "settings.py", Line: 4, Column: 11}) {
		t.Errorf("c[0] is at %+v", at)
	}
	if p := n.Parts["c[0]"]; p.Type != "tuple" {
		t.Errorf("c[0]: got %+v", p)
	}
	if p := n.Parts["a"]; p.Origin != document.OriginLiteralDefault || len(p.Assumes) != 1 || len(p.Reads) != 1 {
		t.Errorf("a: got %+v", p)
	}
	if len(n.Assumes) != 1 || n.Chain[0].Kind != document.StepSetting || n.Chain[0].At.Line != 2 {
		t.Errorf("got %+v", n)
	}
}

// A setting that something unknown may set has no line of its own: its place is the first
// that says why it is not known.
func TestPlaceOfWhatIsSetUnseen(t *testing.T) {
	n := settings.Read(input("import os\nDEBUG = False\ndef required(name):\n    try:\n        return os.environ[name]\n    except KeyError:\n        raise ValueError(name)\nglobals().update(required('X'))")).Settings["DEBUG"]
	if want := (document.Location{File: "settings.py", Line: 5, Column: 16}); n.At != want || len(n.Chain) == 0 || n.Chain[0].At != want {
		t.Errorf("at %v, by %v, want %v", n.At, n.Chain, want)
	}
}

func TestIfUnset(t *testing.T) {
	tests := []struct{ name, text, setting, want string }{
		{"read", "A = os.environ.get('X', 'd')", "A", `known str "d"`},
		{"literal", "A = 'a'", "A", "none"},
		{"behind a condition", "if os.environ.get('X'):\n    A = 1\nelse:\n    A = 2", "A", "known int 2"},
		{"the default of Django", "if os.environ.get('X'):\n    USE_TZ = False", "USE_TZ", "known bool true"},
	}
	for _, test := range tests {
		out := settings.Read(input("import os\n"+test.text, "X=x"))
		if got := show(t, out.Settings[test.setting].IfUnset); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// What the platform sets on every machine cannot be missing.
func TestIfUnsetKeepsWhatThePlatformGives(t *testing.T) {
	for given, want := range map[bool]string{true: `known list ["a","d"]`, false: `known list ["d","d"]`} {
		in := input("import os\nA = [os.environ.get('X', 'd'), os.environ.get('Y', 'd')]", "X=a", "Y=b")
		in.Env[0].Given = given
		if got := show(t, settings.Read(in).Settings["A"].IfUnset); got != want {
			t.Errorf("given %t: got %s, want %s", given, got, want)
		}
	}
}

// What the platform sets, nobody knows to what, is still some text.
func TestFilledVariable(t *testing.T) {
	for filled, want := range map[bool]string{true: "known bool false", false: "unknown needs [X]"} {
		in := input("import os\nA = not os.environ.get('X')")
		in.Env = []document.Variable{{Name: "X", State: document.Unknown, Filled: filled, Because: "the platform sets it", Needs: []string{"X"}}}
		if got := show(t, settings.Read(in).Settings["A"]); got != want {
			t.Errorf("filled %t: got %s, want %s", filled, got, want)
		}
	}
}

func TestDefaultsOfPackages(t *testing.T) {
	tests := []struct{ name, text, dep, version, setting, want string }{
		{"package that is not used", "", "x", "", "CSP_DEFAULT_SRC", "none"},
		{"before it went", "", "django-csp", "3.8", "CSP_DEFAULT_SRC", `known list ["'self'"]`},
		{"after it went", "", "django-csp", "4.0", "CSP_DEFAULT_SRC", "unset"},
		{"with it came", "", "django-csp", "4.0", "CONTENT_SECURITY_POLICY", "known dict {}"},
		{"no version", "", "django-csp", "", "CONTENT_SECURITY_POLICY", "unknown needs [django-csp]"},
		{"default", "", "django-cors-headers", "4.3", "CORS_ALLOW_ALL_ORIGINS", "known bool false"},
		{"older name", "CORS_ORIGIN_ALLOW_ALL = True", "django-cors-headers", "4.3", "CORS_ALLOW_ALL_ORIGINS", "known bool true"},
		{"both names", "CORS_ORIGIN_ALLOW_ALL = True\nCORS_ALLOW_ALL_ORIGINS = False", "django-cors-headers", "4.3", "CORS_ALLOW_ALL_ORIGINS", "known bool false"},
		{"older name, perhaps", "import os\nif os.environ['X']:\n    CORS_ORIGIN_ALLOW_ALL = True", "django-cors-headers", "4.3", "CORS_ALLOW_ALL_ORIGINS",
			"unknown or known bool true or known bool false needs [X]"},
	}
	for _, test := range tests {
		in := input(test.text)
		in.Packages.Deps = map[string]document.Dependency{test.dep: {Exact: test.version}}
		if got := show(t, settings.Read(in).Settings[test.setting]); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestDefaultsByVersion(t *testing.T) {
	tests := []struct {
		name          string
		django        document.Django
		setting, want string
	}{
		{"one series", document.Django{Exact: "4.2.1"}, "USE_TZ", "known bool false"},
		{"alike in all", document.Django{Min: "4.2"}, "X_FRAME_OPTIONS", `known str "DENY"`},
		{"differs", document.Django{Min: "4.2"}, "USE_TZ", "unknown needs [django]"},
		{"before the patch release that brought it", document.Django{Exact: "5.2.14"}, "SIGNED_COOKIE_LEGACY_SALT_FALLBACK", "unset"},
		{"another", document.Django{Exact: "3.2.17"}, "DATA_UPLOAD_MAX_NUMBER_FILES", "unset"},
		{"the patch release that brought it", document.Django{Exact: "6.0.6"}, "SIGNED_COOKIE_LEGACY_SALT_FALLBACK", "known bool true"},
		{"a version after the tables", document.Django{Exact: "7.0"}, "USE_TZ", "unknown needs [django]"},
		{"nor is there a default", document.Django{Exact: "7.0"}, "ROOT_URLCONF", "unset"},
		{"the oldest of the tables", document.Django{Exact: "1.8.19"}, "STATICFILES_DIRS", "known tuple []"},
		{"a setting that is newer", document.Django{Exact: "1.8.19"}, "AUTH_PASSWORD_VALIDATORS", "unset"},
		{"a version before the tables", document.Django{Exact: "1.7"}, "DEBUG", "unknown needs [django]"},
	}
	for _, test := range tests {
		in := input("")
		in.Django = test.django
		if got := show(t, settings.Read(in).Settings[test.setting]); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// A settings file of which only the beginning and the end of the name are known is one of
// those that are here.
func TestFileOfAnUnknownName(t *testing.T) {
	const head = "import os\nfrom split_settings.tools import include, optional\nenv = os.environ['X']\nA = 1\nUSE_TZ = False\n"
	for load, want := range map[string][3]string{
		`include("envs/{0}.py".format(env))`:                           {"known bool true", "unknown or known bool true or known bool false needs [X]", "known int 1"},
		`include("envs/%s.py" % env)`:                                  {"known bool true", "unknown or known bool true or known bool false needs [X]", "known int 1"},
		`include(f"envs/{env}.py")`:                                    {"known bool true", "unknown or known bool true or known bool false needs [X]", "known int 1"},
		`include("envs/p" + env + ".py")`:                              {"known bool true", "known bool false", "known int 1"},
		`include("base.py", "envs/{0}.py".format(env))`:                {"known bool true", "unknown or known bool true or known bool false needs [X]", "known int 2"},
		`include(optional("envs/" + env + ".py"))`:                     {"unknown needs [X]", "unknown needs [X]", "unknown needs [X]"},
		`include(optional("envs/%s.py" % ("gone" if env else "dev")))`: {"unknown or known bool false or known bool true needs [X]", "unknown or known bool false or known bool true needs [X]", "known int 1"},
		`include("envs/{0}.conf".format(env))`:                         {"unknown needs [X]", "unknown needs [X]", "unknown needs [X]"},
		`include("envs/" + env)`:                                       {"unknown needs [X]", "unknown needs [X]", "unknown needs [X]"},
		`include("envs/%s.py" % ("prod" if env else "dev"))`:           {"known bool true", "unknown or known bool false or known bool true needs [X]", "known int 1"},
	} {
		in := input(head + load)
		in.FS = project("settings.py", head+load, "base.py", "A = 2\n", "envs/dev.py", "USE_TZ = DEBUG = True\n",
			"envs/prod.py", "USE_TZ = True\nDEBUG = False\n", "envs/notes.txt", "A")
		out := settings.Read(in)
		for i, name := range []string{"USE_TZ", "DEBUG", "A"} {
			if got := show(t, out.Settings[name]); got != want[i] {
				t.Errorf("%s: %s is %s, want %s", load, name, got, want[i])
			}
		}
	}
}

// A file that a variable's default names is another one where the variable is set: what it
// binds, and what it does not, rests on that.
func TestFileOfADefault(t *testing.T) {
	const head = "import os\nenv = os.environ.get('ENV', 'dev')\nUSE_TZ = False\npath = f'/app/envs/{env}.py'\n"
	for name, load := range map[string]string{
		"include":          "from split_settings.tools import include\ninclude('envs/%s.py' % env)",
		"optional":         "from split_settings.tools import include, optional\ninclude(optional('envs/%s.py' % env))",
		"a pattern":        "from split_settings.tools import include\ninclude(f'envs/{env}*.py')",
		"no file is there": "from split_settings.tools import include, optional\ninclude('envs/dev.py', optional(f'envs/{env}_x.py'))",
		"exec":             "with open(path) as f:\n    exec(f.read())",
		"exec of code":     "exec(compile(open(path).read(), path, 'exec'))",
		"exec in a dict":   "own = {}\nexec(open(path).read(), own)\nglobals().update(own)",
		"runpy":            "import runpy\nglobals().update(runpy.run_path(path))",
		"import_module":    "from importlib import import_module\nglobals().update(vars(import_module('envs.' + env)))",
		"__import__":       "globals().update(vars(__import__('envs.' + env, fromlist=['x'])))",
		"from spec":        "import importlib.util\nspec = importlib.util.spec_from_file_location('x', path)\nm = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(m)\nglobals().update(vars(m))",
	} {
		for _, module := range []string{"settings", "settings_of_base"} {
			in := input("")
			in.FS = project("settings.py", head+load, "settings_of_base.py", "from settings import *", "envs/__init__.py", "", "envs/dev.py", "DEBUG = True", "envs/live.py", "USE_TZ = True")
			in.Module, in.File = module, module+".py"
			out := settings.Read(in)
			for setting, value := range map[string]string{"DEBUG": "bool true", "USE_TZ": "bool false", "X_FRAME_OPTIONS": `str "DENY"`} {
				got := show(t, out.Settings[setting])
				if got != "known "+value+" assumes [ENV]" && !strings.HasPrefix(got, "unknown") {
					t.Errorf("%s, %s: %s: got %s", name, module, setting, got)
				}
			}
		}
	}
}

// What is asked of such a file by name is what it holds, not a default.
func TestFileOfADefaultIsAskedByName(t *testing.T) {
	in := input("")
	in.FS = project("settings.py", "import os, importlib.util\npath = '/app/envs/' + os.environ.get('ENV', 'dev') + '.py'\n"+
		"spec = importlib.util.spec_from_file_location('x', path)\nm = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(m)\nDEBUG = getattr(m, 'DEBUG', 7)\n",
		"envs/dev.py", "DEBUG = True")
	if got := show(t, settings.Read(in).Settings["DEBUG"]); got != "known bool true assumes [ENV]" {
		t.Errorf("got %s", got)
	}
}

// So do the variables and options of a file that a variable's default names.
func TestEnvFileOfADefault(t *testing.T) {
	const head = "import os\npath = '/app/' + os.environ.get('ENV', 'dev') + '.env'\n"
	for name, source := range map[string]string{
		"dotenv":        "from dotenv import load_dotenv\nload_dotenv(path)\nX = os.environ['A']",
		"dotenv_values": "from dotenv import dotenv_values\nX = dotenv_values(path)['A']",
		"environ":       "import environ\nenv = environ.Env()\nenv.read_env(path)\nX = env('A')",
		"environs":      "from environs import Env\nenv = Env()\nenv.read_env(path)\nX = env('A')",
		"ini":           "from configparser import ConfigParser\nc = ConfigParser()\nc.read('/app/%s.ini' % os.environ.get('ENV', 'dev'))\nX = c.get('s', 'a')",
		"ini fallback":  "from configparser import ConfigParser\nc = ConfigParser()\nc.read('/app/%s.ini' % os.environ.get('ENV', 'dev'))\nX = c.get('s', 'b', fallback='1')",
	} {
		in := input("")
		in.FS = project("settings.py", head+source, "dev.env", "A=1\n", "dev.ini", "[s]\na = 1\n")
		if got := show(t, settings.Read(in).Settings["X"]); !strings.HasPrefix(got, `known str "1" assumes [`) || !strings.Contains(got, "ENV") {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func TestEnvironment(t *testing.T) {
	const text = "import os\nA = os.environ.get('X', 'd')"
	tests := []struct {
		name   string
		change func(*settings.Input)
		want   string
	}{
		{"open", func(*settings.Input) {}, `known str "d" assumes [X]`},
		{"closed", func(in *settings.Input) { in.Closed = true }, `known str "d"`},
		{"provided", func(in *settings.Input) { in.Provided = []string{"X"} }, "unknown needs [X]"},
		{"set", func(in *settings.Input) { *in = input(text, "X=x") }, `known str "x"`},
		{"masked", func(in *settings.Input) { in.Env = []document.Variable{{Name: "X", State: document.Unset}} }, `known str "d"`},
		{"set elsewhere", func(in *settings.Input) {
			in.Env = []document.Variable{{Name: "X", State: document.Unknown, Because: "a secret store has it", Needs: []string{"X"}}}
		}, "unknown needs [X]"},
	}
	for _, test := range tests {
		in := input(text)
		test.change(&in)
		if got := show(t, settings.Read(in).Settings["A"]); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
	if got := show(t, settings.Read(input("import os\nA = os.environ.get('HOME', 'd')")).Settings["A"]); got != "unknown needs [HOME]" {
		t.Errorf("what every process has: got %s", got)
	}
}

func TestFiles(t *testing.T) {
	tests := []struct{ name, path, want string }{
		{"in the project", "/app/version.txt", `known str "1.2"`},
		{"ignored", "/app/ignored.txt", "unknown"},
		{"absent", "/app/absent.txt", "unknown"},
		{"absent env file, so the module fails", "/app/.env.x", "unknown"},
		{"outside", "/etc/passwd", "unknown"},
		{"above", "/app/../etc/passwd", "unknown"},
		{"nowhere", "/dev/null", `known str ""`},
		{"mounted", "/run/secrets/v", `known str "1.2"`},
		{"mounted from elsewhere", "/run/secrets/w", "unknown"},
	}
	for _, test := range tests {
		in := input("A = open('" + test.path + "').read()")
		in.FS.(fstest.MapFS)["version.txt"] = &fstest.MapFile{Data: []byte("1.2")}
		in.FS.(fstest.MapFS)["ignored.txt"] = &fstest.MapFile{Data: []byte("1.2")}
		in.Container = &container.Files{FS: in.FS, Placed: []document.Placed{{Target: "/run/secrets/v", Source: "version.txt"}, {Target: "/run/secrets/w"}}}
		in.Shipped = func(name string) value.Truth {
			if name == "ignored.txt" {
				return value.Maybe
			}
			return value.Yes
		}
		if got := show(t, settings.Read(in).Settings["A"]); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// The null device is there, but it is no file.
func TestDevNull(t *testing.T) {
	out := settings.Read(input("import os\nexec(open(os.devnull).read())\nA = [os.path.exists(os.devnull), os.path.isfile(os.devnull), os.path.isdir(os.devnull)]"))
	if got := show(t, out.Settings["A"]); got != "known list [true,false,false]" {
		t.Errorf("got %s", got)
	}
}

// Above the project nothing is looked for: no file of the machine that checks is there.
func TestNoFileAboveTheRoot(t *testing.T) {
	for _, text := range []string{
		"from dotenv import load_dotenv\nload_dotenv()\nimport os\nA = os.environ.get('A', 'a')\n",
		"from decouple import config\nA = config('A', default='a')\n",
	} {
		in := input(text)
		in.Root, in.Closed = "/home/me/work/shop", true
		for _, d := range settings.Read(in).Diagnostics {
			if strings.Contains(d.Message, "..") {
				t.Errorf("%s: %s", text, d.Message)
			}
		}
	}
}

// Where the checkout lies is said of no file near it.
func TestPathsAroundTheRoot(t *testing.T) {
	for file, want := range map[string]string{
		"Path(__file__).parents[1] / 'conf' / 'a.json'": "the content of ../conf/a.json is not known",
		"Path(__file__).parents[2] / 'a.json'":          "the content of ../../a.json is not known",
		"'/etc/a.json'":                                 "the content of /etc/a.json is not known",
		"'/home/a.json'":                                "the content of /home/a.json is not known",
	} {
		in := input("from pathlib import Path\nA = open(" + file + ").read()\n")
		in.Root = "/home/me/work/shop"
		if got := settings.Read(in).Settings["A"]; got == nil || got.Because != want {
			t.Errorf("%s: %+v, want %s", file, got, want)
		}
	}
}

// A program that names a builtin of Python 2 outright may be for that, unless what is
// installed says otherwise.
func TestBuiltinsOfPython2(t *testing.T) {
	for _, test := range []struct{ name, text, dep, version, want, failure string }{
		{"a file is run", "execfile('/app/more.conf')", "django", "1.11.29", "known int 1", ""},
		{"in a dict", "d = {}\nexecfile('/app/more.conf', d)\nA = d['A']", "django", "1.11.29", "known int 1", ""},
		{"one that is not known", "A = 1\nexecfile(unicode('/app/more.conf'))", "django", "1.11.29", "unknown", ""},
		{"of a default", "import os\nexecfile(os.environ.get('CONF', '/app/more.conf'))", "", "", "known int 1 assumes [CONF]", ""},
		{"Django needs Python 3", "A = unicode('x')", "django", "2.0", "unknown", "NameError"},
		{"Python is 3", "A = unicode('x')", "python", "3.8", "unknown", "NameError"},
		{"ready for both", "try:\n    unicode\nexcept NameError:\n    A = 1", "", "", "known int 1", ""},
	} {
		in := input(test.text)
		in.FS.(fstest.MapFS)["more.conf"] = &fstest.MapFile{Data: []byte("A = 1")}
		in.Packages.Deps = map[string]document.Dependency{test.dep: {Exact: test.version}}
		out := settings.Read(in)
		failure := ""
		if out.Source.Failure != nil {
			failure = out.Source.Failure.Exception
		}
		if got := show(t, out.Settings["A"]); got != test.want || failure != test.failure {
			t.Errorf("%s: got %s, failure %q", test.name, got, failure)
		}
	}
}

// What a clause or suppress() is for may be the exception that is raised, where it is not known.
func TestPerhapsCaught(t *testing.T) {
	const body = "import contextlib, json\nA = 1\n"
	for _, test := range []struct{ name, text, want, failure string }{
		{"suppressed by its module", "with contextlib.suppress(json.decoder.JSONDecodeError):\n    A = json.loads('db')", "known int 1", ""},
		{"caught by its module", "from json.decoder import JSONDecodeError\ntry:\n    A = json.loads('db')\nexcept JSONDecodeError:\n    A = 2", "known int 2", ""},
		{"suppressed, perhaps", "import somewhere\nwith contextlib.suppress(somewhere.Error):\n    A = int('db')", "known int 1", ""},
		{"not suppressed", "with contextlib.suppress(KeyError):\n    A = int('db')", "unknown", "ValueError"},
	} {
		out := settings.Read(input(body + test.text))
		failure := ""
		if out.Source.Failure != nil {
			failure = out.Source.Failure.Exception
		}
		if got := show(t, out.Settings["A"]); got != test.want || failure != test.failure {
			t.Errorf("%s: got %s, failure %q", test.name, got, failure)
		}
	}
}

func TestFindPackage(t *testing.T) {
	deps := map[string]document.Dependency{"django": {Exact: "5.2"}, "django-environ": {Exact: "0.12"}, "pillow": {}, "opentelemetry-api": {}}
	tests := []struct {
		name             string
		locked, unlocked value.Truth
	}{
		{"django", value.Yes, value.Yes},
		{"environ", value.Yes, value.Yes},
		{"PIL", value.Yes, value.Yes},
		{"debug_toolbar", value.No, value.No},
		{"yaml", value.No, value.Maybe},
		{"unheard_of", value.No, value.Maybe},
		{"opentelemetry", value.Maybe, value.Maybe},
	}
	for _, test := range tests {
		_, locked := settings.Packages{Deps: deps, Locked: true}.Find(test.name)
		_, unlocked := settings.Packages{Deps: deps}.Find(test.name)
		if locked != test.locked || unlocked != test.unlocked {
			t.Errorf("%s: got %v and %v", test.name, locked, unlocked)
		}
	}
	held := settings.Packages{Deps: map[string]document.Dependency{"django-environ": {Below: "0.5"}, "environs": {Exact: "9.5"}}, Installed: map[string]string{"django-environ": "0.4.5"}}
	for name, want := range map[string]string{"environ": "0.4.5", "environs": "9.5"} {
		if version, installed := held.Find(name); version != want || installed != value.Yes {
			t.Errorf("%s: got %q, %v, want %q", name, version, installed, want)
		}
	}
	at := document.Location{File: "docker/Dockerfile"}
	for _, deps := range []map[string]document.Dependency{nil, {"python": {Exact: "3.12"}}, {"gunicorn": {At: at}}} {
		if _, found := (settings.Packages{Deps: deps}).Find("debug_toolbar"); found != value.Maybe {
			t.Errorf("without requirements, %v: got %v", deps, found)
		}
	}
}

// Django 4.2 to 5.0 copy what one name of a storage has to the other.
func TestNamesOfStorages(t *testing.T) {
	const plain = `{"BACKEND":"django.contrib.staticfiles.storage.StaticFilesStorage"}`
	for _, c := range []struct{ version, text, name, want string }{
		{"4.2.5", "STORAGES = {'default': {'BACKEND': 's3.Storage'}}", "DEFAULT_FILE_STORAGE", `known str "s3.Storage"`},
		{"5.0", "STORAGES = {'default': {'BACKEND': 's3.Storage'}}", "STATICFILES_STORAGE", `known NoneType null`},
		{"4.2.5", "import os\nSTORAGES = {'default': {'BACKEND': os.environ['S3']}}", "DEFAULT_FILE_STORAGE", `unknown needs [S3]`},
		{"4.2.4", "STORAGES = {'default': {'BACKEND': 's3.Storage'}}", "DEFAULT_FILE_STORAGE", `known str "django.core.files.storage.FileSystemStorage"`},
		{"4.2", "DEFAULT_FILE_STORAGE = 's3.Storage'", "STORAGES", `known dict {"default":{"BACKEND":"s3.Storage"},"staticfiles":` + plain + `}`},
		{"4.2", "DEFAULT_FILE_STORAGE = 's3.Storage'", "STATICFILES_STORAGE", `known str "django.contrib.staticfiles.storage.StaticFilesStorage"`},
		{"5.1", "DEFAULT_FILE_STORAGE = 's3.Storage'", "STORAGES", `known dict {"default":{"BACKEND":"django.core.files.storage.FileSystemStorage"},"staticfiles":` + plain + `}`},
		{"5.1", "STORAGES = {}", "DEFAULT_FILE_STORAGE", `unset`},
	} {
		in := input(c.text)
		in.Django.Exact = c.version
		if got := show(t, settings.Read(in).Settings[c.name]); got != c.want {
			t.Errorf("Django %s, %s: %s is %s, want %s", c.version, c.text, c.name, got, c.want)
		}
	}
}

// Before Django 2.0 the older list is what runs where the newer one is not set.
func TestOlderMiddleware(t *testing.T) {
	const both = "MIDDLEWARE_CLASSES = ['a.B']\nMIDDLEWARE = ['c.D']"
	for _, c := range []struct{ version, text, want string }{
		{"1.11.29", "MIDDLEWARE_CLASSES = ['a.B']", `known list ["a.B"]`},
		{"1.7.1", both, `known list ["a.B"]`},
		{"1.9.13", "MIDDLEWARE = ['c.D']", `known list ["django.middleware.common.CommonMiddleware","django.middleware.csrf.CsrfViewMiddleware"]`},
		{"1.10.8", both, `known list ["c.D"]`},
		{"1.11.29", "A = 1", `known list ["django.middleware.common.CommonMiddleware","django.middleware.csrf.CsrfViewMiddleware"]`},
		{"1.11.29", "MIDDLEWARE_CLASSES = ['a.B']\nMIDDLEWARE = ['c.D']", `known list ["c.D"]`},
		{"1.8.19", "MIDDLEWARE_CLASSES = ['a.B']\nMIDDLEWARE = ['c.D']", `known list ["a.B"]`},
		{"2.2", "MIDDLEWARE_CLASSES = ['a.B']", `known list []`},
		{"1.11.29", "from lib import *", "unknown needs [lib]"},
		{"1.11.29", "from lib import *\nMIDDLEWARE_CLASSES = ['a.B']", "unknown needs [lib]"},
		{"1.8.19", "from lib import *", "unknown needs [lib]"},
		{"1.8.19", "from lib import *\nMIDDLEWARE_CLASSES = ['a.B']", `known list ["a.B"]`},
	} {
		in := input(c.text)
		in.Django.Exact = c.version
		n := settings.Read(in).Settings["MIDDLEWARE"]
		if got := show(t, n); got != c.want {
			t.Errorf("Django %s, %s: %s, want %s", c.version, c.text, got, c.want)
		}
		if want := strings.Contains(c.text, "MIDDLEWARE ="); n.Set != want {
			t.Errorf("Django %s, %s: set is %t", c.version, c.text, n.Set)
		}
	}
}

// Of a value that both arms leave alike the types inside are known as well.
func TestSettledTypes(t *testing.T) {
	n := settings.Read(input("import sys\nA = {'a': (1,)}\nif 'x' in sys.argv:\n    A = {'a': (1,)}\nif 'y' in sys.argv:\n    A = {'a': [1]}")).Settings["A"]
	if n.State == document.Known {
		t.Errorf("a list or a tuple is known: %+v", n)
	}
	n = settings.Read(input("import sys\nif 'x' in sys.argv:\n    A = {'a': (1,)}\nelse:\n    A = {'a': (1,)}")).Settings["A"]
	if n.State != document.Known || n.Parts["a"].Type != "tuple" {
		t.Errorf("A is %+v", n)
	}
}

// A bool of which nothing more is known decides nothing where it cannot matter.
func TestUnknownBoolBesideAKnownOne(t *testing.T) {
	for text, want := range map[string]string{
		"A = len(sys.argv) > 1 and sys.argv[1] == 'test'":  "known bool false",
		"A = len(sys.argv) < 2 or sys.argv[1] != 'test'":   "known bool true",
		"A = not (len(sys.argv) > 1 and 'x' == 'y')":       "known bool true",
		"A = len(sys.argv) > 1 and sys.argv[1] == 'serve'": "unknown",
		"A = len(sys.argv) and False":                      "unknown",
	} {
		got := show(t, settings.Read(input("import sys\n" + text)).Settings["A"])
		if got != want && (want != "unknown" || !strings.HasPrefix(got, "unknown")) {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// importlib.util.find_spec finds the project's modules. One that is not here, and that a
// machine may have, is taken as absent.
func TestFindSpec(t *testing.T) {
	in := input("from importlib.util import find_spec\nA, B, C, D = find_spec('p.local') is None, find_spec('p.here') is None, find_spec('local_settings') is None, find_spec('p') is None")
	in.FS = project("settings.py", string(in.FS.(fstest.MapFS)["settings.py"].Data), "p/__init__.py", "", "p/here.py", "")
	out := settings.Read(in)
	for name, want := range map[string]string{
		"A": "known bool true assumes [p/local.py]", "B": "known bool false",
		"C": "known bool true assumes [local_settings.py]", "D": "known bool false",
	} {
		if got := show(t, out.Settings[name]); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if got := out.Source.Overrides; len(got) != 2 || got[0].Module != "p.local" || got[1].Module != "local_settings" {
		t.Errorf("overrides are %v", got)
	}
}

// The settings that stop without a file of the machine's own load where it has one.
func TestStopWithoutAFileOfTheMachine(t *testing.T) {
	const stop = ":\n    raise RuntimeError('write it')\nA = 1"
	for text, want := range map[string]string{
		"from importlib.util import find_spec\nif find_spec('local_settings') is None" + stop:                  "",
		"from importlib.util import find_spec\nif find_spec('p.local') is None" + stop:                         "",
		"from importlib.util import find_spec\nif find_spec('p.other') is None" + stop:                         "RuntimeError",
		"import os\nif not os.path.exists('/app/.env')" + stop:                                                 "",
		"import os\nif not os.path.exists('/app/p/local.py')" + stop:                                           "",
		"import os\nif not os.path.exists('/app/p/other.py')" + stop:                                           "RuntimeError",
		"import pathlib\nif not pathlib.Path('/app/.env').is_file()" + stop:                                    "",
		"lines = open('/app/.env').readlines()":                                                                "",
		"try:\n    lines = open('/app/.env').readlines()\nexcept OSError:\n    raise RuntimeError('write it')": "",
	} {
		in := input(text)
		in.FS = project("settings.py", string(in.FS.(fstest.MapFS)["settings.py"].Data), "p/__init__.py", "")
		in.Made = func(name string) bool { return name == ".env" || name == "p/local.py" }
		failed := ""
		if f := settings.Read(in).Source.Failure; f != nil {
			failed = f.Exception
		}
		if failed != want {
			t.Errorf("%s: fails with %q, want %q", text, failed, want)
		}
	}
}

// One of several env files, of which it is not known which, may set what nothing else does.
func TestWhichEnvFile(t *testing.T) {
	in := input("import os, environ\nfile = '/etc/shop/.env'\nif not os.path.exists(file):\n    file = '/app/.env'\nenviron.Env.read_env(file)\nA = environ.Env().str('SECRET')")
	in.Closed = true
	if out := settings.Read(in); out.OpenBecause != "which env file settings.py:5 reads is not known" {
		t.Errorf("%q", out.OpenBecause)
	}
}

// An env file of the machine may set what the settings demand, however the process was started.
func TestEnvFileOfTheMachine(t *testing.T) {
	for file, want := range map[string]string{
		"/etc/shop/app.env": "whether /etc/shop/app.env is there when the process starts is not known",
		"/app/.env":         "",
	} {
		in := input("import environ\nenviron.Env.read_env('" + file + "')\nA = environ.Env().str('SECRET')")
		in.Closed = true
		if out := settings.Read(in); out.OpenBecause != want {
			t.Errorf("%s: %q", file, out.OpenBecause)
		}
	}
}

// What is not in the project, and not among what is made beside it, is taken as absent.
func TestFilesThatNothingMakes(t *testing.T) {
	for text, want := range map[string]string{
		`os.path.exists("/app/extra")`:       "known bool false assumes [extra]",
		`os.path.isdir("/app/var/log")`:      "unknown",
		`os.path.exists("/app/settings.py")`: "known bool true",
		`os.path.exists("/srv/extra")`:       "unknown",
		`open("/app/extra").read()`:          "unknown",
		`optional("/app/extra")`:             "known NoneType null assumes [extra]",
		`optional("/app/var/key")`:           "unknown",
		`open("/app/var/custom.py").read()`:  "unknown",
		`optional("/app/var/custom.py")`:     "known NoneType null assumes [var/custom.py]",
		`os.path.exists("/app/var/own.py")`:  "known bool false assumes [var/own.py]",
	} {
		in := input("import os\ndef optional(path):\n    try:\n        return open(path).read()\n    except OSError:\n        return None\nA = " + text)
		in.Made = func(name string) bool { return strings.HasPrefix(name, "var/") }
		if got := show(t, settings.Read(in).Settings["A"]); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// A settings file that is included and is not here may be made on the machine: where an
// ignore rule names it, as of one that is imported, and where the program copes without it.
func TestIncludedFilesThatAreNotHere(t *testing.T) {
	for text, want := range map[string]string{
		`include("own.py")`:                                         "unknown needs [own.py]",
		`include("gone.py")`:                                        "fails known bool true",
		`include(optional("own.py"))`:                               "known bool true without own.py",
		`include(optional("gone.py"))`:                              "known bool true without gone.py",
		"try:\n    include(\"own.py\")\nexcept OSError:\n    pass":  "known bool true without own.py",
		"try:\n    include(\"gone.py\")\nexcept IOError:\n    pass": "known bool true without gone.py",
	} {
		in := input("from split_settings.tools import include, optional\nUSE_TZ = True\n" + text)
		in.Made = func(name string) bool { return strings.HasPrefix(name, "own") }
		out := settings.Read(in)
		got := show(t, out.Settings["USE_TZ"])
		if out.Source.Failure != nil {
			got = "fails " + got
		}
		for _, o := range out.Source.Overrides {
			got += " without " + o.Module
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// What comes from a package that no model stands for says which package, or that it may be
// a module that is missing.
func TestReasonsOfPackages(t *testing.T) {
	for text, want := range map[string]string{
		"import celerybeatmongo\nA = celerybeatmongo.A": "the package celerybeatmongo is not modelled",
		"import credentials\nA = credentials.A":         "the module credentials is not in the project, and the requirements name no package of that name",
		"from local_settings import *\nA = KEY":         "the module local_settings is not here, and machines have one of their own",
		"from credentials.aws import KEY\nA = KEY":      "the module credentials is not in the project, and the requirements name no package of that name",
	} {
		in := input(text)
		in.Packages.Deps = map[string]document.Dependency{"celerybeatmongo": {Exact: "0.2"}}
		in.Packages.Locked = true
		if got := settings.Read(in).Settings["A"].Because; got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// What a program may raise has the reason, and the place, of what may raise it.
func TestReasonsOfWhatIsRaised(t *testing.T) {
	const program = "the result of a program that settings run is not known"
	for text, want := range map[string]string{
		"import subprocess\nA = 1\ntry:\n    subprocess.check_output(['git'])\nexcept subprocess.CalledProcessError:\n    A = 2":                                    program + ": no operation from settings.py:4 on raises, the operation at settings.py:4 raises Exception",
		"import subprocess\nA = 1\ntry:\n    subprocess.run(['git'], check=True)\nexcept OSError:\n    A = 2":                                                       program + ": no operation from settings.py:4 on raises, the operation at settings.py:4 raises OSError",
		"import subprocess\nA = 1\np = subprocess.Popen(['git'])\ntry:\n    p.communicate(timeout=5)\nexcept subprocess.TimeoutExpired:\n    A = 2":                 program + ": no operation from settings.py:5 on raises, the operation at settings.py:5 raises ValueError",
		"import json\nA = 1\ntry:\n    json.load(open('/etc/x.json'))\nexcept json.JSONDecodeError:\n    A = 2":                                                     "the content of /etc/x.json is not known: no operation from settings.py:4 on raises, the operation at settings.py:4 raises JSONDecodeError",
		"import json\ntry:\n    A = json.load(open('/etc/x.json'))\nexcept ValueError as e:\n    A = str(e)":                                                        "the content of /etc/x.json is not known",
		"def f():\n    try:\n        return int(open('/etc/x').read())\n    except Exception as e:\n        raise e\ntry:\n    A = f()\nexcept IOError:\n    A = 1": "the content of /etc/x is not known",
	} {
		n := settings.Read(input(text)).Settings["A"]
		var when []string
		for _, c := range n.Choices {
			when = append(when, c.When)
		}
		got := n.Because
		if len(when) > 0 {
			got += ": " + strings.Join(when, ", ")
		}
		if got != want {
			t.Errorf("%s:\n%s, want\n%s", text, got, want)
		}
	}
}

// No plugin is taken to be installed where neither the requirements nor the project's
// own metadata speak of one.
func TestPluginsThatNothingInstalls(t *testing.T) {
	const text = "from importlib.metadata import entry_points\nINSTALLED_APPS = ['a']\nfor p in entry_points(group='shop.plugins'):\n    INSTALLED_APPS.append(p.value)"
	const unknown = `partial list ["a",{"$more":{"because":"which plugins are installed is not known"}}`
	for _, tt := range []struct{ dep, metadata, want string }{
		{"workshop", "[project]\nname = 'shop'", `known list ["a"] assumes [shop.plugins]`},
		{"shop-reviews", "", unknown},
		{"python", "", unknown},
		{"django-shops", "", unknown},
		{"workshop", "[project.entry-points.'shop.plugins']\nreviews = 'shop.reviews'", unknown},
	} {
		in := input(text)
		in.FS.(fstest.MapFS)["pyproject.toml"] = &fstest.MapFile{Data: []byte(tt.metadata)}
		in.Packages.Deps = map[string]document.Dependency{tt.dep: {}}
		if got := show(t, settings.Read(in).Settings["INSTALLED_APPS"]); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%v: %s", tt, got)
		}
	}
}

// A line that reads a variable is told once, however often it has run, and as certain where
// it was once.
func TestReadsAreToldOnce(t *testing.T) {
	out := settings.Read(input("import os\n\ndef read(name):\n    return os.environ[name], os.environ.get('Y', '')\n\n" +
		"if os.environ.get('Z') == 'a':\n    A = read('X')\nB = read('X')\nC = read('X')\n"))
	if r := out.Source.Required; len(r) != 1 || r[0].Name != "X" || !r[0].Certain {
		t.Errorf("required: %+v", r)
	}
	var names []string
	for _, r := range out.Source.Reads {
		names = append(names, r.Name)
	}
	if got := strings.Join(names, " "); got != "Z X Y" {
		t.Errorf("read: %s", got)
	}
}
