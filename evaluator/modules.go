package evaluator

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// The rules of a policy's package that are asked for.
const (
	denyRule       = "deny"       // what is wrong
	allowRule      = "allow"      // safe, whatever is unknown
	dischargedRule = "discharged" // the edge does it already
	unsureRule     = "unsure"     // what cannot be told though all that is read is known
	exceptionRule  = "exception"  // of a user's policy: lists of rules whose denials do not count
)

// judgedRules are those that are asked of the bundle's policies.
var judgedRules = [...]string{denyRule, allowRule, dischargedRule, unsureRule}

// source is one parsed file.
type source struct {
	file string
	*ast.Module
}

// everything is for parseAll.
func everything(string) bool { return true }

// parseAll parses the wanted .rego files of a folder, tests apart, in order of path.
func parseAll(fsys fs.FS, annotations bool, wanted func(file string) bool) ([]source, error) {
	return parseFolder(fsys, annotations, func(file string) bool { return !strings.HasSuffix(file, "_test.rego") && wanted(file) })
}

// parseTests parses the .rego files of a folder, tests too.
func parseTests(fsys fs.FS) ([]source, error) { return parseFolder(fsys, true, everything) }

func parseFolder(fsys fs.FS, annotations bool, wanted func(file string) bool) ([]source, error) {
	var sources []source
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("%s: cannot be read", name)
		}
		if entry.IsDir() || path.Ext(name) != ".rego" || !wanted(name) {
			return nil
		}
		module, err := parseFile(fsys, name, annotations)
		if module != nil {
			sources = append(sources, source{name, module})
		}
		return err
	})
	return sources, err
}

// parseFile returns nil for a file of comments alone.
func parseFile(fsys fs.FS, name string, annotations bool) (*ast.Module, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read: %w", name, err)
	}
	module, err := ast.ParseModuleWithOpts(name, string(text), ast.ParserOptions{ProcessAnnotation: annotations, RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, regoErrors(err)
	}
	return module, nil
}

// regoErrors says where the first errors in a policy's source are. Policies are
// no secret, so what the compiler says of them may be printed.
func regoErrors(err error) error {
	var list ast.Errors
	if !errors.As(err, &list) {
		return err
	}
	const most = 5
	var lines []error
	for i, e := range list {
		if i == most {
			lines = append(lines, fmt.Errorf("and %d more", len(list)-most))
			break
		}
		where := "policy"
		if e.Location != nil {
			where = fmt.Sprintf("%s:%d:%d", e.Location.File, e.Location.Row, e.Location.Col)
		}
		lines = append(lines, fmt.Errorf("%s: %s", where, e.Message))
	}
	return errors.Join(lines...)
}
