package pattern

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Every pattern of the code compiles, whether a test uses it or not.
func TestAllCompile(t *testing.T) {
	found, root := 0, os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && file != ".":
			return fs.SkipDir
		case !strings.HasSuffix(file, ".go"):
			return nil
		}
		src, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && isNew(call.Fun) {
				found++
				compiles(t, file, call.Args)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 50 {
		t.Errorf("only %d patterns were found", found)
	}
}

func isNew(f ast.Expr) bool {
	s, ok := f.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "New" {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	return ok && pkg.Name == "pattern"
}

func compiles(t *testing.T, file string, args []ast.Expr) {
	t.Helper()
	if len(args) != 1 {
		t.Errorf("%s: %d arguments", file, len(args))
		return
	}
	literal, ok := args[0].(*ast.BasicLit)
	if !ok {
		t.Errorf("%s: a pattern is no literal, so no test can compile it", file)
		return
	}
	source, err := strconv.Unquote(literal.Value)
	if err == nil {
		_, err = regexp.Compile(source)
	}
	if err != nil {
		t.Errorf("%s: %v", file, err)
	}
}

// A pattern finds what the regular expression does, also from many goroutines at once.
func TestMethods(t *testing.T) {
	p, re := New(`(\w+)=(\d+)`), regexp.MustCompile(`(\w+)=(\d+)`)
	text := "a=1, b=22"
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			if got, want := p.FindAllStringSubmatchIndex(text, -1), re.FindAllStringSubmatchIndex(text, -1); len(got) != len(want) || got[1][1] != want[1][1] {
				t.Errorf("got %v, want %v", got, want)
			}
			if got, want := p.ReplaceAllString(text, "$2"), re.ReplaceAllString(text, "$2"); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}
