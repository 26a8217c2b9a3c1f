package evaluator

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// This file runs the rules test_* that stand beside policies, as `opa test` does:
// a test passes where it is true; todo_test_* is skipped.

// Test is what one rule test_* came to.
type Test struct {
	Package, Name string
	At            document.Location
	Skipped       bool
	Failure       string // where and why it is not true; empty: it passes
	Took          time.Duration
}

// Suite holds user policies and their tests, compiled with the bundle.
type Suite struct {
	compiler *ast.Compiler
	store    storage.Store
	own      map[string]*ast.Module // the user's, by the name that they have in the compiler
}

// NewSuite compiles the bundle, the user's policies and their *_test.rego files,
// whose paths are reported as they are in the folder. What a test's own policies
// may do is what they may do when they judge.
func NewSuite(bundle fs.FS, o Options) (*Suite, error) {
	modules, err := parseAll(bundle, true, everything)
	if err != nil {
		return nil, err
	}
	s := &Suite{own: map[string]*ast.Module{}}
	all := map[string]*ast.Module{}
	for _, m := range modules {
		all["bundle/"+m.file] = m.Module
	}
	for i, folder := range o.Policies {
		found, err := parseTests(folder)
		if err != nil {
			return nil, err
		}
		for _, m := range found {
			name := fmt.Sprintf("policy%d/%s", i+1, m.file)
			all[name], s.own[name] = m.Module, m.Module
		}
	}
	s.compiler = newCompiler(true).WithCapabilities(capabilitiesOf(o))
	if s.compiler.Compile(all); s.compiler.Failed() {
		return nil, regoErrors(s.compiler.Errors)
	}
	data, err := baseData(o)
	s.store = inmem.NewFromObject(data)
	return s, err
}

// compiled are the compiled files of the user, tests among them, by their path in the folder.
func (s *Suite) compiled() map[string]*ast.Module {
	modules := map[string]*ast.Module{}
	for name := range s.own {
		_, file, _ := strings.Cut(name, "/")
		modules[file] = s.compiler.Modules[name]
	}
	return modules
}

// Misuses are the wrong questions of the user's policies; tests may ask anything.
func (s *Suite) Misuses() []Misuse {
	wanted := map[string]bool{}
	for name, module := range s.own {
		if !strings.HasSuffix(name, "_test.rego") && len(denyingRules(module)) > 0 {
			wanted[packageName(module)] = true
		}
	}
	return Misuses(s.compiler, func(pkg string) bool { return wanted[pkg] })
}

// Run runs the tests in order of file and line. The tracer, which may be nil,
// sees all that is evaluated.
func (s *Suite) Run(ctx context.Context, tracer topdown.QueryTracer, limits Limits) ([]Test, error) {
	txn, err := s.store.NewTransaction(ctx)
	if err != nil {
		return nil, err
	}
	defer s.store.Abort(ctx, txn)
	var tests []Test
	for _, rule := range s.tests() {
		begun := time.Now()
		t := Test{Package: strings.TrimPrefix(rule.Module.Package.Path.String(), "data."), Name: ruleName(rule),
			At: document.Location{File: rule.Location.File, Line: rule.Location.Row, Column: rule.Location.Col}}
		if t.Skipped = strings.HasPrefix(t.Name, "todo_"); !t.Skipped {
			t.Failure = s.run(ctx, txn, rule, tracer, limits.orDefault())
		}
		t.Took = time.Since(begun)
		tests = append(tests, t)
		if err := ctx.Err(); err != nil {
			return tests, err
		}
	}
	return tests, nil
}

// tests are the user's test rules, one of each name.
func (s *Suite) tests() []*ast.Rule {
	var rules []*ast.Rule
	for _, module := range s.compiled() {
		seen := map[string]bool{}
		for _, rule := range module.Rules {
			name := ruleName(rule)
			if strings.HasPrefix(strings.TrimPrefix(name, "todo_"), "test_") && !seen[name] {
				seen[name], rules = true, append(rules, rule)
			}
		}
	}
	slices.SortFunc(rules, func(a, b *ast.Rule) int { return a.Location.Compare(b.Location) })
	return rules
}

func (s *Suite) run(ctx context.Context, txn storage.Transaction, rule *ast.Rule, tracer topdown.QueryTracer, limits Limits) (failure string) {
	g := limits.watch(ctx, true)
	defer g.release()
	last := &lastFailure{file: rule.Location.File}
	q := topdown.NewQuery(ast.NewBody(ast.Equality.Expr(ast.NewTerm(answer), ast.NewTerm(rule.Ref())))).
		WithCompiler(s.compiler).WithStore(s.store).WithTransaction(txn).WithCancel(g.cancel).
		WithStrictBuiltinErrors(true).WithQueryTracer(last)
	if tracer != nil {
		q = q.WithQueryTracer(tracer)
	}
	results, err := q.Run(ctx)
	switch why := g.reason.Load(); {
	case err != nil && why != nil:
		return strings.Replace(*why, "policy", "test", 1)
	case err != nil:
		return err.Error()
	case len(results) == 1 && holds(results[0][answer].Value):
		return ""
	case last.expr == nil:
		return "is not true"
	}
	return fmt.Sprintf("line %d is not true: %s", last.expr.Location.Row, last.text())
}

// lastFailure remembers the last expression of a test's file that was not true.
type lastFailure struct {
	file string
	expr *ast.Expr
}

func (*lastFailure) Enabled() bool { return true }

func (*lastFailure) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (l *lastFailure) TraceEvent(e topdown.Event) {
	if expr, ok := e.Node.(*ast.Expr); ok && e.Op == topdown.FailOp && expr.Location != nil && expr.Location.File == l.file {
		l.expr = expr
	}
}

// text is the expression as it is written, on one line.
func (l *lastFailure) text() string {
	return strings.Join(strings.Fields(string(l.expr.Location.Text)), " ")
}

// Undescribed is a policy whose METADATA is not complete.
type Undescribed struct {
	At    document.Location
	Lacks []string
}

// Undescribed lists the user's policies without a title, description, severity or remediation.
func (s *Suite) Undescribed() []Undescribed {
	described := map[string]bool{}
	var list []Undescribed
	for _, name := range slices.Sorted(maps.Keys(s.own)) {
		module := s.own[name]
		pkg := packageName(module)
		if strings.HasSuffix(name, "_test.rego") || len(denyingRules(module)) == 0 || described[pkg] {
			continue
		}
		described[pkg] = true
		at := module.Package.Location
		p, err := describe(at.File, module, true)
		if err != nil {
			list = append(list, Undescribed{document.Location{File: at.File, Line: at.Row}, []string{"a custom block that can be read"}})
		} else if lacks := p.lacks(); len(lacks) > 0 {
			list = append(list, Undescribed{document.Location{File: at.File, Line: at.Row}, lacks})
		}
	}
	return list
}

func (p *Policy) lacks() []string {
	var lacks []string
	for _, field := range []struct {
		name  string
		empty bool
	}{{"title", p.Title == ""}, {"description", p.Description == ""}, {"custom.severity", p.Severity == 0}, {"custom.remediation", p.Remediation == ""}} {
		if field.empty {
			lacks = append(lacks, field.name)
		}
	}
	return lacks
}
