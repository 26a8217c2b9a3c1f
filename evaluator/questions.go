package evaluator

import (
	"cmp"
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
)

// This file finds where policies ask in a way in which "unknown" reads as "no": a
// question is undefined while its answer is not known, and not, every, else,
// default, object.get and the size of a comprehension take undefined for false
// or empty. The bundle's library alone may, since it states both sides.

// Misuse is a question that is asked wrongly.
type Misuse struct {
	At    document.Location
	Under string // not, every, else, default, object.get, count, a comprehension
}

// Misuses returns where the modules of the wanted packages ask wrongly, in order
// of place. The compiler holds them and the library.
func Misuses(compiler *ast.Compiler, wanted func(pkg string) bool) []Misuse {
	q := questioner{compiler: compiler, known: map[*ast.Rule]bool{}}
	for _, module := range compiler.Modules {
		if wanted(packageName(module)) {
			q.drawn = q.drawnIn(module)
			q.rules(module)
			q.expressions(module)
			q.comprehensions(module)
		}
	}
	slices.SortFunc(q.found, func(a, b Misuse) int { return cmp.Or(compareLocations(a.At, b.At), cmp.Compare(a.Under, b.Under)) })
	return slices.Compact(q.found)
}

// questioner finds questions: what comes to input.
type questioner struct {
	compiler *ast.Compiler
	known    map[*ast.Rule]bool // whether a rule is a question
	drawn    map[string]bool    // variables of the module that hold as much as is known of something
	found    []Misuse
}

func (q *questioner) report(at *ast.Location, under string) {
	q.found = append(q.found, Misuse{document.Location{File: at.File, Line: at.Row, Column: at.Col}, under})
}

// asks tells whether anything in x comes to input.
func (q *questioner) asks(x any) bool {
	found := false
	ast.WalkRefs(x, func(ref ast.Ref) bool {
		found = found || ref.HasPrefix(ast.InputRootRef) || slices.ContainsFunc(q.rulesOf(ref), q.isQuestion)
		return found
	})
	return found
}

func (q *questioner) isQuestion(rule *ast.Rule) bool {
	if known, seen := q.known[rule]; seen {
		return known
	}
	q.known[rule] = false
	q.known[rule] = q.asks(rule)
	return q.known[rule]
}

func (q *questioner) rulesOf(ref ast.Ref) []*ast.Rule {
	if !ref.HasPrefix(ast.DefaultRootRef) {
		return nil
	}
	return q.compiler.GetRules(ref.ConstantPrefix())
}

func (q *questioner) rules(module *ast.Module) {
	for _, rule := range module.Rules {
		if rule.Else != nil && q.asks(rule) {
			q.report(rule.Location, "else")
		}
		if rule.Default && slices.ContainsFunc(q.rulesOf(rule.Ref().GroundPrefix()), q.isQuestion) {
			q.report(rule.Location, "default")
		}
	}
}

func (q *questioner) expressions(module *ast.Module) {
	ast.WalkExprs(module, func(e *ast.Expr) bool {
		switch terms := e.Terms.(type) {
		case *ast.Every:
			if q.asks(terms.Domain) || q.drawn[terms.Domain.String()] || q.asks(terms.Body) {
				q.report(e.Location, "every")
			}
		case []*ast.Term:
			operator := e.OperatorTerm().String()
			if operator == "object.get" || operator == "count" && q.drawn[terms[1].String()] {
				q.report(e.Location, operator)
			}
		}
		if e.Negated && q.asks(e) {
			q.report(e.Location, "not")
		}
		return false
	})
}

func (q *questioner) comprehensions(module *ast.Module) {
	ast.WalkTerms(module, func(t *ast.Term) bool {
		switch t.Value.(type) {
		case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
			if q.asks(t.Value) {
				q.report(t.Location, "a comprehension")
			}
		}
		return false
	})
}

// drawnIn returns the variables of a module that hold as much as is known of
// something: fewer members than there are, perhaps. What value and all_members
// give is complete.
func (q *questioner) drawnIn(module *ast.Module) map[string]bool {
	variables := map[string]bool{}
	ast.WalkExprs(module, func(e *ast.Expr) bool {
		terms, _ := e.Terms.([]*ast.Term)
		if len(terms) < 2 || !q.asks(e) {
			return false
		}
		switch e.OperatorTerm().String() {
		case "data.django.lib.settings.value", "data.django.lib.settings.all_members":
			return false
		}
		for _, t := range terms[1:] {
			if _, isVar := t.Value.(ast.Var); isVar {
				variables[t.String()] = true
			}
		}
		return false
	})
	for range 3 { // x := members(...) is compiled to a few assignments
		ast.WalkExprs(module, func(e *ast.Expr) bool {
			if e.IsEquality() && (variables[e.Operand(1).String()] || variables[e.Operand(0).String()]) {
				variables[e.Operand(0).String()], variables[e.Operand(1).String()] = true, true
			}
			return false
		})
	}
	return variables
}
