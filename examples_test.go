package djgate_test

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/tree"
)

// asOf is a date after the end of Django 5.1 and before that of 5.2.
const asOf = "2026-11-21"

func check(t *testing.T, dir string, vars ...document.Variable) *evaluator.Report {
	t.Helper()
	fsys, err := tree.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer fsys.Close()
	out, err := djgate.Check(context.Background(), fsys, djgate.Options{
		Inputs: inputs.Options{AsOf: asOf, Options: targets.Options{Root: fsys.Path(), Variables: vars}}})
	if err != nil {
		t.Fatal(err)
	}
	return out.Report
}

var mistake = regexp.MustCompile(`(?m)^\| ([a-z0-9-]+) \| ([^|]+) \| ([^|:]+):(\d+) \|`)

// Every planted mistake is found at its own file and line in its own targets,
// and nothing else is.
func TestShop(t *testing.T) {
	src, err := os.ReadFile("examples/shop/MISTAKES.md")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range mistake.FindAllStringSubmatch(string(src), -1) {
		for _, target := range strings.Split(m[2], ", ") {
			want = append(want, fmt.Sprintf("%s at %s:%s in %s", m[1], m[3], m[4], target))
		}
	}
	if len(want) < 12 {
		t.Fatalf("only %d mistakes are planted", len(want))
	}
	var got []string
	for _, f := range check(t, "examples/shop").Findings {
		for _, target := range f.Targets {
			got = append(got, fmt.Sprintf("%s at %s:%d in %s", f.Policy.ID, f.At.File, f.At.Line, target))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// hardenedSecrets are the variables of examples/shop-hardened that stand in no file.
var hardenedSecrets = []string{"DJANGO_SECRET_KEY", "POSTGRES_PASSWORD", "PAYMENT_TOKEN", "EMAIL_HOST_PASSWORD"}

// Without its secrets the mended project has no violation, and only what the
// secrets decide is undetermined; with them it is clean.
func TestShopHardened(t *testing.T) {
	r := check(t, "examples/shop-hardened")
	if len(r.Findings) > 0 || !r.Complete {
		t.Errorf("findings without secrets: %v, complete %v", r.Findings, r.Complete)
	}
	for _, g := range r.Gaps() {
		for _, need := range g.Needs {
			if !slices.Contains(hardenedSecrets, need) {
				t.Errorf("%s is needed and no secret", need)
			}
		}
		if len(g.Needs) == 0 {
			t.Errorf("undetermined for no variable: %s", g.Because)
		}
	}
	var vars []document.Variable
	for i, name := range hardenedSecrets {
		text := fmt.Sprintf("q8$Kd%d!vN2zR7wT4yB9mX3cF6hJ1pL5sG0aZe-uQiWoEtYrUnM_bVxC", i)
		vars = append(vars, document.Variable{Name: name, State: document.Known, Text: document.NewText(text), Origin: document.OriginEnv})
	}
	r = check(t, "examples/shop-hardened", vars...)
	if len(r.Findings) > 0 || len(r.Undetermined) > 0 || !r.Complete {
		t.Errorf("with secrets: findings %v, undetermined %v, complete %v", r.Findings, r.Undetermined, r.Complete)
	}
}
