package syntax

// This file finds what CPython refuses after parsing: errors of the symbol table
// and of the compiler. ast.parse accepts these files, and importing them fails.

import "fmt"

// The phases of CPython's compiler, in the order in which they report. Within one
// phase the first error in the order of the source counts.
const (
	phaseFuture = iota
	phaseNames
	phaseCode
	phases
)

// Check returns the first error that keeps a parsed module from being compiled,
// such as 'return' outside function, or nil. The error is a *SyntaxError with
// CPython's wording.
func Check(m *Module) error {
	c := &checker{file: m.File, scope: newScope(moduleScope, nil)}
	c.future(m.Body)
	c.stmts(m.Body)
	c.scope.resolve(c)
	for _, err := range c.errs {
		if err != nil {
			return err
		}
	}
	return nil
}

type checker struct {
	file  *File
	scope *scope
	flow  flow
	errs  [phases]*SyntaxError
}

// flow is where control stands inside one function or module.
type flow struct {
	loop    bool // break and continue are possible
	starTry bool // in an except* block, and no loop began there
	inStar  bool // in an except* block: no return
}

func (c *checker) report(phase int, at Node, format string, args ...any) {
	if c.errs[phase] == nil {
		c.errs[phase] = c.file.errorAt(at.Range().Pos, fmt.Sprintf(format, args...))
	}
}

// features are those that __future__ knows.
func isFeature(name string) bool {
	switch name {
	case "nested_scopes", "generators", "division", "absolute_import", "with_statement",
		"print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations":
		return true
	}
	return false
}

// future checks the imports from __future__, which come before everything but the docstring.
func (c *checker) future(body []Stmt) {
	begun := false
	for i, s := range body {
		imp, ok := s.(*ImportFrom)
		if !ok || imp.Module != "__future__" || imp.Level != 0 {
			begun = begun || i > 0 || !isDocstring(s)
			continue
		}
		if begun {
			c.report(phaseCode, s, "from __future__ imports must occur at the beginning of the file")
		}
		for _, a := range imp.Names {
			switch {
			case a.Name == "braces":
				c.report(phaseFuture, s, "not a chance")
			case !isFeature(a.Name):
				c.report(phaseFuture, s, "future feature %s is not defined", a.Name)
			}
		}
	}
}

func isDocstring(s Stmt) bool {
	e, ok := s.(*ExprStmt)
	if !ok {
		return false
	}
	c, ok := e.Value.(*Constant)
	if !ok {
		return false
	}
	_, ok = c.Value.(string)
	return ok
}

func (c *checker) stmts(body []Stmt) {
	for _, s := range body {
		c.stmt(s)
	}
}

func (c *checker) stmt(s Stmt) {
	switch s := s.(type) {
	case *FunctionDef:
		c.function(s)
	case *ClassDef:
		c.class(s)
	case *Return:
		c.returnStmt(s)
	case *Break:
		c.leaveLoop(s, "'break' outside loop")
	case *Continue:
		c.leaveLoop(s, "'continue' not properly in loop")
	case *For:
		if s.Async && !c.scope.async {
			c.report(phaseCode, s, "'async for' outside async function")
		}
		c.expr(s.Iter)
		c.target(s.Target)
		c.loop(s.Body, s.Orelse)
	case *While:
		c.expr(s.Test)
		c.loop(s.Body, s.Orelse)
	case *If:
		c.expr(s.Test)
		c.stmts(s.Body)
		c.stmts(s.Orelse)
	case *With:
		c.with(s)
	case *Match:
		c.match(s)
	case *Try:
		c.try(s)
	case *Global:
		c.declare(s, s.Names, global)
	case *Nonlocal:
		c.declare(s, s.Names, nonlocal)
	default:
		c.simple(s)
	}
}

func (c *checker) simple(s Stmt) {
	switch s := s.(type) {
	case *Import:
		for _, a := range s.Names {
			c.bindImport(a)
		}
	case *ImportFrom:
		c.importFrom(s)
	case *Assign:
		c.starredValue(s.Value)
		for _, t := range s.Targets {
			if star, ok := t.(*Starred); ok {
				c.report(phaseCode, star, "starred assignment target must be in a list or tuple")
			}
			c.target(t)
		}
	case *AugAssign:
		c.expr(s.Value)
		c.target(s.Target)
	case *AnnAssign:
		c.annotated(s)
	case *Delete:
		for _, t := range s.Targets {
			c.target(t)
		}
	case *ExprStmt:
		c.starredValue(s.Value)
	case *TypeAlias:
		c.target(s.Name)
		c.typeParams(s.TypeParams)
	default:
		c.below(s)
	}
}

// starredValue checks a value for which "*x" alone is no meaning.
func (c *checker) starredValue(e Expr) {
	if star, ok := e.(*Starred); ok {
		c.report(phaseCode, star, "can't use starred expression here")
	}
	c.expr(e)
}

func (c *checker) returnStmt(s *Return) {
	switch {
	case c.scope.kind != functionScope:
		c.report(phaseCode, s, "'return' outside function")
	case c.flow.inStar:
		c.report(phaseCode, s, "'break', 'continue' and 'return' cannot appear in an except* block")
	}
	if s.Value != nil {
		c.starredValue(s.Value)
	}
}

func (c *checker) leaveLoop(s Stmt, msg string) {
	switch {
	case c.flow.starTry:
		c.report(phaseCode, s, "'break', 'continue' and 'return' cannot appear in an except* block")
	case !c.flow.loop:
		c.report(phaseCode, s, "%s", msg)
	}
}

func (c *checker) loop(body, orelse []Stmt) {
	outer := c.flow
	c.flow.loop, c.flow.starTry = true, false
	c.stmts(body)
	c.flow = outer
	c.stmts(orelse)
}

func (c *checker) with(s *With) {
	if s.Async && !c.scope.async {
		c.report(phaseCode, s, "'async with' outside async function")
	}
	for _, item := range s.Items {
		c.expr(item.ContextExpr)
		if item.OptionalVars != nil {
			if star, ok := item.OptionalVars.(*Starred); ok {
				c.report(phaseCode, star, "starred assignment target must be in a list or tuple")
			}
			c.target(item.OptionalVars)
		}
	}
	c.stmts(s.Body)
}

func (c *checker) try(s *Try) {
	c.stmts(s.Body)
	for i, h := range s.Handlers {
		if h.Type == nil && i < len(s.Handlers)-1 {
			c.report(phaseCode, h, "default 'except:' must be last")
		}
		if h.Type != nil {
			c.expr(h.Type)
		}
		if h.Name != "" {
			c.bind(h, h.Name)
		}
		outer := c.flow
		c.flow.inStar = c.flow.inStar || s.Star
		c.flow.starTry = c.flow.starTry || s.Star
		c.stmts(h.Body)
		c.flow = outer
	}
	c.stmts(s.Orelse)
	c.stmts(s.Finalbody)
}

func (c *checker) importFrom(s *ImportFrom) {
	for _, a := range s.Names {
		if a.Name != "*" {
			c.bindImport(a)
			continue
		}
		if c.scope.kind != moduleScope {
			c.report(phaseNames, a, "import * only allowed at module level")
		}
	}
}

func (c *checker) annotated(s *AnnAssign) {
	if name, ok := s.Target.(*Name); ok && s.Simple {
		c.annotate(s, name.ID)
	}
	c.target(s.Target)
	c.expr(s.Annotation)
	if s.Value != nil {
		c.starredValue(s.Value)
	}
}

// below checks the expressions of a statement that needs nothing of its own.
func (c *checker) below(s Stmt) {
	Walk(s, func(n Node) bool {
		if e, ok := n.(Expr); ok {
			c.expr(e)
			return false
		}
		return true
	})
}
