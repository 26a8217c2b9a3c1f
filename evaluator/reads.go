package evaluator

import (
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
)

// This file finds which paths of the document a policy reads, from its compiled
// rules: it follows each reference and call, carries constant arguments into the
// functions that are called, and collects where that ends in input.

// reader follows references.
type reader struct {
	compiler *ast.Compiler
	paths    map[string]bool
	seen     map[string]bool
}

// constants are the values of a function's arguments that are known.
type constants map[ast.Var]ast.Value

// Reads returns the paths of the document that the rules of a package read, in
// order, as METADATA writes them. The compiler holds the package and the library.
func Reads(compiler *ast.Compiler, pkg string) []string {
	r := reader{compiler, map[string]bool{}, map[string]bool{}}
	for _, module := range compiler.Modules {
		if packageName(module) == pkg {
			for _, rule := range module.Rules {
				r.rule(rule, nil)
			}
		}
	}
	return slices.Sorted(maps.Keys(r.paths))
}

// rule follows everything in a rule and its else branches.
func (r *reader) rule(rule *ast.Rule, known constants) {
	ast.WalkExprs(rule, func(e *ast.Expr) bool {
		if e.IsCall() {
			r.follow(e.Operator(), e.Operands(), known)
		}
		return false
	})
	ast.WalkTerms(rule, func(t *ast.Term) bool {
		switch v := t.Value.(type) {
		case ast.Call:
			if operator, ok := v[0].Value.(ast.Ref); ok {
				r.follow(operator, v[1:], known)
			}
		case ast.Ref:
			r.reference(v, known)
		}
		return false
	})
}

func (r *reader) reference(ref ast.Ref, known constants) {
	if ref.HasPrefix(ast.InputRootRef) {
		if path := documentPath(ref[1:], known); path != "" {
			r.paths[path] = true
		}
		return
	}
	r.follow(ref, nil, known)
}

// follow goes on in the rules that a reference means.
func (r *reader) follow(ref ast.Ref, operands []*ast.Term, known constants) {
	if !ref.HasPrefix(ast.DefaultRootRef) {
		return
	}
	values := make([]ast.Value, len(operands))
	key := ref.ConstantPrefix().String()
	for i, operand := range operands {
		values[i] = resolve(operand, known)
		if values[i] != nil {
			key += "," + values[i].String()
		} else {
			key += ",?"
		}
	}
	if r.seen[key] {
		return
	}
	r.seen[key] = true
	for _, rule := range r.compiler.GetRules(ref.ConstantPrefix()) {
		if len(rule.Head.Args) > len(values) {
			continue // the name of a function, whose call is followed too
		}
		arguments := constants{}
		for i, arg := range rule.Head.Args {
			if name, isVar := arg.Value.(ast.Var); isVar && i < len(values) && values[i] != nil {
				arguments[name] = values[i]
			}
		}
		r.rule(rule, arguments)
	}
}

// resolve returns the constant that a term is; nil where it is none.
func resolve(t *ast.Term, known constants) ast.Value {
	switch v := t.Value.(type) {
	case ast.Var:
		return known[v]
	case ast.String, ast.Number:
		return v
	}
	return nil
}

// documentPath writes a reference below input as METADATA does; "" for what is
// always known.
func documentPath(ref ast.Ref, known constants) string {
	var keys []string
	for _, t := range ref {
		switch v := resolve(t, known).(type) {
		case ast.String:
			keys = append(keys, string(v))
		case ast.Number:
			keys = append(keys, v.String())
		default:
			keys = append(keys, "*")
		}
	}
	if len(keys) == 0 {
		return ""
	}
	switch keys[0] {
	case "settings":
		return settingPath(keys)
	case "env":
		return strings.Join(keys[:min(2, len(keys))], ".")
	case "django":
		return "deps.django"
	case "infra":
		return factPath(keys)
	case "proxy":
		return "proxy"
	case "target", "as_of", "schema", "files", "diagnostics":
		return ""
	}
	return strings.Join(keys[:min(2, len(keys))], ".")
}

// settingPath keeps what lies below a setting's value; its other fields are of
// the setting as a whole, but for those that tell only which way it came.
func settingPath(keys []string) string {
	path := slices.Clone(keys[:min(2, len(keys))])
	inner := keys[len(path):]
	if len(inner) > 1 && inner[0] == "if_unset" {
		inner = inner[1:]
	}
	if len(inner) > 0 && (inner[0] == "chain" || inner[0] == "parts") {
		return ""
	}
	if len(inner) == 0 || inner[0] != "value" {
		return strings.Join(path, ".")
	}
	if mark := inner[len(inner)-1]; mark == document.KeyMore || mark == document.KeyUnknown {
		return "" // a mark of what is not known, not something to know
	}
	for _, key := range inner[1:] {
		if strings.HasPrefix(key, "$") {
			break
		}
		path = append(path, key)
	}
	for path[len(path)-1] == "*" && len(path) > 2 {
		path = path[:len(path)-1]
	}
	return strings.Join(path, ".")
}

// factPath keeps a fact of the infrastructure where it is asked, else the kind alone.
func factPath(keys []string) string {
	if len(keys) > 4 {
		return strings.Join(keys[:4], ".")
	}
	return strings.Join(keys[:min(2, len(keys))], ".")
}
