package policy_test

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
)

// This file keeps what Django answered, for a Go without Python. It is asked
// anew with
//
//	DJGATE_VENVS=FOLDER go test ./policy_test -run TestSystemChecksKept -update
//
// where FOLDER holds a virtualenv django-N for each version.

var update = flag.Bool("update", false, "ask Django again, and keep what it answers")

const keptFile = "testdata/system_checks.json"

// kept is one case and what each version of Django does with it: ids with
// spaces, or "stops". Versions that answer alike stand together: "3.2.25 4.0.10".
type kept struct {
	parityCase
	Answers map[string]string `json:"answers"`
}

func readKept(t testing.TB) []kept {
	t.Helper()
	src, err := os.ReadFile(keptFile)
	if err != nil {
		t.Fatal(err)
	}
	var all []kept
	if err := json.Unmarshal(src, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func (o outcome) String() string {
	if o.Error != "" {
		return "stops"
	}
	return strings.Join(o.IDs, " ")
}

func outcomeOf(text string) outcome {
	if text == "stops" {
		return outcome{Error: "an exception"}
	}
	return outcome{IDs: strings.Fields(text)}
}

func TestSystemChecksKept(t *testing.T) {
	t.Parallel()
	if *update {
		keep(t)
	}
	e := newSystemChecks(t)
	decided, seen := decidedChecks(e), map[string]bool{}
	for _, k := range readKept(t) {
		for versions, answer := range k.Answers {
			for version := range strings.FieldsSeq(versions) {
				got := judged(t, e, documentOfCase(t, k.parityCase, version))
				for _, difference := range got.differences(outcomeOf(answer), decided) {
					t.Errorf("Django %s: %s\n%v%s", version, difference, k.Env, k.Settings)
				}
				if len(got.stops) > 0 {
					seen["stops"] = true
				}
				for _, id := range got.ids {
					seen[id] = true
				}
			}
		}
	}
	for id := range decided {
		if !seen[id] && !slices.Contains(crashes, id) {
			t.Errorf("%s: no case is reported", id)
		}
	}
}

// A check that reports something does not pass when what it reads is forgotten.
func TestSystemChecksNeverPassTheUnknown(t *testing.T) {
	t.Parallel()
	e := newSystemChecks(t)
	policies := map[string]*evaluator.Policy{}
	for _, p := range e.Policies() {
		policies[p.ID] = p
	}
	tried := map[string]bool{}
	for _, k := range readKept(t) {
		version := newestOf(k.Answers)
		result, err := e.Evaluate(t.Context(), documentOfCase(t, k.parityCase, version))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range result.Verdicts {
			for _, path := range policies[v.Policy.ID].Reads {
				if key := v.Policy.ID + " " + path; v.Status != evaluator.Violation || tried[key] {
					continue
				} else {
					tried[key] = true
				}
				d := documentOfCase(t, k.parityCase, version)
				if forget(d, path) && verdictOf(t, e, v.Policy.ID, d).Status == evaluator.Pass {
					t.Errorf("%s passes without knowing %s:\n%s", v.Policy.ID, path, k.Settings)
				}
			}
		}
	}
}

func newestOf(answers map[string]string) string {
	newest := ""
	for versions := range answers {
		for version := range strings.FieldsSeq(versions) {
			newest = max(newest, version)
		}
	}
	return newest
}

// keep asks every Django that is there about each choice alone.
func keep(t *testing.T) {
	t.Helper()
	var cases []parityCase
	for _, c := range choices() {
		for _, settings := range c {
			if one := (parityCase{Settings: settings}); !slices.ContainsFunc(cases, func(have parityCase) bool { return have.Settings == settings }) {
				cases = append(cases, one)
			}
		}
	}
	cases = append(cases, combined()...)
	all := make([]kept, len(cases))
	for i, c := range cases {
		all[i] = kept{c, map[string]string{}}
	}
	byAnswer := make([]map[string][]string, len(cases))
	for _, o := range checkOracles(t) {
		for i, answer := range o.ask(t, cases) {
			if byAnswer[i] == nil {
				byAnswer[i] = map[string][]string{}
			}
			byAnswer[i][answer.String()] = append(byAnswer[i][answer.String()], o.version)
		}
	}
	for i := range all {
		for _, answer := range slices.Sorted(maps.Keys(byAnswer[i])) {
			all[i].Answers[strings.Join(byAnswer[i][answer], " ")] = answer
		}
	}
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(all); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.FromSlash(keptFile), []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// combined are cases that take two changes.
func combined() []parityCase {
	const files = "CACHES = {\"default\": {\"BACKEND\": \"django.core.cache.backends.filebased.FileBasedCache\", \"LOCATION\": %s}}\n"
	return []parityCase{
		{},
		{Env: map[string]string{"DJANGO_ALLOW_ASYNC_UNSAFE": "0"}},
		{Env: map[string]string{"DJANGO_ALLOW_ASYNC_UNSAFE": ""}},
		{Settings: strings.ReplaceAll(files, "%s", `"/srv/static/cache"`) + "STATIC_ROOT = \"/srv/static\"\n"},
		{Settings: strings.ReplaceAll(files, "%s", `"/srv/media"`) + "MEDIA_ROOT = \"/srv/media/\"\n"},
		{Settings: strings.ReplaceAll(files, "%s", `"/srv"`) + "STATICFILES_DIRS = [\"/srv/assets\"]\n"},
		{Settings: strings.ReplaceAll(files, "%s", `"/srv/cache"`) + "STATICFILES_DIRS = [(\"img\", \"/srv/assets\")]\nSTATIC_ROOT = \"/srv/static\"\n"},
		{Settings: strings.ReplaceAll(files, "%s", `"/srv/cache"`) + "STATICFILES_DIRS = [\"assets\"]\n"},
		{Settings: "STATIC_ROOT = \"/srv/static\"\nSTATICFILES_DIRS = [\"/srv/static/\"]\n"},
		{Settings: "STATIC_ROOT = \"static\"\nSTATICFILES_DIRS = [\"/srv/static\", (\"img\", \"static\")]\n"},
		{Settings: without("INSTALLED_APPS", "django.contrib.sessions") + "SESSION_COOKIE_SECURE = SESSION_COOKIE_HTTPONLY = False\n"},
		{Settings: without("MIDDLEWARE", "django.contrib.sessions.middleware.SessionMiddleware") + "SESSION_COOKIE_SECURE = SESSION_COOKIE_HTTPONLY = False\n"},
		{Settings: without("INSTALLED_APPS", "django.contrib.admin", "django.contrib.auth") + "LANGUAGE_CODE = \"english!\"\n"},
		{Settings: "INSTALLED_APPS = []\nLANGUAGE_CODE = \"xx\"\n"},
		{Settings: "INSTALLED_APPS = []\nLANGUAGE_CODE = None\n"},
		{Settings: "INSTALLED_APPS = []\nLANGUAGE_CODE = \"zh-tw\"\n"},
		{Settings: "USE_I18N = False\nLANGUAGE_CODE = \"\"\n"},
		{Settings: "INSTALLED_APPS += [\"django.contrib.sites\"]\nSITE_ID = \"1\"\n"},
		{Settings: "INSTALLED_APPS += [\"django.contrib.sites\"]\nSITE_ID = 1.0\n"},
		{Settings: "INSTALLED_APPS += [\"django.contrib.sites\"]\nSITE_ID = 1.5\n"},
		{Settings: "MIDDLEWARE.append(\"django.middleware.csp.ContentSecurityPolicyMiddleware\")\nSECURE_CSP = {\"script-src\": [\"<CSP_NONCE_SENTINEL>\"]}\n"},
		{Settings: "MIDDLEWARE.append(\"django.middleware.csp.ContentSecurityPolicyMiddleware\")\nSECURE_CSP_REPORT_ONLY = {\"script-src\": \"<CSP_NONCE_SENTINEL>\"}\n" +
			"TEMPLATES[0][\"OPTIONS\"][\"context_processors\"].append(\"django.template.context_processors.csp\")\n"},
		{Settings: without("INSTALLED_APPS", "django.contrib.admin") + "TEMPLATES[0][\"OPTIONS\"][\"loaders\"] = [\"django.template.loaders.app_directories.Loader\"]\n"},
		{Settings: "STORAGES = {}\nSTATICFILES_STORAGE = \"django.contrib.staticfiles.storage.StaticFilesStorage\"\n"},
		{Settings: "MAILERS = {}\nEMAIL_HOST = \"mail\"\n"},
		{Settings: "AUTHENTICATION_BACKENDS = [\"shop.Backend\"]\ndel TEMPLATES[0][\"OPTIONS\"][\"context_processors\"][1]\n"},
		{Settings: without("MIDDLEWARE", "django.middleware.security.SecurityMiddleware") + "SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = 1\n"},
		{Settings: "DEBUG = True\nSILENCED_SYSTEM_CHECKS = [\"security.W018\"]\n"},
		{Settings: "SECURE_SSL_REDIRECT = DEBUG = 1\nSILENCED_SYSTEM_CHECKS = \"security.W018\"\n"},
	}
}
