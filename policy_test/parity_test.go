package policy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
)

// This file holds the collection of Django's checks against Django itself. A
// module of settings is written as Python; Django's check command runs it, and
// djgate reads it. Both must name the same ids, or both must stop.

// settled are the settings that every case begins with: a project of which
// Django has nothing to say.
const settled = `DEBUG = False
SECRET_KEY = "x7Qp" * 4 + "abcdefghijklmnopqrstuvwxyz0123456789ABCDEF"
ALLOWED_HOSTS = ["example.com"]
INSTALLED_APPS = [
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]},
}]
ROOT_URLCONF = "urls"
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
STATIC_URL = "/static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
`

// parityCase is what follows the settled settings, and the process environment.
type parityCase struct {
	Settings string            `json:"settings"`
	Env      map[string]string `json:"env,omitempty"`
}

func (c parityCase) source() string { return settled + c.Settings }

// outcome is what the check command does: it shows ids, or stops.
type outcome struct {
	IDs   []string `json:"ids"`
	Error string   `json:"error,omitempty"`
	Text  string   `json:"text,omitempty"`
}

// told by djgate: ids that it names, ids that it leaves open, and what would stop.
type verdicts struct {
	ids, open, stops []string
}

// crashes are the policies that say that the command stops.
var crashes = []string{"check-would-fail", "django-would-not-start"}

func newSystemChecks(t testing.TB) *evaluator.Evaluator {
	t.Helper()
	e, err := evaluator.New(t.Context(), bundle, evaluator.Options{Collections: []string{evaluator.SystemChecks}, Program: programOf(t)})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// documentOfCase reads the module as the command does.
func documentOfCase(t testing.TB, c parityCase, version string) *document.Document {
	t.Helper()
	fsys := fstest.MapFS{
		"manage.py": {Data: []byte("import os\n\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config\")\n")},
		"config.py": {Data: []byte(c.source())},
		"urls.py":   {Data: []byte("urlpatterns = []\n")},
	}
	options := inputs.Options{Options: targets.Options{Root: "/srv/app", Settings: "config", All: true, Closed: true}, AsOf: asOf, Django: version}
	for _, name := range slices.Sorted(maps.Keys(c.Env)) {
		options.Variables = append(options.Variables, document.Variable{Name: name, State: document.Known, Text: document.NewText(c.Env[name]),
			Origin: document.OriginEnv, At: document.Location{File: "--set"}})
	}
	in, err := inputs.Read(t.Context(), fsys, options)
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Documents) != 1 {
		t.Fatalf("%d documents, want one: %v", len(in.Documents), in.Diagnostics)
	}
	return in.Documents[0]
}

// judged says what djgate makes of a document.
func judged(t testing.TB, e *evaluator.Evaluator, d *document.Document) verdicts {
	t.Helper()
	result, err := e.Evaluate(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	report := evaluator.Merge([]*evaluator.Result{result}, evaluator.MergeOptions{AsOf: asOf})
	for _, f := range report.Failures {
		t.Errorf("%s: %v", f.Policy.ID, f.Err)
	}
	var out verdicts
	for _, f := range report.Findings {
		if slices.Contains(crashes, f.Policy.ID) {
			out.stops = append(out.stops, f.Subject+": "+f.Message)
		} else {
			out.ids = append(out.ids, f.Policy.ID)
		}
	}
	for _, u := range report.Undetermined {
		out.open = append(out.open, u.Policy.ID)
	}
	for _, list := range []*[]string{&out.ids, &out.open} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return out
}

// differences says how djgate and Django differ; decided are the ids that have a policy.
func (v verdicts) differences(want outcome, decided map[string]bool) []string {
	unsure := func(id string) bool { return slices.Contains(v.open, id) }
	switch {
	case want.Error != "" && len(v.stops) == 0 && !slices.ContainsFunc(crashes, unsure):
		return []string{fmt.Sprintf("Django stops with %s (%s), and djgate says %v", want.Error, want.Text, v.ids)}
	case want.Error == "" && len(v.stops) > 0:
		return []string{fmt.Sprintf("Django says %v, and djgate that it would stop: %v", want.IDs, v.stops)}
	case want.Error != "":
		return nil
	}
	var out []string
	for _, id := range want.IDs {
		if decided[id] && !slices.Contains(v.ids, id) && !unsure(id) {
			out = append(out, "Django says "+id+", and djgate does not")
		}
	}
	for _, id := range v.ids {
		if !slices.Contains(want.IDs, id) {
			out = append(out, "djgate says "+id+", and Django does not")
		}
	}
	return out
}

func decidedChecks(e *evaluator.Evaluator) map[string]bool {
	decided := map[string]bool{}
	for _, p := range e.Policies() {
		decided[p.ID] = true
	}
	return decided
}

// checkOracle is a Python with one version of Django.
type checkOracle struct{ python, version string }

// checkOracles are those in the folders $DJGATE_VENVS/django-*.
func checkOracles(t *testing.T) []checkOracle {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(os.Getenv("DJGATE_VENVS"), "django-*", "bin", "python"))
	if err != nil || os.Getenv("DJGATE_VENVS") == "" || len(found) == 0 {
		const missing = "no virtualenv django-* with a Django below $DJGATE_VENVS"
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	var oracles []checkOracle
	for _, python := range found {
		out, err := exec.Command(python, "-c", "import django; print(django.get_version())").Output()
		if err != nil {
			t.Fatalf("%s has no Django", python)
		}
		oracles = append(oracles, checkOracle{python, strings.TrimSpace(string(out))})
	}
	return oracles
}

// ask runs the check command on each case.
func (o checkOracle) ask(t *testing.T, cases []parityCase) []outcome {
	t.Helper()
	input, err := json.Marshal(map[string]any{"settled": settled, "cases": cases})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(o.python, "testdata/system_checks.py")
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("Django %s: the oracle fails: %v", o.version, err)
	}
	var answers []outcome
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatal(err)
	}
	if len(answers) != len(cases) {
		t.Fatalf("Django %s: %d answers to %d cases", o.version, len(answers), len(cases))
	}
	return answers
}
