package models

import (
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
	} {
		th := newThread(&host{vars: map[string]string{"SET": "here"}})
		python(t, th, tt.load)
		if got := python(t, th, `os.environ.get("SET")`); !strings.HasPrefix(got, tt.set) {
			t.Errorf("%s: a variable that is set is %s", tt.load, got)
		}
		if got := python(t, th, `os.environ.get("UNSET", "d")`); !strings.HasPrefix(got, tt.unset) {
			t.Errorf("%s: one that is not is %s", tt.load, got)
		}
	}
}
