package models

import (
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// TestReading is about where values come from: env files, defaults, what is not known.
func TestReading(t *testing.T) {
	files := map[string]string{
		"/app/.env":          "A=file\nONLY=1\nQ='x'\n",
		"/app/config/.env":   "B='near' # c\n",
		"/app/quoted/.env":   "K=\"a\" # c\nL=\"'b'\"\nM='c\n",
		"/app/settings.ini":  "[settings]\nA = ini\nDEBUG: off\n",
		"/app/run/secret":    "s3cret\n",
		"/app/refer/.env":    "A=file\nK=${A}\nL=${U}x\nM=${A:-d}\n",
		"/app/conf.ini":      "[web]\nDebug = yes\nport=80\n",
		"/app/conf.toml":     "[tool]\nversion = \"1.2\"\n",
		"/app/split/10_a.py": "",
	}
	for _, c := range []struct {
		name string
		vars map[string]string
		open bool
		pkgs map[string]string
		expr string
		want string
	}{
		{name: "read_env keeps what is set", vars: map[string]string{"A": "env"}, expr: `[environ.Env.read_env("/app/.env"), os.environ["A"], os.environ["ONLY"]]`, want: "[None, 'env', '1']"},
		{name: "read_env overwrites when told to", vars: map[string]string{"A": "env"}, expr: `[environ.Env().read_env("/app/.env", overwrite=True), os.environ["A"]]`, want: "[None, 'file']"},
		{name: "read_env without a path reads beside the module", expr: `[environ.Env.read_env(), os.environ["B"]]`, want: "[None, \"'near' # c\"]"},
		{name: "django-environ 0.11 reads comments", pkgs: map[string]string{"environ": "0.11.2"}, expr: `[environ.Env.read_env(), os.environ["B"]]`, want: "[None, 'near']"},
		{name: "load_dotenv searches upward", expr: `[dotenv.load_dotenv(), os.getenv("B"), os.getenv("A")]`, want: "[True, 'near', None]"},
		{name: "load_dotenv overrides when told to", vars: map[string]string{"A": "env"}, expr: `[dotenv.load_dotenv("/app/.env", override=True), os.getenv("A")]`, want: "[True, 'file']"},
		{name: "load_dotenv: the environment wins inside a value", vars: map[string]string{"A": "env"}, expr: `[dotenv.load_dotenv("/app/refer/.env"), os.getenv("K"), os.getenv("M")]`, want: "[True, 'env', 'env']"},
		{name: "load_dotenv: the file wins inside a value when told to", vars: map[string]string{"A": "env"}, expr: `[dotenv.load_dotenv("/app/refer/.env", override=True), os.getenv("K")]`, want: "[True, 'file']"},
		{name: "dotenv_values: the file wins inside a value", vars: map[string]string{"A": "env"}, expr: `dotenv.dotenv_values("/app/refer/.env")["K"]`, want: "'file'"},
		{name: "load_dotenv of a file that is not there", expr: `dotenv.load_dotenv("/app/none")`, want: "False"},
		{name: "dotenv_values", expr: `dotenv.dotenv_values("/app/.env")["ONLY"]`, want: "'1'"},
		{name: "environs reads into the Env alone", expr: `[environs.env.read_env("/app/.env"), environs.env.str("A"), os.environ.get("A")]`, want: "[True, 'file', None]"},
		{name: "environs 9 reads into the environment", pkgs: map[string]string{"environs": "9.5.0"}, expr: `[environs.Env().read_env("/app/.env"), os.environ.get("A")]`, want: "[None, 'file']"},
		{name: "decouple finds the nearest file", expr: `decouple.config("B")`, want: `"'near' # c"`},
		{name: "decouple takes settings.ini before .env", expr: `decouple.AutoConfig("/app")("A")`, want: "'ini'"},
		{name: "decouple 3.1 takes any quotes away", pkgs: map[string]string{"decouple": "3.1"}, expr: `decouple.Config(decouple.RepositoryEnv("/app/quoted/.env"))("K")`, want: `'a" # c'`},
		{name: "decouple 3.4 takes all quotes of what is quoted away", pkgs: map[string]string{"decouple": "3.4"}, expr: `[decouple.Config(decouple.RepositoryEnv("/app/quoted/.env"))("K"), decouple.Config(decouple.RepositoryEnv("/app/quoted/.env"))("L")]`, want: `['"a" # c', 'b']`},
		{name: "decouple 3.5 takes a pair of quotes away", pkgs: map[string]string{"decouple": "3.5"}, expr: `decouple.Config(decouple.RepositoryEnv("/app/quoted/.env"))("L")`, want: `"'b'"`},
		{name: "decouple 3.2 knows fewer words for bools", vars: map[string]string{"D": "y"}, pkgs: map[string]string{"decouple": "3.2"}, expr: `decouple.config("D", cast=bool)`, want: "raises ValueError: Not a boolean: ..."},
		{name: "decouple's environment wins", vars: map[string]string{"A": "env"}, expr: `decouple.AutoConfig("/app")("A")`, want: "'env'"},
		{name: "decouple's repository by name", expr: `decouple.Config(decouple.RepositoryEnv("/app/.env"))("ONLY", cast=int)`, want: "1"},
		{name: "FileAwareEnv reads the file", vars: map[string]string{"K": "env", "K_FILE": "/app/run/secret"}, expr: `environ.FileAwareEnv()("K")`, want: "'s3cret\\n'"},
		{name: "FileAwareEnv of a file that is not known", vars: map[string]string{"K_FILE": "/run/secrets/k"}, expr: `environ.FileAwareEnv()("K")`, want: "unknown: the content of /run/secrets/k is not known"},
		{name: "an open environment assumes", open: true, expr: `environ.Env().bool("D", default=False)`, want: "False"},
		{name: "a list for a cast is none", vars: map[string]string{"D": "a,b"}, expr: `[environ.Env().list("D", []), environ.Env().tuple("D", ())]`, want: "[['a', 'b'], ('a', 'b')]"},
		{name: "headers of CORS 4", pkgs: map[string]string{"corsheaders": "4.3.1"}, expr: `len(corsheaders.defaults.default_headers)`, want: "6"},
		{name: "headers of CORS 3", pkgs: map[string]string{"corsheaders": "3.13.0"}, expr: `len(corsheaders.defaults.default_headers)`, want: "9"},
		{name: "headers of any CORS", expr: `corsheaders.defaults.default_headers`, want: "unknown: the version of django-cors-headers is not known"},
		{name: "a demanded variable is unknown", expr: `environ.Env().bool("D")`, want: "unknown: no input sets D"},
		{name: "os.environ.get", expr: `os.environ.get("D", 4)`, want: "4"},
		{name: "os.environ.setdefault", expr: `[os.environ.setdefault("D", "x"), os.environ["D"]]`, want: "['x', 'x']"},
		{name: "os.environ.pop", vars: map[string]string{"D": "x"}, expr: `[os.environ.pop("D"), os.getenv("D")]`, want: "['x', None]"},
		{name: "os.environ must be given text", expr: `os.environ.update({"D": 1})`, want: "raises TypeError: str expected, not int"},
		{name: "math rounds to int", expr: `[math.floor(1.5), math.ceil(1.5), math.trunc(-1.5), math.floor(3), math.floor(1e20)]`, want: "[1, 2, -1, 3, 100000000000000000000]"},
		{name: "math of no number", expr: `math.floor(float("nan"))`, want: "raises ValueError: cannot convert float NaN to integer"},
		{name: "a host and its port", expr: `[django.http.request.split_domain_port("A.b.:80"), django.http.request.split_domain_port("[::1]"), django.http.request.split_domain_port("a_b")]`, want: "[('a.b', '80'), ('[::1]', ''), ('', '')]"},
		{name: "safe_join stays below its folder", expr: `[django.utils._os.safe_join("/static/", "a/../b"), django.utils._os.safe_join("/", "x"), django.utils._os.safe_join("/s", ".")]`, want: "['/static/b', '/x', '/s']"},
		{name: "safe_join refuses what lies outside", expr: `django.utils._os.safe_join("/static", "../static2")`, want: "raises SuspiciousFileOperation: The joined path (...) is located outside of the base path component (...)"},
		{name: "safe_join in a folder that is not known", expr: `django.utils._os.safe_join("static", "a")`, want: "unknown: the working directory is not known"},
		{name: "the strict client", expr: `[redis.StrictRedis.__name__, redis.StrictRedis is redis.Redis]`, want: "['Redis', True]"},
		{name: "the strict client of redis 2", pkgs: map[string]string{"redis": "2.10.6"}, expr: `redis.StrictRedis.__name__`, want: "'StrictRedis'"},
		{name: "extensions of django-jinja", pkgs: map[string]string{"django_jinja": "2.4.1"}, expr: `[len(django_jinja.builtins.DEFAULT_EXTENSIONS), django_jinja.builtins.DEFAULT_EXTENSIONS[4:6]]`, want: "[11, ['jinja2.ext.autoescape', 'django_jinja.builtins.extensions.CsrfExtension']]"},
		{name: "extensions of django-jinja 2.10", pkgs: map[string]string{"django_jinja": "2.10.2"}, expr: `[len(django_jinja.builtins.DEFAULT_EXTENSIONS), django_jinja.builtins.DEFAULT_EXTENSIONS[1:4]]`, want: "[10, ['jinja2.ext.loopcontrols', 'jinja2.ext.i18n', 'django_jinja.builtins.extensions.DebugExtension']]"},
		{name: "extensions of a django-jinja", expr: `django_jinja.builtins.DEFAULT_EXTENSIONS`, want: "unknown: which extensions django-jinja has on depends on its version, which is not known"},
		{name: "configparser", expr: `configparser.ConfigParser().has_section("web")`, want: "False"},
		{name: "open and read", expr: `io.open("/app/run/secret").read()`, want: `'s3cret\n'`},
		{name: "lines of a file", expr: `list(io.open("/app/.env"))`, want: `['A=file\n', 'ONLY=1\n', "Q='x'\n"]`},
		{name: "a file that is not there", expr: `io.open("/app/none")`, want: "raises FileNotFoundError: [Errno 2] No such file or directory: ..."},
		{name: "json of a file that is none", expr: `json.load(pathlib.Path("/app/run/secret").open("rb"))`, want: "raises JSONDecodeError: Expecting value"},
		{name: "toml by path", expr: `toml.load("/app/conf.toml")["tool"]["version"]`, want: "'1.2'"},
		{name: "a cache that depends on what is installed", pkgs: map[string]string{"django_redis": "5.4", "django": "5.2"}, expr: `environ.Env.cache_url_config("redis://h/1")["BACKEND"]`, want: "'django_redis.cache.RedisCache'"},
		{name: "Django's own Redis", pkgs: map[string]string{"django_redis": "-", "django": "5.2"}, expr: `environ.Env.cache_url_config("redis://h/1?a=b")`,
			want: "{'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': 'redis://h/1', 'OPTIONS': {'a': 'b'}}"},
		{name: "it is not known what is installed", expr: `environ.Env.cache_url_config("redis://h/1")["BACKEND"]`, want: "unknown: it is not known whether django_redis is installed"},
		{name: "Django's version", pkgs: map[string]string{"django": "5.2.3"}, expr: `django.VERSION >= (5, 0)`, want: "True"},
		{name: "lazy text", expr: `django.utils.translation.gettext_lazy("German")`, want: "'German'"},
		{name: "no lazy text", expr: `[str(django.utils.translation.gettext_lazy("")), django.utils.translation.gettext(""), "%sa" % django.utils.translation.gettext_lazy("")]`, want: "['', '', 'a']"},
		{name: "lazy text is compared too early", expr: `django.utils.translation.gettext_lazy("a") == "a"`, want: "raises AppRegistryNotReady: The translation infrastructure cannot be initialized before the apps registry is ready."},
		{name: "lazy text is hashed too early", expr: `hash(django.utils.translation.gettext_lazy("a"))`, want: "raises AppRegistryNotReady: The translation infrastructure cannot be initialized before the apps registry is ready."},
		{name: "lazy text has its own type", expr: `type(django.utils.translation.gettext_lazy("German")).__name__`, want: "'__proxy__'"},
		{name: "a package that is not installed", pkgs: map[string]string{"debug_toolbar": "-"}, expr: `importlib.util.find_spec("debug_toolbar")`, want: "None"},
		{name: "a secrets manager", expr: `boto3.client("ssm")`, want: "unknown: read from a secrets manager at start"},
		{name: "the options of its client", expr: `type(botocore.config.Config(retries={"mode": "standard"})).__name__`, want: "'Config'"},
		{name: "strtobool gives an int", expr: `distutils.util.strtobool("Yes")`, want: "1"},
		{name: "a smart cast", pkgs: map[string]string{"environ": "0.4.5"}, vars: map[string]string{"N": "7"}, expr: `environ.Env()("N", default=3)`, want: "7"},
		{name: "before the smart cast", pkgs: map[string]string{"environ": "0.4.4"}, vars: map[string]string{"N": "7"}, expr: `environ.Env()("N", default=3)`, want: "'7'"},
		{name: "an early engine", pkgs: map[string]string{"environ": "0.4.1"}, expr: `environ.Env.db_url_config("postgres://h/n")["ENGINE"]`, want: "'django.db.backends.postgresql_psycopg2'"},
		{name: "an early query", pkgs: map[string]string{"environ": "0.4.1"}, expr: `environ.Env.db_url_config("postgres://h/n?autocommit=True")["AUTOCOMMIT"]`, want: "'True'"},
		{name: "an early mail URL", pkgs: map[string]string{"dj_email_url": "0.1.0"}, expr: `sorted(dj_email_url.parse("smtp://u@h?tls=y&_server_email=a&timeout=1"))`,
			want: "['EMAIL_BACKEND', 'EMAIL_FILE_PATH', 'EMAIL_HOST', 'EMAIL_HOST_PASSWORD', 'EMAIL_HOST_USER', 'EMAIL_PORT', 'EMAIL_USE_SSL', 'EMAIL_USE_TLS']"},
		{name: "strtobool gives a bool", expr: `tna_utilities.strtobool("Yes")`, want: "True"},
		{name: "literals of dbca_utils", vars: map[string]string{"B": "True", "L": "['a', 'b']", "N": "10", "T": "some text"},
			expr: `[dbca_utils.utils.env("B"), dbca_utils.utils.env("L"), dbca_utils.utils.env("N"), dbca_utils.utils.env("T"), dbca_utils.utils.env("X")]`, want: "[True, ['a', 'b'], 10, 'some text', None]"},
		{name: "dbca_utils takes the type of the default", vars: map[string]string{"B": " true ", "L": "a, ,b", "N": "007", "T": "12", "E": "", "F": "[1]"},
			expr: `[dbca_utils.utils.env("B", False), dbca_utils.utils.env("L", []), dbca_utils.utils.env("N", 0), dbca_utils.utils.env("T", "x"), dbca_utils.utils.env("E", True), dbca_utils.utils.env("F", ()), dbca_utils.utils.env("L", value_type=tuple), dbca_utils.utils.env("T", 1.5)]`,
			want: "[True, ['a', 'b'], 7, '12', False, (1,), ('a', 'b'), 12.0]"},
		{name: "a default of dbca_utils", open: true, expr: `dbca_utils.utils.env("B", "http://a").split(",")`, want: "['http://a']"},
		{name: "a bool that dbca_utils refuses", vars: map[string]string{"B": "yes"}, expr: `dbca_utils.utils.env("B", False)`, want: "raises Exception: ... is not supported"},
		{name: "what dbca_utils demands", expr: `dbca_utils.utils.env("B", required=True)`, want: "unknown: no input sets B"},
		{name: "literals of django-getenv", vars: map[string]string{"B": "True", "L": "['a', 1]", "T": "a b", "E": "", "Z": "0"},
			expr: `[getenv.env("B", False), getenv.env("L"), getenv.env("T", 1), getenv.env("E", 2), getenv.env("Z", True), getenv.env("X"), getenv.env("X", "y", required=True)]`, want: "[True, ['a', 1], 'a b', '', 0, None, 'y']"},
		{name: "what django-getenv demands", expr: `getenv.env("B", "", required=True)`, want: "unknown: no input sets B"},
		{name: "a literal that is none to django-getenv", vars: map[string]string{"B": "{[]: 1}"}, expr: `getenv.env("B")`, want: "raises TypeError: unhashable type: 'list'"},
		{name: "addresses that are not known", open: true, expr: `email.utils.getaddresses(["a@b.c", os.environ["A"]])`, want: "unknown: no input sets A"},
		{name: "to_bool of attrs", expr: `list(map(attr.converters.to_bool, ("Yes", "T", "on", "1", "no", "F", "off", "0", 1, 0, True, 1.0, "y", "n")))`,
			want: "[True, True, True, True, False, False, False, False, True, False, True, True, True, False]"},
		{name: "to_bool refuses", expr: `attr.converters.to_bool(" yes")`, want: "raises ValueError: Cannot convert value to bool: ..."},
		{name: "to_bool takes no None", expr: `attrs.converters.to_bool(None)`, want: "raises ValueError: Cannot convert value to bool: ..."},
		{name: "a constant of Django REST framework", expr: `rest_framework.ISO_8601`, want: "'iso-8601'"},
		{name: "strtobool refuses", expr: `distutils.util.strtobool("maybe")`, want: "raises ValueError: invalid truth value ..."},
	} {
		t.Run(c.name, func(t *testing.T) {
			th := newThread(&host{vars: c.vars, open: c.open, files: files, packages: c.pkgs})
			if got := python(t, th, c.expr); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.expr, got, c.want)
			}
		})
	}
}

// TestDatabaseSecrets: the password of a URL is secret, the other parts are not.
func TestDatabaseSecrets(t *testing.T) {
	vars := map[string]string{"DATABASE_URL": "postgres://shop:canary@db:5432/shop?sslpassword=canary&sslmode=require"}
	for _, expr := range []string{`environ.Env().db()`, `dj_database_url.config()`, `environs.Env().dj_db_url("DATABASE_URL")`} {
		th := newThread(&host{vars: vars})
		v, err := newEvaluator(th).source(expr)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range v.(*value.Dict).Entries() {
			name, _ := text(e.Key)
			if want := name == "PASSWORD"; value.IsSecret(e.Value) != want {
				t.Errorf("%s: %s is secret: %v, want %v", expr, name, !want, want)
			}
			if tr := e.Value.Trace(); name == "HOST" && (tr == nil || !slices.Contains(tr.Reads, "DATABASE_URL")) {
				t.Errorf("%s: HOST does not say that it reads DATABASE_URL", expr)
			}
		}
	}
}

// TestTraces: a default says what it assumes, a random value that it is random.
func TestTraces(t *testing.T) {
	th := newThread(&host{open: true})
	v, err := newEvaluator(th).source(`decouple.config("WORKERS", default="4", cast=int)`)
	if err != nil {
		t.Fatal(err)
	}
	if tr := v.Trace(); tr == nil || tr.Origin != document.OriginLiteralDefault || !slices.Equal(tr.Assumes, []string{"WORKERS"}) {
		t.Errorf("the cast default has the trace %+v", tr)
	}
	for _, expr := range []string{`django.core.management.utils.get_random_secret_key()`, `secrets.token_hex(32)`, `str(uuid.uuid4())`,
		`tempfile.mkdtemp(prefix="a")`, `pathlib.Path(tempfile.TemporaryDirectory().name) / "media"`, `random.choice("ab")`,
		`random.Random().choice("ab")`, `random.Random(None).random()`, `[random.seed(1), random.seed(), random.random()][2]`} {
		v, err := newEvaluator(th).source(expr)
		if err != nil {
			t.Fatal(err)
		}
		if tr := v.Trace(); tr == nil || tr.Origin != document.OriginRandom {
			t.Errorf("%s: the origin is not random: %+v", expr, tr)
		}
	}
	for _, expr := range []string{`random.Random("a").choice("ab")`, `random.Random(x=os.environ.get("SEED"))`, `[random.seed(b"a"), random.choice("ab")][1]`} {
		v, err := newEvaluator(newThread(&host{open: true})).source(expr)
		if err != nil {
			t.Fatal(err)
		}
		if u, ok := value.IsUnknown(v); !ok || u.Trace() != nil && u.Trace().Origin == document.OriginRandom {
			t.Errorf("%s: what follows from a seed is random: %+v", expr, v.Trace())
		}
	}
	if len(th.Reads) != 1 || th.Reads[0].Name != "WORKERS" || !th.Reads[0].Default {
		t.Errorf("the reads are %v", th.Reads)
	}
}

// TestErrorsHoldNoValue: no message shows the text of a variable.
func TestErrorsHoldNoValue(t *testing.T) {
	vars := map[string]string{"X": "canary", "U": "nope://u:canary@h:canary/x"}
	for _, expr := range []string{
		`environ.Env().int("X")`, `environ.Env().float("X")`, `environ.Env().json("X")`, `environ.Env().dict("X")`,
		`environ.Env().cache("U")`, `environ.Env().email("U")`, `environ.Env().db("U")`, `environ.Env().str("X", choices=["a"])`,
		`decouple.config("X", cast=bool)`, `decouple.config("X", cast=int)`, `decouple.config("X", cast=decouple.Choices(["a"]))`,
		`environs.Env().bool("X")`, `environs.Env().int("X")`, `environs.Env().dj_db_url("U")`, `environs.Env().json("X")`,
		`dj_database_url.parse(os.environ["U"])`, `datetime.timedelta(os.environ["X"])`, `pathlib.Path("/a").relative_to(os.environ["X"])`,
	} {
		got := python(t, newThread(&host{vars: vars}), expr)
		if !strings.HasPrefix(got, "raises ") {
			t.Errorf("%s does not raise: %s", expr, got)
		}
		if strings.Contains(got, "canary") {
			t.Errorf("%s shows the value: %s", expr, got)
		}
	}
}
