package django_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/document"
)

func TestSeries(t *testing.T) {
	want := []string{"3.2", "4.0", "4.1", "4.2", "5.0", "5.1", "5.2", "6.0", "6.1"}
	if diff := cmp.Diff(want, django.Series()); diff != "" {
		t.Error(diff)
	}
	for _, s := range django.Series() {
		if n := len(django.Defaults(s)); n < 140 {
			t.Errorf("%s has only %d settings", s, n)
		}
	}
	if django.Defaults("9.9") != nil || django.Defaults("") != nil {
		t.Error("there are defaults of a series that does not exist")
	}
}

func TestDefaults(t *testing.T) {
	str := func(v any) *django.Default { return &django.Default{Type: "str", Value: v} }
	boolean := func(v bool) *django.Default { return &django.Default{Type: "bool", Value: v} }
	list := &django.Default{Type: "list", Value: []any{}}
	dict := &django.Default{Type: "dict", Value: map[string]any{}}
	none := &django.Default{Type: "NoneType"}
	integer := func(n int64) *django.Default { return &django.Default{Type: "int", Value: n} }
	storages := &django.Default{Type: "dict", Value: map[string]any{
		"default":     map[string]any{"BACKEND": "django.core.files.storage.FileSystemStorage"},
		"staticfiles": map[string]any{"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
	}}
	tests := []struct {
		name        string
		first, last string // of the series that have want; those outside have something else
		want        *django.Default
	}{
		{"DEBUG", "3.2", "6.1", boolean(false)},
		{"SECRET_KEY", "3.2", "6.1", str("")},
		{"SECRET_KEY_FALLBACKS", "4.1", "6.1", list},
		{"ALLOWED_HOSTS", "3.2", "6.1", list},
		{"X_FRAME_OPTIONS", "3.2", "6.1", str("DENY")},
		{"SECURE_CONTENT_TYPE_NOSNIFF", "3.2", "6.1", boolean(true)},
		{"SECURE_REFERRER_POLICY", "3.2", "6.1", str("same-origin")},
		{"SECURE_CROSS_ORIGIN_OPENER_POLICY", "4.0", "6.1", str("same-origin")},
		{"SECURE_HSTS_SECONDS", "3.2", "6.1", integer(0)},
		{"SECURE_PROXY_SSL_HEADER", "3.2", "6.1", none},
		{"SECURE_CSP", "6.0", "6.1", dict},
		{"SESSION_COOKIE_AGE", "3.2", "6.1", integer(1209600)},
		{"SESSION_COOKIE_SAMESITE", "3.2", "6.1", str("Lax")},
		{"DEFAULT_AUTO_FIELD", "3.2", "5.2", str("django.db.models.AutoField")},
		{"DEFAULT_AUTO_FIELD", "6.0", "6.1", str("django.db.models.BigAutoField")},
		{"USE_TZ", "3.2", "4.2", boolean(false)},
		{"USE_TZ", "5.0", "6.1", boolean(true)},
		{"USE_L10N", "4.0", "4.2", boolean(true)},
		{"STORAGES", "4.2", "6.1", storages},
		{"STATICFILES_STORAGE", "3.2", "5.0", str("django.contrib.staticfiles.storage.StaticFilesStorage")},
		{"STATIC_URL", "3.2", "6.1", none},
		{"FILE_UPLOAD_PERMISSIONS", "3.2", "6.1", integer(0o644)},
		{"DATABASES", "3.2", "6.1", dict},
		{"CSRF_COOKIE_MASKED", "4.1", "4.2", boolean(false)},
		{"SECURE_BROWSER_XSS_FILTER", "3.2", "3.2", boolean(false)},
		{"FORMS_URLFIELD_ASSUME_HTTPS", "5.0", "5.2", boolean(false)},
		{"MAILERS", "", "", nil},
	}
	for _, test := range tests {
		for _, s := range django.Series() {
			got, ok := django.Defaults(s)[test.name]
			inside := test.want != nil && s >= test.first && s <= test.last
			if same := ok && test.want != nil && cmp.Equal(got, *test.want); same != inside {
				t.Errorf("%s %s: got %+v, %v", s, test.name, got, ok)
			}
		}
	}
}

func TestNames(t *testing.T) {
	names := django.Names()
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Error("the names are not sorted, or not unique")
	}
	for _, name := range []string{"DEBUG", "USE_L10N", "SECURE_CSP", "MAILERS", "ROOT_URLCONF"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is missing", name)
		}
	}
	if slices.Contains(names, "FILE_CHARSET") {
		t.Error("a setting that went before 3.2 is there")
	}
}

func TestDefaultsAreCopies(t *testing.T) {
	django.Defaults("5.2")["DEBUG"] = django.Default{}
	if django.Defaults("5.2")["DEBUG"].Type != "bool" {
		t.Error("a caller changed the table")
	}
}

func TestSupport(t *testing.T) {
	tests := []struct{ series, released, eol string }{
		{"3.2", "2021-04-06", "2024-04-30"}, {"4.0", "2021-12-07", "2023-04-30"}, {"4.1", "2022-08-03", "2023-12-31"},
		{"4.2", "2023-04-03", "2026-04-30"}, {"5.0", "2023-12-04", "2025-04-30"}, {"5.1", "2024-08-07", "2025-12-31"},
		{"5.2", "2025-04-02", "2028-04-30"}, {"6.0", "2025-12-03", "2027-04-30"}, {"6.1", "2026-08-05", "2027-12-31"},
		{"2.2", "2019-04-01", "2022-04-30"}, {"1.0", "2008-09-03", "2010-05-31"}, {"1.4", "2012-03-23", "2015-10-31"},
	}
	for _, test := range tests {
		if released, eol, ok := django.Support(test.series); !ok || released != test.released || eol != test.eol {
			t.Errorf("%s: got %s to %s, %v", test.series, released, eol, ok)
		}
	}
	for _, s := range django.Series() {
		if _, _, ok := django.Support(s); !ok {
			t.Errorf("%s has defaults and no support dates", s)
		}
	}
	if _, _, ok := django.Support("6.2"); ok {
		t.Error("6.2 is not released")
	}
}

func TestResolve(t *testing.T) {
	tests := []struct {
		exact, min, below string
		series, eol       string
		in                []string
	}{
		{"5.1.4", "", "", "5.1", "2025-12-31", []string{"5.1"}},
		{"5.2", "", "", "5.2", "2028-04-30", []string{"5.2"}},
		{"5.2rc1", "", "", "5.2", "2028-04-30", []string{"5.2"}},
		{"4.2.28+deb13u2", "", "", "4.2", "2026-04-30", []string{"4.2"}},
		{"2.2.28", "", "", "2.2", "2022-04-30", []string{"2.2"}},
		{"1.11.29", "", "", "1.11", "2020-04-30", []string{"1.11"}},
		{"1.3.6", "", "", "1.3", "2013-02-28", nil},
		{"7.0", "", "", "7.0", "", nil},
		{"", "5.2", "6.0", "5.2", "2028-04-30", []string{"5.2"}},
		{"", "4.2.7", "5", "4.2", "2026-04-30", []string{"4.2"}},
		{"", "4.2.7", "4.3", "4.2", "2026-04-30", []string{"4.2"}},
		{"", "5.0", "5.2", "", "2025-12-31", []string{"5.0", "5.1"}},
		{"", "5.0", "5.2.1", "", "2028-04-30", []string{"5.0", "5.1", "5.2"}},
		{"", "6.1", "7.0", "", "", []string{"6.1"}},
		{"", "6.1.1", "6.2", "6.1", "2027-12-31", []string{"6.1"}},
		{"", "6.1", "", "", "", []string{"6.1"}},
		{"", "5.2", "", "", "", []string{"5.2", "6.0", "6.1"}},
		{"", "", "2.2", "", "2020-04-30", nil},
		{"", "", "4.0.0", "", "2024-04-30", []string{"3.2"}},
		{"", "2.2", "3.2", "", "2022-04-30", []string{"2.2", "3.0", "3.1"}},
		{"", "", "", "", "", django.Series()},
		{"", "7.0", "", "", "", nil},
		{"nonsense", "", "", "", "", nil},
	}
	for _, test := range tests {
		at := document.Location{File: "uv.lock", Line: 3, Column: 11}
		got := django.Resolve(document.Dependency{Exact: test.exact, Min: test.min, Below: test.below, At: at})
		want := document.Django{Exact: test.exact, Min: test.min, Below: test.below, Series: test.series, EOL: test.eol, At: at}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(test.in, django.SeriesIn(got)); diff != "" {
			t.Errorf("%+v: %s", test, diff)
		}
	}
}

func TestDescribe(t *testing.T) {
	notice := func(name, kind, version string, certain bool) document.Notice {
		n := document.Notice{Name: name, Kind: kind, Version: version, Certain: certain}
		if !certain {
			n.Because = "the version is not known exactly"
		}
		return n
	}
	const removed, young, deprecated = document.NoticeRemoved, document.NoticeNew, document.NoticeDeprecated
	tests := []struct {
		django document.Django
		set    string
		want   []document.Notice
	}{
		{document.Django{Exact: "5.2.3"}, "DEBUG", nil},
		{document.Django{Exact: "5.2.3"}, "CORS_ALLOW_ALL_ORIGINS", nil},
		{document.Django{Exact: "5.2.3"}, "STATICFILES_STORAGE", []document.Notice{notice("STATICFILES_STORAGE", removed, "5.1", true)}},
		{document.Django{Exact: "5.0.1"}, "STATICFILES_STORAGE", []document.Notice{notice("STATICFILES_STORAGE", deprecated, "4.2", true)}},
		{document.Django{Min: "4.1", Below: "5.2"}, "STATICFILES_STORAGE", []document.Notice{
			notice("STATICFILES_STORAGE", removed, "5.1", false), notice("STATICFILES_STORAGE", deprecated, "4.2", false)}},
		{document.Django{Exact: "5.2.3"}, "SECURE_CSP", []document.Notice{notice("SECURE_CSP", young, "6.0", true)}},
		{document.Django{Min: "5.2"}, "SECURE_CSP", []document.Notice{notice("SECURE_CSP", young, "6.0", false)}},
		{document.Django{}, "USE_L10N", []document.Notice{notice("USE_L10N", removed, "5.0", false), notice("USE_L10N", deprecated, "4.0", false)}},
		{document.Django{Exact: "7.0"}, "USE_L10N", nil},
		{document.Django{Exact: "5.2.3"}, "TEMPLATE_DEBUG", []document.Notice{notice("TEMPLATE_DEBUG", removed, "1.10", true)}},
		{document.Django{Exact: "5.2.3"}, "LOGOUT_URL", nil},
	}
	for _, test := range tests {
		d := test.django
		django.Describe(&d, []string{test.set})
		if diff := cmp.Diff(test.want, d.Notices); diff != "" {
			t.Errorf("%+v: %s", test, diff)
		}
	}
}

func TestDescribeRequires(t *testing.T) {
	for _, test := range []struct {
		django           document.Django
		python, postgres string
	}{
		{document.Django{Exact: "6.1.1"}, "3.12", "15"},
		{document.Django{Min: "4.2", Below: "6"}, "3.8", "12"},
		{document.Django{Exact: "7.0"}, "", ""},
	} {
		d := test.django
		django.Describe(&d, nil)
		if d.Requires["python"] != test.python || d.Requires["postgresql"] != test.postgres {
			t.Errorf("%+v: %v", test, d.Requires)
		}
	}
}

func TestPackageDefaults(t *testing.T) {
	all := django.PackageDefaults()
	for name, pkg := range map[string]string{"CORS_ALLOW_ALL_ORIGINS": "django-cors-headers", "CSP_DEFAULT_SRC": "django-csp", "CONTENT_SECURITY_POLICY": "django-csp"} {
		if all[name].Package != pkg || all[name].Type == "" {
			t.Errorf("%s: got %+v", name, all[name])
		}
	}
	for name, d := range all {
		if slices.Contains(django.Names(), name) {
			t.Errorf("%s of %s is a setting of Django too", name, d.Package)
		}
	}
}

func TestPackageDefaultReads(t *testing.T) {
	old, young, always := django.PackageDefault{Below: "4.0"}, django.PackageDefault{Min: "4.0"}, django.PackageDefault{}
	tests := []struct {
		name           string
		setting        django.PackageDefault
		dep            document.Dependency
		reads, certain bool
	}{
		{"before it went", old, document.Dependency{Exact: "3.8"}, true, true},
		{"the version that it went with", old, document.Dependency{Exact: "4.0"}, false, true},
		{"bounds below", old, document.Dependency{Min: "3.7", Below: "4"}, true, true},
		{"bounds on both sides", old, document.Dependency{Min: "3.7", Below: "5.0"}, false, false},
		{"no lower bound", old, document.Dependency{Below: "4.0"}, true, true},
		{"no version", old, document.Dependency{}, false, false},
		{"the version that it came with", young, document.Dependency{Exact: "4.0b1"}, true, true},
		{"before it came", young, document.Dependency{Below: "4.0"}, false, true},
		{"from then on", young, document.Dependency{Min: "4.0"}, true, true},
		{"perhaps before", young, document.Dependency{Min: "3.8"}, false, false},
		{"any version", always, document.Dependency{}, true, true},
	}
	for _, test := range tests {
		if reads, certain := test.setting.Reads(test.dep); reads != test.reads || certain != test.certain {
			t.Errorf("%s: got %v, %v", test.name, reads, certain)
		}
	}
}

// TestOracle asks the installed Django, whatever its version, for the same.
func TestOracle(t *testing.T) {
	python := os.Getenv("DJGATE_PYTHON")
	if python == "" {
		python = "python3"
	}
	out, err := exec.Command(python, "-c", `import json, django
from django.conf import global_settings as g
v = {n: [type(getattr(g, n)).__name__, getattr(g, n)] for n in dir(g) if n.isupper()}
print(json.dumps([django.get_version(), v]))`).Output()
	if err != nil {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatalf("django cannot be asked: %v", err)
		}
		t.Skip("django is not installed")
	}
	var version string
	var settings map[string][2]any
	if err := json.Unmarshal(out, &[]any{&version, &settings}); err != nil {
		t.Fatal(err)
	}
	series := django.Resolve(document.Dependency{Exact: version}).Series
	known := django.Defaults(series)
	t.Logf("Django %s, %d settings", version, len(settings))
	for name, want := range settings {
		got, ok := known[name]
		if !ok || got.Type != want[0] || encode(t, got.Value) != encode(t, want[1]) {
			t.Errorf("%s: got %+v, Django %s has %v", name, got, version, want)
		}
	}
}

func encode(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
