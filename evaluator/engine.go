package evaluator

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// This file is the only one that evaluates Rego. An engine opens a session for
// each document; a session answers what a rule of a policy's package holds.

// engine keeps what all documents share.
type engine struct {
	compiler *ast.Compiler
	store    storage.Store
	queries  map[ruleKey]ast.Body
	settings map[string]bool // those that the policies read; nil: any
	shapes   shapes
	limits   Limits
	tracer   topdown.QueryTracer // nil: none
}

type ruleKey struct {
	policy *Policy
	rule   string
}

// answer is the variable that a query binds.
const answer = ast.Var("answer")

// newEngine prepares a query for each rule that a policy has.
func newEngine(compiler *ast.Compiler, store storage.Store, policies []*Policy, limits Limits) engine {
	e := engine{compiler, store, map[ruleKey]ast.Body{}, settingsRead(policies), newShapes(), limits.orDefault(), nil}
	for _, p := range policies {
		for _, rule := range append(p.denying(), allowRule, dischargedRule, unsureRule, exceptionRule) {
			ref := ast.DefaultRootRef.Copy()
			for _, part := range append(strings.Split(p.Package, "."), rule) {
				ref = ref.Append(ast.StringTerm(part))
			}
			if len(compiler.GetRulesWithPrefix(ref)) > 0 {
				e.queries[ruleKey{p, rule}] = ast.NewBody(ast.Equality.Expr(ast.NewTerm(answer), ast.NewTerm(ref)))
			}
		}
	}
	return e
}

// anySetting among those that are read stands for all that the project sets.
const anySetting = "*"

// settingsRead are the settings that policies of the bundle read: a test holds
// their METADATA against what they ask for. A user's policy may read any.
func settingsRead(policies []*Policy) map[string]bool {
	read := map[string]bool{}
	for _, p := range policies {
		for _, path := range p.Reads {
			parts := strings.Split(path, ".")
			if parts[0] == "settings" && len(parts) > 1 {
				read[parts[1]] = true
			}
		}
		if p.User {
			return nil
		}
	}
	return read
}

// view is the document as the policies see it. It leaves out the settings that
// none of them reads, which are hundreds.
func (e engine) view(d *document.Document) (*ast.Term, error) {
	if e.settings != nil {
		part := *d
		part.Settings = make(map[string]*document.Node, len(e.settings))
		for name, n := range d.Settings {
			switch {
			case e.settings[name]:
				part.Settings[name] = n
			case e.settings[anySetting] && (n.Set || n.State == document.Unknown): // whether and where it is set is all that is asked of it
				part.Settings[name] = &document.Node{State: n.State, Set: n.Set, Origin: n.Origin, At: n.At}
			}
		}
		d = &part
	}
	term, err := e.shapes.term(reflect.ValueOf(d))
	if err != nil {
		return nil, fmt.Errorf("%s: the document has no form in Rego", d.Target.ID)
	}
	return term, nil
}

// session evaluates rules on one document. What policies ask in common is
// computed once. It belongs to one goroutine.
type session struct {
	engine
	ctx   context.Context
	input *ast.Term
	txn   storage.Transaction
	cache topdown.VirtualCache
	guard *guard // of the bundle's policies, which are trusted: all of them share one
}

func (e engine) open(ctx context.Context, d *document.Document) (*session, error) {
	input, err := e.view(d)
	if err != nil {
		return nil, err
	}
	return e.on(ctx, input)
}

// on opens a session on an input, whatever it is.
func (e engine) on(ctx context.Context, input *ast.Term) (*session, error) {
	txn, err := e.store.NewTransaction(ctx)
	if err != nil {
		return nil, errors.New("policies: no transaction on the data")
	}
	return &session{engine: e, ctx: ctx, input: input, txn: txn, cache: topdown.NewVirtualCache(), guard: e.limits.watch(ctx, false)}, nil
}

func (s *session) close() {
	s.guard.release()
	s.store.Abort(s.ctx, s.txn)
}

// ask returns the value of a policy's rule; nil where it is not defined.
func (s *session) ask(p *Policy, rule string) (ast.Value, error) {
	body, defined := s.queries[ruleKey{p, rule}]
	if !defined {
		return nil, nil
	}
	g := s.guard
	if p.User {
		g = s.limits.watch(s.ctx, true)
		defer g.release()
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
	if why := g.reason.Load(); err != nil && why != nil {
		return nil, fmt.Errorf("%s: %s", p.File, *why)
	}
	if err != nil {
		return nil, evaluationError(p, err)
	}
	if len(results) == 0 {
		return nil, nil
	}
	return results[0][answer].Value, nil
}

// exceptions are the rules that a user's policy excepts, without deny_, warn_ or
// violation_ before them, as conftest has it: exception contains ["run_as_root"] if ...
func (s *session) exceptions(p *Policy) ([]string, error) {
	if !p.User {
		return nil, nil
	}
	value, err := s.ask(p, exceptionRule)
	lists, isSet := value.(ast.Set)
	if err != nil || !isSet {
		return nil, err
	}
	var out []string
	for _, list := range lists.Slice() {
		if names, isArray := list.Value.(*ast.Array); isArray {
			names.Foreach(func(name *ast.Term) {
				if text, isText := name.Value.(ast.String); isText {
					out = append(out, string(text))
				}
			})
		}
	}
	return out, nil
}

// evaluationError says where a policy failed. OPA's own text is left out, since
// it may quote a value.
func evaluationError(p *Policy, err error) error {
	var e *topdown.Error
	if errors.As(err, &e) && e.Location != nil {
		return fmt.Errorf("%s:%d: %s", e.Location.File, e.Location.Row, e.Code)
	}
	return fmt.Errorf("%s: the policy cannot be evaluated", p.File)
}

// claim is what one element of deny or discharged says.
type claim struct {
	subject, message string
	severity         Severity // 0 where the policy's own holds
	at               document.Location
	rests            []string // further subjects that decide it
}

// claims reads a set, or an array, of objects {"subject", "msg", "severity", "at",
// "rests"} or of texts.
func claims(v ast.Value) ([]claim, error) {
	var elements []*ast.Term
	switch v := v.(type) {
	case nil:
	case ast.Set:
		elements = v.Slice()
	case *ast.Array:
		v.Foreach(func(element *ast.Term) { elements = append(elements, element) })
	default:
		return nil, errors.New("is not a set (write `deny contains ...`)")
	}
	var list []claim
	for _, element := range elements {
		c, err := claimOf(element.Value)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func claimOf(v ast.Value) (claim, error) {
	switch v := v.(type) {
	case ast.String:
		return claim{message: string(v)}, nil
	case ast.Object:
		c := claim{subject: text(v, "subject"), message: text(v, "msg")}
		if c.message == "" {
			return c, errors.New("holds an object without msg")
		}
		if word := text(v, "severity"); word != "" {
			s, err := ParseSeverity(word)
			if err != nil {
				return c, err
			}
			c.severity = s
		}
		at, ok := member(v, "at").(ast.Object)
		if !ok {
			at, ok = member(v, "_loc").(ast.Object) // conftest's name for it
		}
		if ok {
			c.at = document.Location{File: text(at, "file"), Line: number32(at, "line"), Column: number32(at, "column")}
		}
		c.rests = texts(v, "rests")
		return c, nil
	}
	return claim{}, errors.New("holds neither an object nor a text")
}

func member(o ast.Object, key string) ast.Value {
	if t := o.Get(ast.InternedTerm(key)); t != nil {
		return t.Value
	}
	return nil
}

func text(o ast.Object, key string) string {
	s, _ := member(o, key).(ast.String)
	return string(s)
}

// texts reads a set or an array of texts.
func texts(o ast.Object, key string) []string {
	list, ok := member(o, key).(interface{ Foreach(func(*ast.Term)) })
	if !ok {
		return nil
	}
	var out []string
	list.Foreach(func(t *ast.Term) {
		if s, isText := t.Value.(ast.String); isText {
			out = append(out, string(s))
		}
	})
	return out
}

func number32(o ast.Object, key string) int {
	n, ok := member(o, key).(ast.Number)
	if !ok {
		return 0
	}
	i, _ := n.Int()
	return i
}

// holds tells whether a rule's value is more than undefined, false or empty.
func holds(v ast.Value) bool {
	switch v := v.(type) {
	case nil:
		return false
	case ast.Boolean:
		return bool(v)
	case ast.Set:
		return v.Len() > 0
	}
	return true
}
