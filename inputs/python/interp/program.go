package interp

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// runProgram runs the program that loads Django until it does, within the fuel of one
// package. What it leaves behind is there when the entry module runs; whether it fails is
// not asked.
func (in *interp) runProgram() {
	if in.Program == "" {
		return
	}
	finish, main, before := in.Finish, in.Main, in.modules.shared()
	in.entry, in.Finish, in.Main = in.Program, nil, in.ProgramMain
	_ = in.t.Within(packageFuel, func() error {
		_, err := in.importModule(in.Program)
		return err
	})
	if in.result.Exhausted {
		in.modules = before
		in.t.Environ.Open(in.t, value.NewUnknown("the program that loads the settings takes more steps than are followed", in.t.At, nil))
	}
	in.Finish, in.Main = finish, main
	in.result.Failure, in.result.Syntax, in.result.Exhausted = nil, nil, false
}

// bodyOf is what of a module is run: of the program that loads Django what stands before
// the statement that does.
func (in *interp) bodyOf(name string, tree *syntax.Module) []syntax.Stmt {
	if name != in.Program {
		return tree.Body
	}
	if i := slices.IndexFunc(tree.Body, loadsDjango); i >= 0 {
		return tree.Body[:i]
	}
	return tree.Body
}

// loadsDjango tells whether a statement at module level makes Django read its settings.
func loadsDjango(s syntax.Stmt) bool {
	switch s.(type) {
	case *syntax.FunctionDef, *syntax.ClassDef:
		return false
	}
	found := false
	syntax.Walk(s, func(n syntax.Node) bool {
		if call, ok := n.(*syntax.Call); ok {
			found = found || slices.Contains([]string{"get_wsgi_application", "get_asgi_application", "get_default_application", "setup"}, nameCalled(call))
		}
		return !found
	})
	return found
}

func nameCalled(c *syntax.Call) string {
	switch f := c.Func.(type) {
	case *syntax.Name:
		return f.ID
	case *syntax.Attribute:
		return f.Attr
	}
	return ""
}
