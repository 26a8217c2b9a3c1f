package settings_test

import (
	"testing"

	"github.com/djgate/djgate/inputs/settings"
)

// A default of django-environ that is none, NOTSET, while nothing sets another variable
// leaves a variable to be set, as no default does.
func TestNoDefaultByAssumption(t *testing.T) {
	const text = `import environ
env = environ.Env()
MODE = env.str("MODE", "production")
def default(dev=env.NOTSET, prod=env.NOTSET):
    return prod if MODE == "production" else dev
`
	for _, c := range []struct{ name, value, want string }{
		{"TIME_ZONE", `env.str("TIME_ZONE", default=default("UTC"))`, "unknown assumes [MODE] needs [TIME_ZONE]"},
		{"TIME_ZONE", `env("TIME_ZONE", default=default(prod="UTC"))`, `known str "UTC" assumes [MODE TIME_ZONE]`},
		{"ALLOWED_HOSTS", `env.list("ALLOWED_HOSTS", default=default(["*"]))`, "unknown assumes [MODE] needs [ALLOWED_HOSTS]"},
		{"CACHES", `env.cache("CACHE", default=default("dummycache://"))`, "unknown assumes [MODE] needs [CACHE]"},
	} {
		if got := show(t, settings.Read(input(text + c.name + " = " + c.value + "\n")).Settings[c.name]); got != c.want {
			t.Errorf("%s: got %s, want %s", c.value, got, c.want)
		}
	}
}
