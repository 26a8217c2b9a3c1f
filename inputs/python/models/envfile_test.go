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

// TestLoadDotenvReleases is about what load_dotenv takes and gives; what is wanted is what
// each release of python-dotenv says.
func TestLoadDotenvReleases(t *testing.T) {
	const source = `import os
import dotenv
` + asksFor + `file = os.path.join(os.path.dirname(__file__), 'x.env')
A = [f(dotenv.load_dotenv, file), f(dotenv.load_dotenv, file + 'none'), f(lambda: dotenv.load_dotenv(''))]
B = [os.environ.get('A'), os.environ.get('X')]
C = [f(dotenv.load_dotenv, file, override=True), f(dotenv.load_dotenv, file, encoding='utf-8'), f(dotenv.load_dotenv, file, interpolate=False)]
D = [os.environ.get('A'), os.environ.get('X'), dotenv.get_key(file, 'A')]
`
	expectReleases(t, map[string]map[string]string{
		"0.1.5":  {"A": "[True, None, None]", "B": "['1', 'process']", "C": "['TypeError', 'TypeError', 'TypeError']", "D": "['1', 'process', '2']"},
		"0.6.5":  {"A": "[True, None, None]", "B": "['2', 'process']", "C": "['TypeError', 'TypeError', 'TypeError']", "D": "['2', 'process', '2']"},
		"0.7.1":  {"A": "[True, None, None]", "B": "['2', 'process']", "C": "[True, 'TypeError', 'TypeError']", "D": "['2', 'file', '2']"},
		"0.8.0":  {"A": "[True, True, True]", "B": "['2', 'process']", "C": "[True, 'TypeError', 'TypeError']", "D": "['2', 'file', '2']"},
		"0.10.2": {"A": "[True, True, True]", "B": "['2', 'process']", "C": "[True, True, 'TypeError']", "D": "['2', 'file', '2']"},
		"0.11.0": {"A": "[True, True, True]", "B": "['2', 'process']", "C": "[True, True, True]", "D": "['2', 'file', '2']"},
		"0.21.0": {"A": "[True, False, False]", "B": "['2', 'process']", "C": "[True, True, True]", "D": "['2', 'file', '2']"},
	}, func(version string) *host {
		files := map[string]string{"/app/s.py": source, "/app/x.env": "A=1\nA=2\nX=file\n"}
		return &host{packages: map[string]string{"dotenv": version}, vars: map[string]string{"X": "process"}, files: files}
	})
}

// TestWhereDotenvLooks is about the releases that look for .env from their own folder on,
// which is not that of the project.
func TestWhereDotenvLooks(t *testing.T) {
	for _, c := range []struct{ version, load, want string }{
		{"0.8.2", "dotenv.load_dotenv()", "unknown"}, {"0.9.0", "dotenv.load_dotenv()", "'file'"}, {"0.8.2", "dotenv.load_dotenv(dotenv.find_dotenv())", "'file'"},
		{"0.5.0", "dotenv.load_dotenv(dotenv.find_dotenv())", "unknown"}, {"0.5.1", "dotenv.load_dotenv(dotenv.find_dotenv())", "'file'"},
	} {
		th := newThread(&host{packages: map[string]string{"dotenv": c.version}, files: map[string]string{"/app/.env": "X=file\n"}})
		python(t, th, c.load)
		got := python(t, th, `os.environ.get("X")`)
		if _, absent := th.Environ.Lookup(th, "X"); got == "None" && slices.Contains(absent.Assumes, "X") {
			got = "unknown"
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s, %s: got %s, want %s", c.version, c.load, got, c.want)
		}
	}
}
