package terraform

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var kindText = regexp.MustCompile(`^(aws|google|azurerm|heroku|digitalocean|kubernetes|helm|docker|render|railway|fly|scaleway|vercel|vault|cloudflare)_[a-z0-9_]+$`)

// Every type of resource that this package names anywhere is kept of a plan.
func TestPlanKeepsWhatIsRead(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, _ := strconv.Unquote(lit.Value); kindText.MatchString(text) {
					seen[text] = true
				}
			}
			return true
		})
	}
	for kind := range seen {
		if !wanted(kind) {
			t.Errorf("%s is read, and is not kept of a plan", kind)
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d types were found", len(seen))
	}
}
