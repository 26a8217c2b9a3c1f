// Package evaluator judges documents: it compiles a bundle of Rego policies once
// and says, for each policy and document, whether it is violated, passed, or
// cannot be told.
//
// It knows nothing of files but the bundle's, which it is given as fs.FS.
package evaluator

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Options select and extend the policies. The zero value runs the checklist.
type Options struct {
	// Policies are folders of user policies; they may import the bundle's library.
	Policies []fs.FS
	// Names are what errors call the folders, in their order; where one is missing, its number.
	Names []string
	// Data is merged into OPA's data; it cannot touch data.django.
	Data map[string]any
	// Namespaces select user policies by package, * for any run; empty: all.
	Namespaces []string
	// Collections select policies of the bundle; empty: Checklist.
	Collections []string
	// Program is the bundle as Built made it, or empty. It spares compiling the sources
	// where it is of this version of OPA.
	Program string
	// Parameters override the constants of policies: by policy, then by name.
	Parameters map[string]map[string]any
	// Capabilities are the builtins that user policies have; nil: those of Sandbox.
	Capabilities *Capabilities
	Limits       Limits
	// AnyInput: what is judged is no document of djgate (see EvaluateInput), so user
	// policies are not held against its schema.
	AnyInput bool
}

// Evaluator holds compiled policies. It may be used by many goroutines.
type Evaluator struct {
	engine   engine
	policies []*Policy
}

// New compiles a bundle and the user's policies. The bundle's root is the folder
// that holds django/. That nothing would be judged is an error, as is a policy
// that does not compile; its message names file and line.
func New(ctx context.Context, bundle fs.FS, o Options) (*Evaluator, error) {
	loaded, err := load(bundle, o)
	if err != nil {
		return nil, err
	}
	if len(loaded.policies) == 0 {
		return nil, errors.New("no policy is loaded")
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	data, err := baseData(o)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(loaded.policies, byID)
	engine, err := newEngine(loaded, data, o.Limits)
	return &Evaluator{engine, loaded.policies}, err
}

// Policies returns the policies that Evaluate judges by, in order of id.
func (e *Evaluator) Policies() []*Policy { return slices.Clone(e.policies) }

// Only returns an evaluator of some of its policies, by id. It shares the compiled modules.
func (e *Evaluator) Only(ids ...string) *Evaluator {
	part := &Evaluator{engine: e.engine}
	for _, p := range e.policies {
		if slices.Contains(ids, p.ID) {
			part.policies = append(part.policies, p)
		}
	}
	part.engine.settings = settingsRead(part.policies)
	return part
}

// Traced returns an evaluator whose evaluation the tracer sees.
func (e *Evaluator) Traced(tracer topdown.QueryTracer) *Evaluator {
	traced := *e
	traced.engine.rego.tracer = tracer
	return &traced
}

// baseData is what policies see as data beside the bundle.
func baseData(o Options) (map[string]any, error) {
	data := maps.Clone(o.Data)
	if data == nil {
		data = map[string]any{}
	}
	if _, taken := data["django"]; taken {
		return nil, errors.New("data: django belongs to the bundle")
	}
	if len(o.Parameters) == 0 {
		return data, nil
	}
	parameters := map[string]any{}
	for policy, values := range o.Parameters {
		parameters[policy] = map[string]any(values)
	}
	data["djgate"] = map[string]any{"parameters": parameters}
	return data, nil
}

// List returns the policies that an evaluator with these options would have, in
// order of id. It compiles nothing.
func List(bundle fs.FS, o Options) ([]*Policy, error) {
	all := library{modules: map[string]*ast.Module{}}
	shipped, _, err := shippedBy(bundle, o)
	if err != nil {
		return nil, err
	}
	all.policies = slices.DeleteFunc(shipped, func(p *Policy) bool { return !slices.Contains(o.Collections, p.Collection) })
	if err := all.addUsers(o); err != nil {
		return nil, err
	}
	slices.SortFunc(all.policies, byID)
	return all.policies, nil
}

// Evaluate judges one document. A policy that cannot be evaluated has the
// verdict Failed; the error is for a document that cannot be written as JSON and
// for the context's end.
func (e *Evaluator) Evaluate(ctx context.Context, d *document.Document) (*Result, error) {
	results, err := e.EvaluateAll(ctx, []*document.Document{d}, 1)
	if err != nil {
		return nil, err
	}
	return results[0], nil
}
