// Package lower makes programs of policies: OPA's planner turns them into its
// intermediate representation, and this package that into the instructions of a
// register machine. It is used when djgate is built and in tests; the djgate
// command does not link it.
package lower

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/djgate/djgate/evaluator/program"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/ir"
)

// Program returns the program for rules of modules, which are parsed. Rules are
// paths, such as django.checklist.debug.debug_on.deny. It is an error where the
// machine has no instruction for a step: `with`, or a reference whose rule is
// known only at run time.
func Program(modules map[string]*ast.Module, rules []string) (program.Source, error) {
	policy, err := plan(modules, rules)
	if err != nil {
		return program.Source{}, err
	}
	l := newLowerer(policy)
	for _, f := range policy.Funcs.Funcs {
		l.function(f)
	}
	l.share()
	for _, rule := range rules {
		f, planned := l.functions["g0.data."+rule]
		if !planned {
			l.errs = append(l.errs, fmt.Errorf("%s: there is no such rule", rule))
		}
		l.out.Rules[rule] = program.Rule(f + 1)
	}
	return l.out, errors.Join(l.errs...)
}

// plan is what OPA's compiler makes of modules for `opa build --target plan`.
func plan(modules map[string]*ast.Module, rules []string) (*ir.Policy, error) {
	b := bundle.Bundle{Data: map[string]any{}}
	b.Manifest.Init()
	b.SetRegoVersion(ast.RegoV1)
	for file, module := range modules {
		b.Modules = append(b.Modules, bundle.ModuleFile{URL: file, Path: file, Parsed: module, Raw: []byte(module.String())})
	}
	entrypoints := make([]string, len(rules))
	for i, rule := range rules {
		entrypoints[i] = strings.ReplaceAll(rule, ".", "/")
	}
	c := compile.New().WithBundle(&b).WithTarget(compile.TargetPlan).WithEntrypoints(entrypoints...).WithRegoVersion(ast.RegoV1)
	if err := c.Build(context.Background()); err != nil {
		return nil, err
	}
	var policy ir.Policy
	if err := json.NewDecoder(bytes.NewReader(c.Bundle().PlanModules[0].Raw)).Decode(&policy); err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	return &policy, nil
}

// lowerer makes one program.
type lowerer struct {
	policy    *ir.Policy
	out       program.Source
	functions map[string]int
	builtins  map[string]int
	numbers   map[string]int   // the constants that are numbers
	kept      map[string]int32 // numbers of calls that are made once, by what is called with which constants
	errs      []error
}

func newLowerer(policy *ir.Policy) *lowerer {
	l := &lowerer{policy, program.Source{Rules: map[string]program.Rule{}}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int32{}, nil}
	for _, text := range policy.Static.Strings {
		l.out.Texts = append(l.out.Texts, text.Value)
	}
	for _, file := range policy.Static.Files {
		l.out.Files = append(l.out.Files, file.Value)
	}
	for i, f := range policy.Funcs.Funcs {
		l.functions[f.Name] = i
	}
	for i, b := range policy.Static.BuiltinFuncs {
		l.builtins[b.Name] = i
		l.out.Builtins = append(l.out.Builtins, b.Name)
		if known := ast.BuiltinMap[b.Name]; known == nil || known.Nondeterministic || known.Relation {
			l.errs = append(l.errs, fmt.Errorf("the builtin %s is not for policies of the bundle", b.Name))
		}
	}
	return l
}

// number returns the operand for a constant number.
func (l *lowerer) number(text string) program.Operand {
	i, known := l.numbers[text]
	if !known {
		i = len(l.out.Numbers)
		l.numbers[text] = i
		l.out.Numbers = append(l.out.Numbers, text)
	}
	return program.Constant(program.FirstText + len(l.out.Texts) + i)
}
