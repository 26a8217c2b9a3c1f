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
	l := loader{functions: map[string]bool{}}
	for _, s := range tree.Body {
		switch s := s.(type) {
		case *syntax.ImportFrom:
			l.setup = l.setup || s.Module == "django" && slices.ContainsFunc(s.Names, func(a *syntax.Alias) bool { return a.Name == "setup" })
		case *syntax.FunctionDef:
			l.functions[s.Name] = slices.ContainsFunc(s.Body, l.loads)
		}
	}
	return l.before(tree.Body)
}

// loader finds where a program makes Django read its settings.
type loader struct {
	setup     bool            // that of Django is imported by its name
	functions map[string]bool // of the program; true: it loads Django
}

// before are the statements up to where Django is loaded. A function that loads it is
// called as a whole.
func (l loader) before(body []syntax.Stmt) []syntax.Stmt {
	for i, s := range body {
		switch s.(type) {
		case *syntax.FunctionDef, *syntax.ClassDef:
			continue
		}
		switch {
		case l.loads(s):
			return append(slices.Clone(body[:i]), l.within(s)...)
		case l.calls(s, func(c *syntax.Call) bool { n, ok := c.Func.(*syntax.Name); return ok && l.functions[n.ID] }):
			return body[:i+1]
		}
	}
	return body
}

// within is what of a statement that loads Django runs before that.
func (l loader) within(s syntax.Stmt) []syntax.Stmt {
	switch at := s.(type) {
	case *syntax.Try:
		own := *at
		own.Body = l.before(at.Body)
		return []syntax.Stmt{&own}
	case *syntax.If:
		own := *at
		own.Body, own.Orelse = l.before(at.Body), l.before(at.Orelse)
		return []syntax.Stmt{&own}
	}
	return nil
}

// loads tells whether a statement itself makes Django read its settings.
func (l loader) loads(s syntax.Stmt) bool {
	return l.calls(s, func(c *syntax.Call) bool {
		name := nameCalled(c)
		if _, own := l.functions[name]; own {
			return false
		}
		if at, ok := c.Func.(*syntax.Attribute); ok && name == "setup" {
			of, ok := at.Value.(*syntax.Name)
			return ok && of.ID == "django"
		}
		return name == "setup" && l.setup ||
			slices.Contains([]string{"get_wsgi_application", "get_asgi_application", "get_default_application", "execute_from_command_line"}, name)
	})
}

func (l loader) calls(s syntax.Stmt, is func(*syntax.Call) bool) bool {
	found := false
	syntax.Walk(s, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		found = found || ok && is(c)
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
