package models

import (
	"slices"
	"testing"

	"github.com/djgate/djgate/inputs/python/interp"
	"github.com/djgate/djgate/inputs/python/value"
)

// TestModelsKeepAssumptions: what a library makes by a variable that nothing sets
// rests on it, also where the library has made the object before.
func TestModelsKeepAssumptions(t *testing.T) {
	const v = `os.environ.get("V", "a")`
	const colours = `enum.Enum("E", {"A": "a", "B": "b"})`
	for _, expr := range []string{
		colours + `(` + v + `).name`, colours + `(` + v + `).value`, colours + `(` + v + `)`,
		`[E := ` + colours + `, E(` + v + `) == E.A][1]`,
		`collections.namedtuple("P", ["x", ` + v + `])(1, 2)._asdict()`, `hasattr(collections.namedtuple("P", ["x", ` + v + `])(1, 2), "a")`,
		`collections.namedtuple("P", "x " + ` + v + `)(1, 2)`,
		`collections.ChainMap(os.environ, {"V": "a"})["V"]`, `collections.ChainMap(os.environ).get("V")`, `"V" in collections.ChainMap({}, os.environ)`,
		`collections.ChainMap({}, os.environ).setdefault("V", "a")`, `string.Template("$V").safe_substitute(os.environ)`,
		`decouple.config("V", default=None, cast=decouple.Csv(post_process=tuple))`, `decouple.config("V", default=None, cast=decouple.Csv())`,
		`[environ.Env.read_env(io.StringIO("A=a"), V="a"), os.environ["V"]][1]`,
		`[dotenv.load_dotenv(stream=io.StringIO("V=a")), os.environ["V"]][1]`, `dotenv.load_dotenv(stream=io.StringIO(os.environ.get("V")))`,
	} {
		got, err := newEvaluator(newThread(&host{open: true})).source(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		object, rests := value.Rested(got)
		if _, unknown := value.IsUnknown(object); unknown {
			t.Errorf("%s is not known", expr)
		}
		if tr := got.Trace().Under(rests); tr == nil || !slices.Equal(tr.Assumes, []string{"V"}) {
			t.Errorf("%s assumes %+v", expr, tr)
		}
	}
}

// TestFailedCastsKeepAssumptions: a cast that fails on a default fails only while
// nothing sets the variable.
func TestFailedCastsKeepAssumptions(t *testing.T) {
	for _, expr := range []string{
		`decouple.config("V", default="", cast=int)`, `decouple.config("V", default="x", cast=bool)`,
		`decouple.config("V", default="x", cast=decouple.Csv(int))`, `decouple.config("V", default="x", cast=decouple.Choices(["a"]))`,
		`decouple.config("V", default=None, cast=decouple.Csv(post_process=len))`,
		`environ.Env().email("V", default=None)`,
		`urllib.parse.urlparse(os.environ.get("V"), "http")`, `base64.b64decode(os.environ.get("V"))`,
		`collections.ChainMap({}, os.environ)["V"]`,
	} {
		_, err := newEvaluator(newThread(&host{open: true})).source(expr)
		raised, ok := err.(*value.Raised)
		if !ok || raised.Trace == nil || !slices.Equal(raised.Trace.Assumes, []string{"V"}) {
			t.Errorf("%s: %v, which does not rest on V", expr, err)
		}
	}
}

// TestNestedModelsKeepAssumptions: the default of a nested field rests on its own
// variable, also where another one makes the model.
func TestNestedModelsKeepAssumptions(t *testing.T) {
	const source = `from pydantic import BaseModel
from pydantic_settings import BaseSettings
class Db(BaseModel):
    host: str = "h"
    port: int = 1
class Conf(BaseSettings):
    model_config = {"env_nested_delimiter": "__"}
    db: Db = Db()
A = Conf().db.host
`
	h := &host{open: true, vars: map[string]string{"DB__PORT": "2"}, files: map[string]string{"/app/s.py": source}}
	r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()})
	b, _ := r.Module.NS.Get("A")
	if tr := b.V.Trace(); show(t, r.Thread, b.V) != "'h'" || tr == nil || !slices.Contains(tr.Assumes, "DB__HOST") {
		t.Errorf("%s assumes %+v", show(t, r.Thread, b.V), tr)
	}
}

// TestSeveralSettingsKeepAssumptions: the settings that one URL makes rest on its variable,
// those that another URL would make with them, and where it is demanded none is known.
func TestSeveralSettingsKeepAssumptions(t *testing.T) {
	const demanded = "environ_required=True"
	for _, given := range []string{"'console://'", "'smtp://u:p@h:25'", "'elsewhere://'", "", demanded} {
		source := "from configurations import Configuration, values\nclass Prod(Configuration):\n    MAIL = values.EmailURLValue(" + given + ")\n"
		h := &host{open: true, packages: map[string]string{"django": "5.2.19"}, vars: map[string]string{"DJANGO_CONFIGURATION": "Prod"}, files: map[string]string{"/app/s.py": source}}
		r := interp.Run("s", interp.Options{Host: defaultsHost{h}, Path: []string{"/app"}, Models: Table(), Finish: Configure})
		for _, name := range []string{"EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_USE_TLS"} {
			b, bound := r.Module.NS.Get(name)
			if !bound {
				t.Errorf("%s: %s is not bound", given, name)
				continue
			}
			_, unknown := value.IsUnknown(b.V)
			if unknown != (given == demanded) || !unknown && !slices.Contains(b.V.Trace().Under(b.Control).Assumes, "EMAIL_URL") {
				t.Errorf("%s: %s is %s and assumes %+v", given, name, show(t, r.Thread, b.V), b.V.Trace())
			}
		}
	}
}

// TestFunctionsKeepAssumptions: which function it is that functools has made, and so what
// it gives, rests on the variable that decides it.
func TestFunctionsKeepAssumptions(t *testing.T) {
	for _, made := range []string{"functools.partial(one, 'x')", "functools.lru_cache(one)", "functools.singledispatch(one)", "functools.partial(one, y=1)", "one"} {
		source := "import os, functools\ndef one(x=0, y=0): return 1\nf = " + made + "\nif os.environ.get('V'):\n    f = len\nA = f()\nB = [f][0]()\nC = list(map(f, ['ab']))[0]\n"
		h := &host{open: true, files: map[string]string{"/app/s.py": source}}
		r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()})
		for _, name := range []string{"A", "B", "C"} {
			b, _ := r.Module.NS.Get(name)
			if b.V == nil || !slices.Contains(b.V.Trace().Under(b.Control).Assumes, "V") {
				t.Errorf("%s: %s does not rest on V", made, name)
			}
		}
	}
}

// TestFallbacksDemandFirst: a default is evaluated before the library looks its own variable
// up, so one that demands a variable demands it whether or not the other is set.
func TestFallbacksDemandFirst(t *testing.T) {
	for _, expr := range []string{
		`environ.Env()("A", default=environ.Env()("B"))`, `environ.Env().bool("A", environ.Env().bool("B"))`, `environ.Env().list("A", default=[environ.Env()("B")])`,
		`environ.Env().tuple("A", default=(environ.Env()("B"),))`, `environ.Env().db("A", default=environ.Env()("B"))`, `environ.Env(A=(str, environ.Env()("B")))("A")`,
		`decouple.config("A", default=decouple.config("B"), cast=bool)`, `environs.Env().int("A", environs.Env().int("B"))`, `os.environ.get("A", os.environ["B"])`,
	} {
		source := "import os\nimport environ\nimport decouple\nimport environs\nX = " + expr + "\n"
		for _, open := range []bool{true, false} {
			h := &host{open: open, files: map[string]string{"/app/s.py": source}, packages: map[string]string{"environ": "0.12.0"}}
			r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()})
			if r.Failure != nil || len(r.Thread.Required) != 1 || r.Thread.Required[0].Name != "B" {
				t.Errorf("%s, open %t: failure %+v, demands %+v, want B alone", expr, open, r.Failure, r.Thread.Required)
			}
		}
	}
}

// TestSuppressedKinds: what nobody reads may raise what contextlib.suppress, or a handler,
// names, unless what is installed decides that.
func TestSuppressedKinds(t *testing.T) {
	for kind, want := range map[string]bool{
		"RuntimeError": true, "PermissionError": true, "subprocess.CalledProcessError": true, "ImportError": false, "KeyboardInterrupt": false,
	} {
		source := "import contextlib, subprocess\nA = B = 1\nwith contextlib.suppress(" + kind + "):\n    subprocess.run(['x'])\n    A = 2\n" +
			"try:\n    subprocess.run(['x'])\nexcept " + kind + ":\n    B = 2\n"
		h := &host{open: true, files: map[string]string{"/app/s.py": source}}
		r := interp.Run("s", interp.Options{Host: h, Path: []string{"/app"}, Models: Table()})
		for _, name := range []string{"A", "B"} {
			b, _ := r.Module.NS.Get(name)
			if _, unknown := value.IsUnknown(b.V); unknown != want {
				t.Errorf("%s: %s is %s", kind, name, show(t, r.Thread, b.V))
			}
		}
	}
}

// TestTypesOfTextsThatAreNotKnown: a reader tells of what type a value is that no input gives.
func TestTypesOfTextsThatAreNotKnown(t *testing.T) {
	for expr, want := range map[string]string{
		`os.environ["V"]`: "str", `decouple.config("V")`: "str", `decouple.config("V", cast=bool)`: "bool", `decouple.config("V", cast=decouple.Csv())`: "",
		`environ.Env()("V")`: "str", `environ.Env().str("V")`: "str", `environ.Env().bool("V")`: "bool", `environ.Env().bytes("V")`: "",
		`environ.Env().list("V")`: "list", `environ.Env().json("V")`: "", `environ.Env().path("V")`: "", `environ.Env(V=int)("V")`: "int",
		`environ.Env()("V", cast=lambda v: [v])`: "",
	} {
		v, err := newEvaluator(newThread(&host{})).source(expr)
		u, unknown := value.IsUnknown(v)
		if err != nil || !unknown {
			t.Errorf("%s is %v, %v", expr, v, err)
			continue
		}
		got := ""
		if u.Type != nil {
			got = u.Type.Name
		}
		if got != want {
			t.Errorf("%s has the type %q, want %q", expr, got, want)
		}
	}
}
