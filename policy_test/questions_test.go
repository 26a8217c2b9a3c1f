package policy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/open-policy-agent/opa/v1/ast"
)

func isPolicy(pkg string) bool {
	return strings.HasPrefix(pkg, "django.checklist.") || strings.HasPrefix(pkg, "django.system_checks.")
}

func TestPoliciesAskNoForbiddenQuestion(t *testing.T) {
	compiler := compile(t)
	for _, m := range evaluator.Misuses(compiler, isPolicy) {
		t.Errorf("%s:%d: a question under %s", m.At.File, m.At.Line, m.Under)
	}
	for name, module := range compiler.Modules {
		if !isPolicy(strings.ReplaceAll(name, "/", ".")) {
			continue
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
	t.Parallel()
	forbidden := map[string]string{
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
	}
	var sources, order []string
	for where, rules := range forbidden {
		sources = append(sources, fmt.Sprintf("package extra%d\n\nimport data.django.lib.settings\n\n%s\n", len(order), rules))
		order = append(order, where)
	}
	compiler := compile(t, sources...)
	if compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	for i, where := range order {
		if len(evaluator.Misuses(compiler, func(pkg string) bool { return pkg == fmt.Sprintf("extra%d", i) })) == 0 {
			t.Errorf("a question under %s is not found", where)
		}
	}
}
