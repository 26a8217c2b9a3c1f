package evaluator

import (
	"context"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
)

func shipped() fs.FS { return os.DirFS("../policies") }

// folder makes a folder of user policies from names and sources.
func folder(files ...string) fs.FS {
	fsys := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return fsys
}

// built is the program of the shipped bundle, with which djgate starts.
var built = sync.OnceValue(func() string {
	program, err := os.ReadFile("../bundle.program")
	if err != nil {
		panic(err)
	}
	return string(program)
})

// compiled is an evaluator of the shipped bundle's program and user policies.
func compiled(t *testing.T, o Options) *Evaluator {
	t.Helper()
	o.Program = built()
	e, err := New(t.Context(), shipped(), o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// user compiles one user policy.
func user(t *testing.T, source string, o Options) *Evaluator {
	t.Helper()
	o.Policies = []fs.FS{folder("own.rego", source)}
	return compiled(t, o)
}

// own returns the verdict of the user policy called own.
func own(t *testing.T, e *Evaluator, d *document.Document) Verdict {
	t.Helper()
	result, err := e.Evaluate(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(result.Verdicts, func(v Verdict) bool { return v.Policy.ID == "own" })
	if i < 0 {
		t.Fatal("no policy is called own")
	}
	return result.Verdicts[i]
}

func truth(b bool) *document.Node {
	return &document.Node{State: document.Known, Value: b, HasValue: true, Type: "bool", Truth: &b, Set: true,
		At: document.Location{File: "settings.py", Line: 3}}
}

func holding(name string, n *document.Node) *document.Document {
	return &document.Document{Target: document.Target{ID: "t", Closed: true}, Settings: map[string]*document.Node{name: n}}
}

const asksDebug = `package acme.own

import data.django.lib.settings

deny contains "debug" if settings.is_on("DEBUG")
`

func TestUserPolicy(t *testing.T) {
	e := user(t, asksDebug, Options{})
	if v := own(t, e, holding("DEBUG", truth(true))); v.Status != Violation || v.Findings[0].Message != "debug" || v.Findings[0].Severity != High {
		t.Errorf("%+v", v)
	}
	if v := own(t, e, holding("DEBUG", truth(false))); v.Status != Pass {
		t.Errorf("%+v", v)
	}
	if v := own(t, e, holding("DEBUG", &document.Node{State: document.Unknown})); v.Status != Undetermined {
		t.Errorf("what a user policy reads is not derived: %+v", v)
	}
}

// The bundle's policies are shown the settings that they read, a user's all.
func TestUserPolicySeesEverySetting(t *testing.T) {
	const asksAll = "package acme.own\n\ndeny contains \"seen\" if some _ in input.settings\n"
	d := holding("WAGTAIL_SITE_NAME", truth(true))
	if v := own(t, user(t, asksAll, Options{}), d); v.Status != Violation {
		t.Errorf("%+v", v)
	}
	e := compiled(t, Options{})
	if e.engine.settings["WAGTAIL_SITE_NAME"] || !e.engine.settings["DEBUG"] {
		t.Errorf("the bundle's policies are shown %v", e.engine.settings)
	}
}

func TestUserPolicyWithMetadata(t *testing.T) {
	e := user(t, `# METADATA
# title: Own
# custom:
#   severity: low
#   reads: [settings.X]
#   owner: somebody
package acme.own

deny contains {"msg": "x", "subject": "X", "severity": "info"}
`, Options{})
	v := own(t, e, holding("X", truth(true)))
	if v.Policy.Title != "Own" || v.Policy.Severity != Low || v.Policy.Area != "acme" {
		t.Errorf("%+v", v.Policy)
	}
	if f := v.Findings[0]; f.Severity != Info || f.At.Line != 3 {
		t.Errorf("%+v", f)
	}
}

func TestNamespacesSelectUserPolicies(t *testing.T) {
	e := user(t, asksDebug, Options{Namespaces: []string{"other.*"}})
	if slices.ContainsFunc(e.Policies(), func(p *Policy) bool { return p.User }) {
		t.Error("acme.own is not in other.*")
	}
}

func TestParametersAndData(t *testing.T) {
	e := user(t, `package acme.own

deny contains data.djgate.parameters.own.text

deny contains data.team.text
`, Options{Parameters: map[string]map[string]any{"own": {"text": "parameter"}}, Data: map[string]any{"team": map[string]any{"text": "data"}}})
	var messages []string
	for _, f := range own(t, e, holding("X", truth(true))).Findings {
		messages = append(messages, f.Message)
	}
	slices.Sort(messages)
	if !slices.Equal(messages, []string{"data", "parameter"}) {
		t.Errorf("%v", messages)
	}
}

func TestNewRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		bundle fs.FS
		o      Options
		want   string
	}{
		"nothing":            {folder(), Options{}, "no policy is loaded"},
		"no such collection": {shipped(), Options{Collections: []string{"none"}}, "no policy is loaded"},
		"an empty folder":    {shipped(), Options{Policies: []fs.FS{folder()}}, "policies 1: there is no .rego file"},
		"a syntax error":     {shipped(), Options{Policies: []fs.FS{folder("x.rego", "package x\n\ndeny {")}}, "x.rego:3"},
		"a misspelt library": {shipped(), Options{Policies: []fs.FS{folder("x.rego", "package x\n\ndeny contains \"x\" if data.django.lib.settings.is_onn(\"DEBUG\")")}}, "undefined function"},
		"a named folder":     {shipped(), Options{Policies: []fs.FS{folder()}, Names: []string{"acme"}}, "acme: there is no .rego file"},
		"a package of ours":  {shipped(), Options{Policies: []fs.FS{folder("x.rego", "package django.lib.settings\n\nis_off(name) if name")}}, "x.rego: the package django.lib.settings is the bundle's own"},
		"a taken id":         {shipped(), Options{Policies: []fs.FS{folder("x.rego", "package debug_enabled\n\ndeny contains \"x\"")}}, "policies 1: x.rego: the id debug-enabled of package debug_enabled is taken by package django.checklist.debug.debug_enabled"},
		"a severity":         {shipped(), Options{Policies: []fs.FS{folder("x.rego", "# METADATA\n# custom:\n#   severity: hihg\npackage x\n\ndeny contains \"x\"")}}, "x.rego:1: METADATA: custom: no severity is called \"hihg\" (critical, high, medium, low, info)"},
		"the bundle's data":  {shipped(), Options{Data: map[string]any{"django": 1}}, "django belongs to the bundle"},
	} {
		if c.bundle == shipped() {
			c.o.Program = built()
		}
		_, err := New(t.Context(), c.bundle, c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// A policy that cannot be evaluated is never a pass, and its error quotes no value.
func TestFailingPolicies(t *testing.T) {
	for name, rule := range map[string]string{
		"a builtin's error": `deny contains "x" if to_number("hunter2") > 1`,
		"no set":            `deny := "hunter2"`,
		"a number":          `deny contains 7`,
		"no message":        `deny contains {"subject": "DEBUG"}`,
		"no such severity":  `deny contains {"msg": "x", "severity": "urgent"}`,
		"allow fails":       "deny contains \"x\" if input.target.id == \"none\"\n\nallow if to_number(\"hunter2\") > 1",
	} {
		v := own(t, user(t, "package acme.own\n\n"+rule+"\n", Options{}), holding("DEBUG", truth(true)))
		if v.Status != Failed || v.Err == nil || !strings.HasPrefix(v.Err.Error(), "own.rego") && !strings.HasPrefix(v.Err.Error(), "policy1/own.rego") {
			t.Errorf("%s: %s %v", name, v.Status, v.Err)
		} else if strings.Contains(v.Err.Error(), "hunter2") {
			t.Errorf("%s: quotes a value: %v", name, v.Err)
		}
	}
}

func TestEvaluateEndsWithItsContext(t *testing.T) {
	e := compiled(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Evaluate(ctx, holding("DEBUG", truth(true))); err == nil {
		t.Error("no error")
	}
}

func TestEvaluateIsSafeForConcurrentUse(t *testing.T) {
	e := user(t, asksDebug, Options{}) // the bundle's program and OPA beside it
	for i := range 8 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			result, err := e.Evaluate(context.Background(), holding("DEBUG", truth(i%2 == 0)))
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range result.Verdicts {
				if (v.Policy.ID == "debug-enabled" || v.Policy.User) && (v.Status == Violation) != (i%2 == 0) {
					t.Errorf("%d: %s", i, v.Status)
				}
			}
		})
	}
}

func TestCoveredFindings(t *testing.T) {
	e, err := New(t.Context(), shipped(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := truth(true)
	text.Type, text.Value = "str", "False"
	result, err := e.Evaluate(t.Context(), holding("DEBUG", text))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range result.Verdicts {
		switch v.Policy.ID {
		case "debug-enabled":
			if also := v.Findings[0].Also; !slices.Equal(also, []string{"debug-string-truthy"}) {
				t.Errorf("also %v", also)
			}
		case "debug-string-truthy":
			if v.Status != Violation || v.Findings[0].CoveredBy != "debug-enabled" {
				t.Errorf("%+v", v)
			}
		}
	}
	if report := Merge([]*Result{result}, MergeOptions{}); len(report.Findings) == 0 ||
		slices.ContainsFunc(report.Findings, func(f MergedFinding) bool { return f.Policy.ID == "debug-string-truthy" }) {
		t.Errorf("%+v", report.Findings)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(b.Context(), shipped(), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
