package models

import (
	"slices"
	"strings"
	"testing"
)

// An env file that is perhaps there opens what is not set; where it overwrites,
// it may have set anything.
func TestEnvFileThatIsPerhapsThere(t *testing.T) {
	for _, tt := range []struct{ load, set, unset string }{
		{`dotenv.load_dotenv("/run/x.env")`, "'here'", "'d'"},
		{`dotenv.load_dotenv("/run/x.env", override=True)`, "unknown", "'d'"},
		{`environ.Env.read_env("/run/x.env", overwrite=True)`, "unknown", "'d'"},
		{`dotenv.load_dotenv(os.environ["WHICH"])`, "'here'", "'d'"},
		{`dotenv.load_dotenv("x.env", override=True)`, "unknown", "'d'"},
		{`environ.Env.read_env(os.environ["WHICH"], overwrite=True)`, "unknown", "'d'"},
	} {
		th := newThread(&host{vars: map[string]string{"SET": "here"}, unknown: map[string]bool{"WHICH": true}})
		python(t, th, tt.load)
		if got := python(t, th, `os.environ.get("SET")`); !strings.HasPrefix(got, tt.set) {
			t.Errorf("%s: a variable that is set is %s", tt.load, got)
		}
		if got := python(t, th, `os.environ.get("UNSET", "d")`); !strings.HasPrefix(got, tt.unset) {
			t.Errorf("%s: one that is not is %s", tt.load, got)
		}
		if _, absent := th.Environ.Lookup(th, "UNSET"); !slices.Contains(absent.Assumes, "UNSET") {
			t.Errorf("%s: that one is not set is a fact", tt.load)
		}
	}
}

// load_dotenv(interpolate=False) leaves ${NAME} as it stands; where it is not known
// whether it does, the file may have set anything.
func TestEnvFileIsNotInterpolated(t *testing.T) {
	for load, want := range map[string]string{
		`dotenv.load_dotenv("/app/.env")`:                                         "'1'",
		`dotenv.load_dotenv("/app/.env", interpolate=False)`:                      "'${A}'",
		`dotenv.load_dotenv("/app/.env", interpolate=bool(os.environ["HOW"]))`:    "unknown",
		`os.environ.update(dotenv.dotenv_values("/app/.env", interpolate=False))`: "'${A}'",
	} {
		th := newThread(&host{unknown: map[string]bool{"HOW": true}, files: map[string]string{"/app/.env": "A=1\nB=${A}\n"}})
		python(t, th, load)
		if got := python(t, th, `os.environ.get("B")`); !strings.HasPrefix(got, want) {
			t.Errorf("%s: B is %s, want %s", load, got, want)
		}
	}
}
