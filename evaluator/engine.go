package evaluator

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/djgate/djgate/evaluator/program"
	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// An engine opens a session for each document; a session answers what a rule of a
// policy's package holds. The bundle's policies are a program where it was made
// beforehand; what was not goes through OPA's own evaluator.

// engine keeps what all documents share.
type engine struct {
	program  *program.Program // nil: rego has the bundle's policies too
	data     *ast.Term        // what the program sees beside the document
	rego     rego
	settings map[string]bool // those that the policies read; nil: any
	shapes   shapes
	limits   Limits
}

func newEngine(loaded loaded, data map[string]any, limits Limits) (engine, error) {
	value, err := ast.InterfaceToValue(data)
	if err != nil {
		return engine{}, errors.New("data: holds what JSON does not know")
	}
	return engine{
		program: loaded.program, data: ast.NewTerm(value), rego: newRego(loaded, data),
		settings: settingsRead(loaded.policies), shapes: newShapes(), limits: limits.orDefault(),
	}, nil
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

// view is the document as OPA's evaluator sees it. It leaves out the settings that
// no policy reads, which are hundreds; a program comes to what it reads alone.
func (e engine) view(d *document.Document) (*ast.Term, error) {
	if e.settings != nil {
		part := *d
		part.Settings = make(map[string]*document.Node, len(e.settings))
		for name, n := range d.Settings {
			switch {
			case e.settings[name]:
				part.Settings[name] = n
			case e.settings[anySetting] && (n.Set || n.State == document.Unknown): // whether and where it is set, whether it is on, and what that rests on, is all that is asked of it
				part.Settings[name] = &document.Node{State: n.State, Truth: n.Truth, Set: n.Set, Origin: n.Origin, At: n.At, Assumes: n.Assumes}
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

// sessions are those of documents that are judged together: each policy is asked of
// all of them before the next one. They belong to one goroutine.
type sessions struct {
	all   []*session
	guard *guard // of the bundle's policies, which are trusted: all of them share one
}

// session evaluates rules on one document. What policies ask in common is computed once,
// and what documents have in common for one of them.
type session struct {
	engine
	ctx     context.Context
	guard   *guard
	machine *program.Machine          // nil: no policy is a program
	input   func() (*ast.Term, error) // what OPA evaluates
	rego    *regoSession              // nil until a policy is asked that is no program
}

func (e engine) open(ctx context.Context, docs []*document.Document) *sessions {
	all := e.begin(ctx, len(docs))
	for i, d := range docs {
		all.all[i].input = func() (*ast.Term, error) { return e.view(d) }
	}
	if e.program == nil {
		return all
	}
	inputs := make([]*ast.Term, len(docs))
	for i, d := range docs {
		inputs[i] = e.shapes.lazily(d)
	}
	for i, machine := range e.program.NewMachines(ctx, inputs, e.data, all.guard.cancel) {
		all.all[i].machine = machine
	}
	return all
}

// on opens a session on an input, whatever it is, for policies that are no program.
func (e engine) on(ctx context.Context, input *ast.Term) *sessions {
	one := e.begin(ctx, 1)
	one.all[0].input = func() (*ast.Term, error) { return input, nil }
	return one
}

func (e engine) begin(ctx context.Context, n int) *sessions {
	limits := e.limits
	limits.Time *= time.Duration(n)
	s := &sessions{all: make([]*session, n), guard: limits.watch(ctx, false)}
	for i := range s.all {
		s.all[i] = &session{engine: e, ctx: ctx, guard: s.guard}
	}
	return s
}

func (s *sessions) close() {
	s.guard.release()
	for _, one := range s.all {
		one.rego.close()
	}
}

// query asks OPA's evaluator, which sees the whole document.
func (s *session) query(p *Policy, rule string, g *guard) (ast.Value, error) {
	if s.engine.rego.compiler == nil {
		return nil, nil
	}
	if s.rego == nil {
		input, err := s.input()
		if err != nil {
			return nil, err
		}
		if s.rego, err = s.engine.rego.open(s.ctx, input); err != nil {
			return nil, err
		}
	}
	return s.rego.ask(p, rule, g)
}

// ask returns the value of a policy's rule; nil where it is not defined.
func (s *session) ask(p *Policy, rule string) (value ast.Value, err error) {
	g := s.guard
	if p.User {
		g = s.limits.watch(s.ctx, true)
		defer g.release()
	}
	if s.machine == nil || p.User {
		value, err = s.query(p, rule, g)
	} else {
		value, err = s.machine.Eval(p.judged[slices.Index(judgedRules[:], rule)])
	}
	if why := g.reason.Load(); err != nil && why != nil {
		return nil, fmt.Errorf("%s: %s", p.File, *why)
	}
	if err != nil {
		return nil, evaluationError(p, err)
	}
	return value, nil
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
