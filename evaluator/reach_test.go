package evaluator

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/open-policy-agent/opa/v1/ast"
)

func TestAddReached(t *testing.T) {
	bundle := fstest.MapFS{}
	for file, text := range map[string]string{
		"django/lib/a.rego":       "package django.lib.a\n\nimport data.django.lib.b\n\nr := b.r",
		"django/lib/b.rego":       "package django.lib.b\n\nr := 1",
		"django/lib/c.rego":       "package django.lib.c\n\nr := data.django.lib.c.s\n\ns := 1",
		"django/checklist/d.rego": "package django.checklist.d\n\ndeny contains 1",
	} {
		bundle[file] = &fstest.MapFile{Data: []byte(text)}
	}
	for text, want := range map[string]string{
		`r := 1`:                               "",
		`r := input.django.lib.a`:              "",
		"import data.django.lib.a\n\nr := a.r": "django/lib/a.rego django/lib/b.rego",
		`r := data.django.lib.c.r`:             "django/lib/c.rego",
		`r := data.django.checklist.d.deny`:    "django/checklist/d.rego",
		`r := data.django.lib[input.x].r`:      "the whole",
		`r := data.django`:                     "the whole",
		`r := data[input.x].lib.a.r`:           "the whole",
		`r := data["django"]["../lib"]`:        "the whole",
	} {
		user := ast.MustParseModuleWithOpts("package user\n\n"+text, ast.ParserOptions{RegoVersion: ast.RegoV1})
		l := library{modules: map[string]*ast.Module{"user": user}}
		err := l.addReached(bundle)
		delete(l.modules, "user")
		got := strings.Join(slices.Sorted(maps.Keys(l.modules)), " ")
		if errors.Is(err, errWhole) {
			got = "the whole"
		} else if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
