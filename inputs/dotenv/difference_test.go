package dotenv_test

import (
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
)

func TestDifference(t *testing.T) {
	for _, test := range []struct {
		src  string
		a, b dotenv.Dialect
		want string
	}{
		{"K=v", dotenv.Compose, dotenv.DockerRun, ""},
		{`K="v"`, dotenv.Compose, dotenv.Environ, ""},
		{`K="v"`, dotenv.Compose, dotenv.DockerRun, document.HazardQuotes},
		{`K="v" # c`, dotenv.Environ, dotenv.Compose, document.HazardQuotes},
		{"K=v # c", dotenv.Compose, dotenv.Decouple, document.HazardComment},
		{"K=v#c", dotenv.Environ, dotenv.Environ011, document.HazardComment},
		{"K=p$word", dotenv.Compose, dotenv.PythonDotenv, document.HazardVariables},
		{"K=a$$b", dotenv.Compose, dotenv.Systemd, document.HazardVariables},
		{"K=${EXT}", dotenv.Compose, dotenv.PythonDotenv, ""},
		{"  K=v", dotenv.Compose, dotenv.Environ, document.HazardPresence},
		{`K=a\nb`, dotenv.Compose, dotenv.Systemd, document.HazardText},
		{"K=v  ", dotenv.Compose, dotenv.DockerRun, document.HazardText},
		{"K=1\nK=2", dotenv.Environ07, dotenv.Environ, document.HazardText},
		{"K=$(date)x", dotenv.Compose, dotenv.Shell, document.HazardPresence},
	} {
		entries := func(d dotenv.Dialect) *dotenv.Entry {
			list, _ := dotenv.Parse(d, ".env", []byte(test.src+"\n"), external)
			return dotenv.Last(d, list)["K"]
		}
		if got := dotenv.Difference(entries(test.a), entries(test.b)); got != test.want {
			t.Errorf("%q read by %s and %s: got %q, want %q", test.src, test.a, test.b, got, test.want)
		}
	}
}
