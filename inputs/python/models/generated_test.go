package models

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Generated arguments, seeded: what is known of a result must be what the real
// library gives. A result may be unknown, but not most of them.

// generatedCalls are the calls by module; X is the variable with the generated text.
var generatedCalls = map[string][]string{
	"environ": {
		`environ.Env().bool("X")`, `environ.Env().int("X")`, `environ.Env().float("X")`, `environ.Env().str("X", multiline=True)`, `environ.Env().list("X")`,
		`environ.Env().list("X", cast=int)`, `environ.Env().list("X", [])`, `environ.Env().tuple("X", "")`, `environ.Env().tuple("X")`, `environ.Env().dict("X")`, `environ.Env().dict("X", cast={"value": int, "cast": {"a": bool}})`,
		`environ.Env().json("X")`, `environ.Env()("X", default=1)`, `environ.Env()("X", default=[])`, `environ.Env()("X", default=None)`, `environ.Env().url("X")`,
		`environ.Env().db("X")`, `environ.Env().cache("X")`, `environ.Env().email("X")`, `environ.Env().search_url("X")`, `environ.Env(X=(bool, True))("X")`,
		`environ.Env().path("X")`, `environ.Env().bytes("X")`, `environ.Env().str("X", choices=("a", "0"))`, `environ.Env()("X", cast=tuple)`,
		`environ.Env().db_url("X", engine="e")`, `environ.Env().cache_url("X", backend="b")`, `environ.Env().email_url("X", backend="b")`,
		`environ.Env().search_url("X", engine="e")`, `environ.Env().channels_url("X")`, `environ.Env().channels("X", backend="b")`,
		`environ.Env(X=(list, []))("X")`, `environ.Env(X=(dict, {}))("X")`, `environ.Env(X=({"value": int, "key": str}, {}))("X")`, `environ.Env(X=([int], []))("X")`,
		`environ.Env()("X", cast=dict)`, `environ.Env()("X", cast=(str,))`, `environ.Env()("X", cast={"key": int})`,
		`environ.Env().db_url("X", default="postgres://h/d")`, `environ.Env.db_url_config(os.environ["X"])`,
	},
	"decouple": {
		`decouple.config("X", cast=bool)`, `decouple.config("X", cast=int)`, `decouple.config("X", cast=decouple.Csv())`, `decouple.config("X", cast=decouple.Csv(int))`,
		`decouple.config("X", cast=decouple.Csv(delimiter=";", post_process=tuple))`, `decouple.config("X", cast=decouple.Csv(strip=" %*"))`,
		`decouple.config("X", cast=decouple.Choices(["a", "1"]))`,
	},
	"environs": {
		`environs.Env().bool("X")`, `environs.Env().int("X")`, `environs.Env().float("X")`, `environs.Env().list("X")`, `environs.Env().list("X", subcast=int)`,
		`environs.Env().dict("X")`, `environs.Env().json("X")`, `environs.Env().log_level("X")`, `environs.Env().path("X")`, `environs.Env().dj_db_url("X")`,
	},
	"dj_database_url":  {`dj_database_url.parse(os.environ["X"])`, `dj_database_url.config(env="X", conn_max_age=3, ssl_require=True)`},
	"dj_email_url":     {`dj_email_url.parse(os.environ["X"])`},
	"django_cache_url": {`django_cache_url.parse(os.environ["X"])`},
	"yaml":             {`yaml.safe_load(os.environ["X"])`},
	"everett.manager": {
		`everett.manager.ConfigManager([everett.manager.ConfigOSEnv()])("x", parser=bool)`, `everett.manager.ConfigManager.from_dict({"NS_X": os.environ["X"]}).with_namespace("ns")("x", parser=int)`,
		`everett.manager.ConfigManager.from_dict({})("y", default=os.environ["X"], parser=float)`, `everett.manager.ConfigManager.from_dict({})("y", default=os.environ["X"], raise_error=False)`,
		`everett.manager.ConfigManager([everett.manager.ConfigDictEnv({}), everett.manager.ConfigOSEnv()])("Y", alternate_keys=["X"], parser=everett.manager.ListOf(str))`,
		`everett.manager.ConfigManager([everett.manager.ConfigOSEnv()])("X", default="b", parser=everett.manager.ListOf(bool, delimiter=";"))`,
	},
}

var generatedWords = []string{"true", "False", "yes", "on", "ok", "T", "0", "1", "-3", "4.5", "1e3", "007", "0x1F", "0o17", "1_000", ".5", "5.", "nan", "inf", "a", "b=1",
	"c=d=e", "\"x,y\"", "'q'", "#h", "\\n", "\\", "é", "%41", "%zz", "$", "(", ")", "[1, 2]", "{\"a\": 1}", "null", "~", "2020-01-02", "12:30:45", "a: b", "- x", "|", ">"}

var generatedParts = [][]string{
	{"postgres", "postgresql", "postgis", "mysql", "sqlite", "oracle", "redis", "rediss", "smtp", "smtps", "smtp+tls", "smtp+ssl", "locmem", "locmemcache", "pymemcache", "pylibmc", "dummycache", "filemail", "memorymail", "elasticsearch2", "elasticsearch7", "elasticsearch8", "elasticsearch5", "simple", "solr", "whoosh", "xapian", "opensearch", "valkey", "redshift", "mysql-connector", "mysqlgis", "pgsql", "psql", "timescale", "spatialite", "ldap", "cockroachdb", "oraclegis", "postgres+x", "rediss+pubsub", "redis+pubsub", "inmemory", "rediscache+socket", "locmem", "memcached", "file", "elasticsearch", "http", "mssql", "consolemail", "rediscache", "filecache", "dbcache", "nope", "submission", "console"},
	{"://", ":", ":/", ":///", "://u:p@", "://u%40:p%2F@", "://:p@", "://u@"},
	{"h", "H.example.com", "", "10.0.0.1", "[::1]", "a,b", "%2Frun%2Fx", "h_1"},
	{"", ":5432", ":0", ":x", ":99999"},
	{"", "/", "/name", "/a/b", "//abs", "/n%20m", "/0", "/n;p"},
	{"", "?a=1", "?sslmode=require&x=true", "?conn_max_age=5&CONN_HEALTH_CHECKS=1", "?timeout=3&key_prefix=k", "?ssl=True", "?currentSchema=s", "?a=&b", "?a=1&a=2#f", "?max_entries=3"},
}

func generatedText(r *rand.Rand) string {
	var b strings.Builder
	if r.IntN(3) > 0 {
		for _, part := range generatedParts {
			b.WriteString(part[r.IntN(len(part))])
		}
		return b.String()
	}
	separators := []string{",", ";", " ", "", ", ", "\n"}
	separator := separators[r.IntN(len(separators))]
	for i := range 1 + r.IntN(3) {
		if i > 0 {
			b.WriteString(separator)
		}
		b.WriteString(generatedWords[r.IntN(len(generatedWords))])
	}
	return b.String()
}

func TestGeneratedArguments(t *testing.T) {
	texts := 150
	if testing.Short() {
		texts = 20
	}
	for _, run := range []struct{ venv, modules string }{
		{"requirements", "environ decouple environs dj_database_url dj_email_url django_cache_url yaml everett.manager"},
		{"requirements-old", "environs dj_database_url django_cache_url"},
		{"requirements-environ-0.11", "environ"}, {"requirements-environ-0.9", "environ"}, {"requirements-environ-0.4", "environ"},
	} {
		for _, module := range strings.Fields(run.modules) {
			t.Run(run.venv+"/"+module, func(t *testing.T) {
				compareGenerated(t, run.venv, module, texts)
			})
		}
	}
}

func compareGenerated(t *testing.T, venv, module string, texts int) {
	t.Helper()
	r := rand.New(rand.NewPCG(7, uint64(len(module))))
	var cases []oracleCase
	for range texts {
		text := generatedText(r)
		env := map[string]string{"X": text}
		for _, expr := range generatedCalls[module] {
			cases = append(cases, oracleCase{Env: env, Expr: expr})
		}
	}
	a := askOracle(t, venv, []string{"os", module}, cases)
	unknown, shown := 0, 0
	for i, c := range cases {
		got := python(t, newThread(&host{vars: c.Env, packages: a.Versions}), c.Expr)
		switch {
		case strings.HasPrefix(got, "unknown: "):
			unknown++
		case !sameAnswer(got, a.Results[i]) && shown < 25:
			shown++
			t.Errorf("%s of %q\n got %s\nwant %s", c.Expr, c.Env["X"], got, a.Results[i])
		}
	}
	t.Log(fmt.Sprint(len(cases), " calls, ", unknown, " unknown"))
	if unknown*3 > len(cases)*2 {
		t.Errorf("%d of %d results are unknown", unknown, len(cases))
	}
}
