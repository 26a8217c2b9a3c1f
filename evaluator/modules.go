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
)

// source is one parsed file.
type source struct {
	file string
	*ast.Module
}

// parseAll parses the .rego files of a folder, tests apart, in order of path.
func parseAll(fsys fs.FS, annotations bool) ([]source, error) {
	var sources []source
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("%s: cannot be read", name)
		}
		if entry.IsDir() || path.Ext(name) != ".rego" || strings.HasSuffix(name, "_test.rego") {
			return nil
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("%s: cannot be read", name)
		}
		module, err := ast.ParseModuleWithOpts(name, string(text), ast.ParserOptions{ProcessAnnotation: annotations, RegoVersion: ast.RegoV1})
		if err != nil {
			return regoErrors(err)
		}
		if module != nil {
			sources = append(sources, source{name, module})
		}
		return nil
	})
	return sources, err
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
