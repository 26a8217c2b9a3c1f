package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// This file forbids policies to ask where "unknown" would read as "no": a
// question is undefined while its answer is not known, and not, every, else,
// default, object.get and the size of a comprehension take undefined for false
// or empty. The library alone may, since it states both sides.

// questioner finds questions: rules that come to input.
type questioner struct {
	compiler *ast.Compiler
	known    map[*ast.Rule]bool
}

// asks tells whether anything in x comes to input.
func (q *questioner) asks(x any) bool {
	found := false
	ast.WalkRefs(x, func(ref ast.Ref) bool {
		if ref.HasPrefix(ast.InputRootRef) || slices.ContainsFunc(q.rules(ref), q.isQuestion) {
			found = true
		}
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

func (q *questioner) rules(ref ast.Ref) []*ast.Rule {
	if !ref.HasPrefix(ast.DefaultRootRef) {
		return nil
	}
	return q.compiler.GetRules(ref.ConstantPrefix())
}

// misuses returns where a module asks what it must not.
func (q *questioner) misuses(module *ast.Module) []string {
	var found []string
	report := func(at *ast.Location, where string) {
		found = append(found, fmt.Sprintf("%s:%d: a question under %s", at.File, at.Row, where))
	}
	drawn := q.drawn(module)
	for _, rule := range module.Rules {
		if rule.Else != nil && q.asks(rule) {
			report(rule.Location, "else")
		}
		if rule.Default && slices.ContainsFunc(q.rules(rule.Ref().GroundPrefix()), q.isQuestion) {
			report(rule.Location, "default")
		}
	}
	ast.WalkExprs(module, func(e *ast.Expr) bool {
		switch terms := e.Terms.(type) {
		case *ast.Every:
			if q.asks(terms.Domain) || drawn[terms.Domain.String()] || q.asks(terms.Body) {
				report(e.Location, "every")
			}
		case []*ast.Term:
			switch operator := e.OperatorTerm().String(); {
			case operator == "object.get":
				report(e.Location, operator)
			case operator == "count" && drawn[terms[1].String()]:
				report(e.Location, operator)
			}
		}
		if e.Negated && q.asks(e) {
			report(e.Location, "not")
		}
		return false
	})
	ast.WalkTerms(module, func(t *ast.Term) bool {
		switch t.Value.(type) {
		case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
			if q.asks(t.Value) {
				report(t.Location, "a comprehension")
			}
		}
		return false
	})
	return found
}

// drawn returns the variables of a module that hold as much as is known of
// something: fewer members than there are, perhaps. What value and all_members
// give is complete.
func (q *questioner) drawn(module *ast.Module) map[string]bool {
	variables := map[string]bool{}
	ast.WalkExprs(module, func(e *ast.Expr) bool {
		terms, _ := e.Terms.([]*ast.Term)
		if len(terms) < 2 || !q.asks(e) {
			return false
		}
		operator := e.OperatorTerm().String()
		if operator == "data.django.lib.settings.value" || operator == "data.django.lib.settings.all_members" {
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

func TestPoliciesAskNoForbiddenQuestion(t *testing.T) {
	compiler := compile(t, "")
	q := questioner{compiler, map[*ast.Rule]bool{}}
	for name, module := range compiler.Modules {
		if !strings.HasPrefix(name, "django/checklist/") && !strings.HasPrefix(name, "django/system_checks/") {
			continue
		}
		for _, misuse := range q.misuses(module) {
			t.Error(misuse)
		}
		ast.WalkRefs(module, func(ref ast.Ref) bool {
			if ref.HasPrefix(ast.InputRootRef) {
				t.Errorf("%s:%d: only the library reads input", name, ref[0].Location.Row)
			}
			return false
		})
	}
}

// The test above must see each way to ask wrongly, directly and through a helper.
func TestForbiddenQuestionsAreFound(t *testing.T) {
	for where, rules := range map[string]string{
		"not":                 `deny contains "x" if not settings.is_on("DEBUG")`,
		"not, in a helper":    "deny contains \"x\" if not _on\n\n_on if settings.is_on(\"DEBUG\")",
		"every":               `deny contains "x" if every host in settings.members("ALLOWED_HOSTS") { host.value != "" }`,
		"every's body":        `deny contains "x" if every name in ["DEBUG"] { settings.is_on(name) }`,
		"a comprehension":     `deny contains "x" if count({h | some h in settings.members("ALLOWED_HOSTS")}) == 0`,
		"count":               `deny contains "x" if count(settings.members("ALLOWED_HOSTS")) == 0`,
		"every, drawn before": "deny contains \"x\" if {\n\thosts := settings.members(\"ALLOWED_HOSTS\")\n\tevery host in hosts {\n\t\thost.value != \"\"\n\t}\n}",
		"else":                "deny contains _state\n\n_state := \"on\" if settings.is_on(\"DEBUG\")\n\nelse := \"off\"",
		"default":             "deny contains _state\n\ndefault _state := \"off\"\n\n_state := \"on\" if settings.is_on(\"DEBUG\")",
		"object.get":          `deny contains object.get(settings.facts("SECRET_KEY"), "prefix", "")`,
		"object.get's result": `deny contains "x" if object.get(settings.column("DATABASES", "HOST"), "default", "") == ""`,
	} {
		compiler := compile(t, "package extra\n\nimport data.django.lib.settings\n\n"+rules+"\n")
		if compiler.Failed() {
			t.Fatalf("%s: %v", where, compiler.Errors)
		}
		q := questioner{compiler, map[*ast.Rule]bool{}}
		if len(q.misuses(compiler.Modules["extra.rego"])) == 0 {
			t.Errorf("a question under %s is not found", where)
		}
	}
}
