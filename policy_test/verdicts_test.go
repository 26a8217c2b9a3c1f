package policy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/program/lower"
	"github.com/djgate/djgate/inputs/document"
	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// built makes the bundle once for all tests.
var built = sync.OnceValues(func() ([]byte, error) { return lower.Bundle(bundle) })

// programOf returns the bundle as the command has it.
func programOf(t testing.TB) string {
	t.Helper()
	program, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return string(program)
}

// newEvaluator loads the checklist and the advice of the bundle.
func newEvaluator(t testing.TB) *evaluator.Evaluator {
	t.Helper()
	e, err := evaluator.New(t.Context(), bundle, evaluator.Options{
		Collections: []string{evaluator.Checklist, evaluator.Advice}, Program: programOf(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// verdictOf judges a document and returns what one policy says.
func verdictOf(t *testing.T, e *evaluator.Evaluator, policy string, d *document.Document) evaluator.Verdict {
	t.Helper()
	result, err := e.Evaluate(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range result.Verdicts {
		if v.Policy.ID == policy {
			return v
		}
	}
	t.Fatalf("no policy is called %s", policy)
	return evaluator.Verdict{}
}

func TestVerdicts(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t)
	for _, c := range cases() {
		t.Run(c.policy+"/"+c.name, func(t *testing.T) {
			v := verdictOf(t, e, c.policy, c.document)
			if v.Status != c.want {
				t.Fatalf("%s, want %s: %+v", v.Status, c.want, v)
			}
			if at := subjects(v); c.at != "" && !slices.Contains(at, c.at) {
				t.Errorf("at %v, want %s", at, c.at)
			}
			for _, f := range v.Findings {
				if c.severity != "" && f.Severity.String() != c.severity {
					t.Errorf("%s is %s, want %s", f.Subject, f.Severity, c.severity)
				}
				if f.At.IsZero() {
					t.Errorf("%s has no place", f.Subject)
				}
			}
		})
	}
}

// subjects are those of the findings, or of the causes where nothing is found.
func subjects(v evaluator.Verdict) []string {
	var list []string
	for _, f := range v.Findings {
		list = append(list, f.Subject)
	}
	for _, c := range v.Causes {
		list = append(list, c.Path)
	}
	return list
}

func TestSoundDeploymentPassesEveryPolicy(t *testing.T) {
	result, err := newEvaluator(t).Evaluate(t.Context(), sound())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range result.Verdicts {
		if v.Status != evaluator.Pass && !(v.Status == evaluator.NotApplicable && len(v.Policy.Django)+len(v.Policy.Inputs) > 0) {
			t.Errorf("%s: %s %v", v.Policy.ID, v.Status, subjects(v))
		}
	}
}

// readsValues tells whether a policy reads what can be unknown.
func readsValues(p *evaluator.Policy) bool {
	return slices.ContainsFunc(p.Reads, func(path string) bool {
		return strings.HasPrefix(path, "settings.") || strings.HasPrefix(path, "env.") || path == "deps.django"
	})
}

// Silence never means "could not tell": whatever a policy reads of a bad
// deployment, it does not pass when that is not known.
func TestUnknownNeverPasses(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t)
	policies := map[string]*evaluator.Policy{}
	for _, p := range e.Policies() {
		policies[p.ID] = p
	}
	for i, c := range cases() {
		if c.want != bad {
			continue
		}
		for _, path := range policies[c.policy].Reads {
			d := cases()[i].document // a fresh one
			if !forget(d, path) {
				continue
			}
			if v := verdictOf(t, e, c.policy, d); v.Status == evaluator.Pass {
				t.Errorf("%s/%s passes without knowing %s", c.policy, c.name, path)
			}
		}
	}
}

// forget makes what lies at a path unknown; false where it cannot be.
func forget(d *document.Document, path string) bool {
	parts := strings.Split(path, ".")
	switch {
	case path == "deps.django":
		d.Django = document.Django{}
	case parts[0] == "env":
		d.Env[parts[1]] = doubtful("forgotten")
	case parts[0] == "infra" && len(parts) == 4:
		facts := d.Infra.Facts(parts[1], parts[3])
		for _, f := range facts {
			*f.Node = *doubtful("forgotten")
		}
		return len(facts) > 0
	case parts[0] != "settings":
		return false
	case len(parts) == 2:
		d.Settings[parts[1]] = doubtful("forgotten")
	default:
		n := d.Settings[parts[1]]
		if n == nil {
			return false
		}
		if n.IfUnset != nil {
			n = n.IfUnset
		}
		n.State, n.Value = document.Partial, forgetIn(n.Value, parts[2:])
	}
	return true
}

func forgetIn(v any, path []string) any {
	if len(path) == 0 {
		return map[string]any{document.KeyUnknown: document.Doubt{Because: "forgotten"}}
	}
	m, _ := v.(map[string]any)
	forgotten := map[string]any{}
	for key, inner := range m {
		if forgotten[key] = inner; path[0] == "*" || path[0] == key {
			forgotten[key] = forgetIn(inner, path[1:])
		}
	}
	if len(m) == 0 {
		forgotten[document.KeyMore] = document.Doubt{Because: "forgotten"}
	}
	return forgotten
}

// told is what Go and main.rego must agree on.
type told struct{ Deny, Undetermined, Discharged []string }

// Any OPA gives the verdicts that the command gives.
func TestMainAgrees(t *testing.T) {
	t.Parallel()
	e, compiler := newEvaluator(t), compile(t)
	for _, c := range cases() {
		if diff := diffTold(byCommand(t, e, c.document), byOPA(t, compiler, c.document)); diff != "" {
			t.Errorf("%s/%s: the command (-) and main.rego (+) differ:\n%s", c.policy, c.name, diff)
		}
	}
}

func byCommand(t *testing.T, e *evaluator.Evaluator, d *document.Document) told {
	t.Helper()
	result, err := e.Evaluate(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	var all told
	for _, v := range result.Verdicts {
		if v.Policy.Collection != evaluator.Checklist {
			continue // main.rego judges by the checklist
		}
		for _, f := range v.Findings {
			if v.Status == evaluator.Violation && !f.WouldBe && f.CoveredBy == "" {
				all.Deny = append(all.Deny, fmt.Sprint(v.Policy.ID, f.Severity, f.Subject, f.Message, f.At))
			}
		}
		for _, c := range v.Causes {
			if c.CoveredBy == "" {
				all.Undetermined = append(all.Undetermined, fmt.Sprint(v.Policy.ID, c.Path, c.WouldBe))
			}
		}
		for _, by := range v.By {
			all.Discharged = append(all.Discharged, v.Policy.ID+by.By)
		}
	}
	return all.sorted()
}

func (all told) sorted() told {
	for _, list := range []*[]string{&all.Deny, &all.Undetermined, &all.Discharged} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return all
}

func byOPA(t *testing.T, compiler *ast.Compiler, d *document.Document) told {
	t.Helper()
	var out struct {
		Deny []struct {
			Policy, Severity, Subject, Msg string
			Location                       document.Location
		}
		Undetermined []struct {
			Policy, Subject string
			WouldBe         string `json:"would_be"`
		}
		Discharged []struct{ Policy, By string }
	}
	query(t, compiler, d, "data.django.main", &out)
	var all told
	for _, f := range out.Deny {
		all.Deny = append(all.Deny, fmt.Sprint(f.Policy, f.Severity, f.Subject, f.Msg, f.Location))
	}
	for _, u := range out.Undetermined {
		all.Undetermined = append(all.Undetermined, fmt.Sprint(u.Policy, u.Subject, u.WouldBe != ""))
	}
	for _, f := range out.Discharged {
		all.Discharged = append(all.Discharged, f.Policy+f.By)
	}
	return all.sorted()
}

// query evaluates a reference on a document with stock OPA.
func query(t *testing.T, compiler *ast.Compiler, d *document.Document, ref string, out any) {
	t.Helper()
	if compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	raw, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	input, err := ast.ValueFromReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	store := inmem.New()
	txn := storage.NewTransactionOrDie(t.Context(), store)
	defer store.Abort(t.Context(), txn)
	results, err := topdown.NewQuery(ast.MustParseBody("x = " + ref)).WithCompiler(compiler).WithInput(ast.NewTerm(input)).
		WithStore(store).WithTransaction(txn).WithStrictBuiltinErrors(true).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(results) == 0 {
		t.Fatalf("%s is not defined", ref)
	}
	plain, err := ast.JSON(results[0]["x"].Value)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(plain)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, out); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkEvaluate(b *testing.B) {
	e, d := newEvaluator(b), sound()
	for b.Loop() {
		if _, err := e.Evaluate(b.Context(), d); err != nil {
			b.Fatal(err)
		}
	}
}

func diffTold(command, opa told) string { return cmp.Diff(command, opa) }
