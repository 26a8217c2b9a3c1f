package settings

import (
	"cmp"
	"io/fs"
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
)

// Start is what a program does that loads Django, before it does: wsgi.py, manage.py, or
// whatever module a server is given.
type Start struct {
	// Module is what it sets DJANGO_SETTINGS_MODULE to, and At the place, where it does
	// so whatever the environment has; empty where it does not.
	Module string
	At     document.Location
	// Defaults are the first literals that it gives setdefault, by the variable, under no
	// condition either.
	Defaults map[string]string
	// Applications are the modules of which it takes its application.
	Applications []string
}

// Start reads a program by its tree: the statements that stand under no condition, and
// those of its main.
func (all *Outlines) Start(file string) Start {
	src, err := fs.ReadFile(all.fsys, file)
	if err != nil || len(src) > maxNaming {
		return Start{}
	}
	m, err := all.trees.Tree(file, src)
	if err != nil {
		return Start{}
	}
	s := starting{Start: Start{Defaults: map[string]string{}}, file: file, tree: m}
	s.block(m.Body)
	return s.Start
}

type starting struct {
	Start
	file string
	tree *syntax.Module
}

func (s *starting) block(body []syntax.Stmt) {
	for _, statement := range body {
		switch at := statement.(type) {
		case *syntax.Assign:
			if slices.ContainsFunc(at.Targets, isSettingsVariable) {
				s.sets(at.Value)
			}
		case *syntax.ExprStmt:
			s.defaults(at.Value)
		case *syntax.ImportFrom:
			if at.Level == 0 && slices.ContainsFunc(at.Names, func(a *syntax.Alias) bool { return a.Name == "application" || a.Name == "app" }) {
				s.Applications = append(s.Applications, at.Module)
			}
		case *syntax.FunctionDef:
			if at.Name == "main" {
				s.block(at.Body)
			}
		case *syntax.If:
			if isMain(at.Test) {
				s.block(at.Body)
			}
		}
	}
}

// sets notes the name of a module that is a literal.
func (s *starting) sets(v syntax.Expr) {
	s.Module, s.At = "", document.Location{}
	if name, ok := textOf(v); ok {
		at := s.tree.File.Position(v.Range().Pos)
		s.Module, s.At = name, document.Location{File: s.file, Line: at.Line, Column: at.Column + 1} // the text itself, past its quote
	}
}

// defaults notes os.environ.setdefault(variable, text); of two the first.
func (s *starting) defaults(e syntax.Expr) {
	call, ok := e.(*syntax.Call)
	if !ok || len(call.Args) != 2 {
		return
	}
	method, ok := call.Func.(*syntax.Attribute)
	if !ok || method.Attr != "setdefault" {
		return
	}
	variable, _ := textOf(call.Args[0])
	text, _ := textOf(call.Args[1])
	s.Defaults[variable] = cmp.Or(s.Defaults[variable], text)
}

// isSettingsVariable tells whether a target is os.environ["DJANGO_SETTINGS_MODULE"].
func isSettingsVariable(target syntax.Expr) bool {
	item, ok := target.(*syntax.Subscript)
	if !ok {
		return false
	}
	name, ok := textOf(item.Slice)
	return ok && name == settingsModule
}

// isMain tells whether a condition is __name__ == "__main__".
func isMain(test syntax.Expr) bool {
	c, ok := test.(*syntax.Compare)
	if !ok || len(c.Comparators) != 1 {
		return false
	}
	name, ok := c.Left.(*syntax.Name)
	return ok && name.ID == "__name__"
}

func textOf(e syntax.Expr) (string, bool) {
	c, ok := e.(*syntax.Constant)
	if !ok {
		return "", false
	}
	text, ok := c.Value.(string)
	return text, ok
}
