package models

import (
	"strings"
	"testing"
)

// A process whose command line is not known is no run of tests or migrations: it
// serves or works.
func TestUnknownCommandLine(t *testing.T) {
	for expr, want := range map[string]string{
		`"test" in sys.argv`:           "False",
		`"test" == sys.argv[1]`:        "False",
		`sys.argv[1] != "migrate"`:     "True",
		`"test" in sys.argv[1:]`:       "False",
		`sys.argv[1:2] == ["test"]`:    "False",
		`["migrate"] != sys.argv[1:2]`: "True",
		`sys.argv[1:2] == ["worker"]`:  "unknown",
		`sys.argv[1:] == []`:           "unknown",
		`"runserver" in sys.argv`:      "unknown",
		`len(sys.argv) > 1`:            "unknown",
		`sys.argv[0].endswith("test")`: "unknown",
		`"celery" in sys.argv[0]`:      "unknown",
		`sys.argv[1] == "test_all"`:    "False",
	} {
		th := newThread(&host{noArgv: true})
		v, err := newEvaluator(th).source(expr)
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _ := strings.Cut(show(t, th, v), ":"); got != want {
			t.Errorf("%s: %s, want %s", expr, got, want)
		}
	}
}

// A process of a deployment is not the development server either.
func TestUnknownCommandLineOfADeployment(t *testing.T) {
	for expr, want := range map[string]string{
		`"runserver" in sys.argv`:     "False",
		`"runserver" in sys.argv[:2]`: "False",
		`"migrate" in sys.argv`:       "False",
		`"worker" in sys.argv`:        "unknown",
	} {
		th := newThread(&host{noArgv: true, serves: true})
		v, err := newEvaluator(th).source(expr)
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _ := strings.Cut(show(t, th, v), ":"); got != want {
			t.Errorf("%s: %s, want %s", expr, got, want)
		}
	}
}

// TestVersionInfo: what is read is Python 3, of the version that files name.
func TestVersionInfo(t *testing.T) {
	for expr, want := range map[string][3]string{ // for no version, 3.11, 3.12.4
		`sys.version_info.major`:              {"3", "3", "3"},
		`sys.version_info[0] == 2`:            {"False", "False", "False"},
		`sys.version_info > (3,)`:             {"True", "True", "True"},
		`sys.version_info >= (2, 7)`:          {"True", "True", "True"},
		`sys.version_info < (3, 0)`:           {"unknown", "False", "False"},
		`sys.version_info >= (3, 12)`:         {"unknown", "False", "True"},
		`sys.version_info[:2] == (3, 11)`:     {"unknown", "True", "False"},
		`sys.version_info >= (3, 11)`:         {"unknown", "True", "True"},
		`sys.version_info >= (3, 12, 4)`:      {"unknown", "False", "True"},
		`"%d.%d" % sys.version_info[:2]`:      {"unknown", "'3.11'", "'3.12'"},
		`sys.version_info.micro`:              {"unknown", "unknown", "4"},
		`isinstance(sys.version_info, tuple)`: {"True", "True", "True"},
		`len(sys.version_info)`:               {"5", "5", "5"},
	} {
		for i, version := range []string{"", "3.11", "3.12.4"} {
			h := &host{packages: map[string]string{}}
			if version != "" {
				h.packages["python"] = version
			}
			th := newThread(h)
			v, err := newEvaluator(th).source(expr)
			if err != nil {
				t.Fatal(err)
			}
			if got, _, _ := strings.Cut(show(t, th, v), ":"); got != want[i] {
				t.Errorf("%s in Python %q: %s, want %s", expr, version, got, want[i])
			}
		}
	}
}

func TestStreams(t *testing.T) {
	for expr, want := range map[string]string{
		`sys.stdout.encoding`:   "unknown",
		`sys.stderr.fileno()`:   "unknown",
		`sys.stdout.write("x")`: "None",
		`sys.stdin.name`:        "'<stdin>'",
	} {
		th := newThread(&host{})
		v, err := newEvaluator(th).source(expr)
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _ := strings.Cut(show(t, th, v), ":"); got != want {
			t.Errorf("%s: %s, want %s", expr, got, want)
		}
	}
}
