package versions_test

import (
	"testing"

	"github.com/djgate/djgate/inputs/versions"
)

// TestInstalled is about what an installer takes where requirements leave several versions.
func TestInstalled(t *testing.T) {
	for _, c := range []struct{ requirements, name, want string }{
		{"django-environ==0.4", "django-environ", ""}, // which is exact
		{"django-environ==0.4.*", "django-environ", "0.4.5"},
		{"django-environ~=0.4.1", "django-environ", "0.4.5"},
		{"django-environ>=0.4,<0.9", "django-environ", "0.8.1"},
		{"django-environ>=0.4", "django-environ", ""},
		{"django-environ", "django-environ", ""},
		{"django_environ<0.10\n-- runtime.txt --\npython-3.4.10", "django-environ", "0.9.0"},
		{"django-environ\n-- runtime.txt --\npython-3.5.10", "django-environ", "0.10.0"},
		{"python-dotenv\n-- Dockerfile --\nFROM python:3.8\n", "python-dotenv", "1.0.1"},
		{"python-decouple\n-- Dockerfile --\nFROM python:3.6\n", "python-decouple", ""},
		{"pydantic<2", "pydantic", "1.10.27"},
		{"pydantic>=1.8,<3", "pydantic", "2.14.3"},
		{"django-environ>=99,<100", "django-environ", ""},
		{"six<2", "six", ""},
	} {
		deps, _ := versions.Read(project(t, "-- requirements.txt --\n"+c.requirements+"\n"), ".")
		if got := versions.Installed(deps)[c.name]; got != c.want {
			t.Errorf("%s: got %q, want %q", c.requirements, got, c.want)
		}
	}
}
