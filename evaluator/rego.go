package evaluator

import (
	"context"
	"errors"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// rego evaluates compiled policies with OPA's own evaluator.
type rego struct {
	compiler *ast.Compiler // nil: there are none
	store    storage.Store
	queries  map[ruleKey]ast.Body
	tracer   topdown.QueryTracer // nil: none
}

type ruleKey struct {
	policy *Policy
	rule   string
}

// answer is the variable that a query binds.
const answer = ast.Var("answer")

// newRego prepares a query for each rule that a policy has.
func newRego(loaded loaded, data map[string]any) rego {
	r := rego{compiler: loaded.compiler, queries: map[ruleKey]ast.Body{}}
	if r.compiler == nil {
		return r
	}
	r.store = inmem.NewFromObject(data)
	for _, p := range loaded.policies {
		for _, rule := range append(p.denying(), allowRule, dischargedRule, unsureRule, exceptionRule) {
			ref := ast.DefaultRootRef.Copy()
			for _, part := range append(strings.Split(p.Package, "."), rule) {
				ref = ref.Append(ast.StringTerm(part))
			}
			if len(r.compiler.GetRulesWithPrefix(ref)) > 0 {
				r.queries[ruleKey{p, rule}] = ast.NewBody(ast.Equality.Expr(ast.NewTerm(answer), ast.NewTerm(ref)))
			}
		}
	}
	return r
}

// regoSession is on one input; nil where none was opened.
type regoSession struct {
	rego
	ctx   context.Context
	input *ast.Term
	txn   storage.Transaction
	cache topdown.VirtualCache
}

func (r rego) open(ctx context.Context, input *ast.Term) (*regoSession, error) {
	txn, err := r.store.NewTransaction(ctx)
	if err != nil {
		return nil, errors.New("policies: no transaction on the data")
	}
	return &regoSession{rego: r, ctx: ctx, input: input, txn: txn, cache: topdown.NewVirtualCache()}, nil
}

func (s *regoSession) close() {
	if s != nil {
		s.store.Abort(s.ctx, s.txn)
	}
}

// ask returns the value of a policy's rule; nil where it is not defined.
func (s *regoSession) ask(p *Policy, rule string, g *guard) (ast.Value, error) {
	body, defined := s.queries[ruleKey{p, rule}]
	if !defined {
		return nil, nil
	}
	query := topdown.NewQuery(body)
	if s.tracer != nil {
		query = query.WithQueryTracer(s.tracer)
	}
	results, err := query.
		WithCompiler(s.compiler).
		WithStore(s.store).
		WithTransaction(s.txn).
		WithInput(s.input).
		WithCancel(g.cancel).
		WithVirtualCache(s.cache).
		WithStrictBuiltinErrors(true).
		Run(s.ctx)
	if err != nil || len(results) == 0 {
		return nil, err
	}
	return results[0][answer].Value, nil
}
