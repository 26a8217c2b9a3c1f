package djgate_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/djgate/djgate"

// rules say, for each folder (and those below it), which of the module's own
// packages its code may import. The longest folder that fits decides. Tests are
// free: they may compare anything with anything.
var rules = map[string][]string{
	".":                    {"inputs", "inputs/document", "inputs/git", "inputs/targets", "evaluator"},
	"inputs":               {"inputs/*"},
	"inputs/document":      {},
	"inputs/tree":          {},
	"inputs/pattern":       {},
	"inputs/git":           {},
	"inputs/django":        {"inputs/document"},
	"inputs/dotenv":        {"inputs/document"},
	"inputs/ci":            {"inputs/document", "inputs/tree"},
	"inputs/code":          {"inputs/document", "inputs/python/syntax", "inputs/tree"},
	"inputs/templates":     {"inputs/document", "inputs/tree"},
	"inputs/urlconf":       {"inputs/document", "inputs/python/syntax", "inputs/tree"},
	"inputs/docker":        {"inputs/document"},
	"inputs/dockerrun":     {"inputs/docker", "inputs/document", "inputs/dotenv", "inputs/script", "inputs/tree"},
	"inputs/compose":       {"inputs/docker", "inputs/document", "inputs/dotenv", "inputs/tree"},
	"inputs/beanstalk":     {"inputs/document"},
	"inputs/terraform":     {"inputs/beanstalk", "inputs/document"},
	"inputs/dockerfile":    {"inputs/document", "inputs/tree"},
	"inputs/platforms":     {"inputs/beanstalk", "inputs/document", "inputs/shlex", "inputs/tree"},
	"inputs/kubernetes":    {"inputs/document", "inputs/dotenv", "inputs/tree"},
	"inputs/script":        {"inputs/document", "inputs/dotenv"},
	"inputs/makefile":      {"inputs/document", "inputs/script", "inputs/tree"},
	"inputs/procfile":      {"inputs/document", "inputs/script", "inputs/tree"},
	"inputs/container":     {"inputs/document", "inputs/tree"},
	"inputs/proxy":         {"inputs/container", "inputs/document", "inputs/proxy/*", "inputs/tree"},
	"inputs/shlex":         {},
	"inputs/supervisor":    {"inputs/document", "inputs/shlex", "inputs/tree"},
	"inputs/systemd":       {"inputs/document", "inputs/dotenv", "inputs/tree"},
	"inputs/tasks":         {"inputs/document", "inputs/script", "inputs/tree"},
	"inputs/versions":      {"inputs/document", "inputs/python/syntax", "inputs/tree"},
	"inputs/python/syntax": {},
	"inputs/python/value":  {"inputs/document"},
	"inputs/python/interp": {"inputs/document", "inputs/python/syntax", "inputs/python/value"},
	"inputs/python/models": {"inputs/document", "inputs/dotenv", "inputs/python/regex", "inputs/python/syntax", "inputs/python/value", "inputs/shlex"},
	"inputs/settings":      {"inputs/container", "inputs/document", "inputs/django", "inputs/python/*", "inputs/tree"},
	"inputs/process": {"inputs/code", "inputs/container", "inputs/document", "inputs/dotenv", "inputs/makefile", "inputs/procfile", "inputs/python/syntax", "inputs/script", "inputs/settings",
		"inputs/supervisor", "inputs/tasks", "inputs/tree"},
	"inputs/targets":          {"inputs/*"},
	"evaluator":               {"inputs/document", "evaluator/packed", "evaluator/program"},
	"evaluator/bundle":        {"evaluator/bundle"},
	"evaluator/packed":        {},
	"evaluator/program":       {"evaluator/packed"},
	"evaluator/program/lower": {"evaluator", "evaluator/program"}, // when djgate is built, and in tests
	"evaluator/report":        {"inputs/document", "evaluator"},
	"cmd":                     {"*"},
}

// everywhere lists what all may import, besides: it knows nothing of the module.
var everywhere = []string{"inputs/pattern"}

// only lists packages of others that may be imported in one place alone.
var only = map[string]string{
	"github.com/spf13/cobra": "cmd",
	module:                   "cmd",
}

func TestImports(t *testing.T) {
	files := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && file != "." {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.Contains(file, "testdata/") {
			return nil
		}
		files++
		checkFile(t, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Fatalf("only %d files were checked", files)
	}
}

func checkFile(t *testing.T, file string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range f.Comments {
		if strings.HasPrefix(c.List[0].Text, "//go:build ignore") {
			return // a generator, no part of the product
		}
	}
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if dir, ok := only[imported]; ok && !within(file, dir) {
			t.Errorf("%s imports %s, which only %s/ may", file, imported, dir)
		}
		if rel, ok := strings.CutPrefix(imported, module+"/"); ok && !allowed(path.Dir(file), rel) {
			t.Errorf("%s may not import %s", file, rel)
		}
	}
}

func within(file, dir string) bool { return strings.HasPrefix(file, dir+"/") }

func allowed(dir, imported string) bool {
	if slices.Contains(everywhere, imported) {
		return true
	}
	for at := dir; ; at = path.Dir(at) {
		if rule, ok := rules[at]; ok && (at != "." || dir == ".") {
			for _, pattern := range rule {
				base, all := strings.CutSuffix(pattern, "*")
				if pattern == imported || all && strings.HasPrefix(imported, base) {
					return true
				}
			}
			return false
		}
		if at == "." {
			return false
		}
	}
}

// Adapters never import each other, and every folder of inputs has a rule.
func TestEveryInputHasARule(t *testing.T) {
	entries, err := os.ReadDir("inputs")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, ok := rules["inputs/"+e.Name()]; e.IsDir() && !ok && e.Name() != "python" {
			t.Errorf("inputs/%s has no rule here", e.Name())
		}
	}
}
