package syntax

// This file keeps the names of each scope as CPython's symbol table does, for the
// errors that it finds there: global and nonlocal, parameters, bindings.

import "strings"

type scopeKind uint8

const (
	moduleScope scopeKind = iota
	classScope
	functionScope
	comprehensionScope
)

// role is what a scope has done with a name.
type role uint8

const (
	used role = 1 << iota
	local
	parameter
	annotation
	global
	nonlocal
)

type scope struct {
	kind      scopeKind
	parent    *scope
	async     bool
	lambda    bool
	iterating bool   // in the iterable of a comprehension
	waits     bool   // a comprehension that is asynchronous
	what      string // of a comprehension: what it is
	names     map[string]role
	nonlocals []declared
}

type declared struct {
	name string
	at   Node
}

func newScope(kind scopeKind, parent *scope) *scope {
	s := &scope{kind: kind, parent: parent, names: map[string]role{}}
	s.iterating = parent != nil && parent.iterating
	return s
}

// leave ends a scope; its nonlocal names are looked up around it.
func (c *checker) leave(outer *scope) {
	c.scope.resolve(c)
	c.scope = outer
}

// resolve looks for the bindings of nonlocal names. A function around may bind
// them further down, so those of a nested scope are handed outward until then.
func (s *scope) resolve(c *checker) {
	for _, d := range s.nonlocals {
		if s.kind == functionScope && s.names[d.name]&(local|parameter) != 0 && s.names[d.name]&(global|nonlocal) == 0 {
			continue
		}
		if s.kind == classScope && d.name == "__class__" || isPrivate(d.name) {
			continue // bound by the class; renamed by it
		}
		if s.parent == nil {
			c.report(phaseNames, d.at, "no binding for nonlocal '%s' found", d.name)
			continue
		}
		s.parent.nonlocals = append(s.parent.nonlocals, d)
	}
}

func isPrivate(name string) bool {
	return strings.HasPrefix(name, "__") && !strings.HasSuffix(name, "__")
}

func (c *checker) use(n *Name) {
	if n.Ctx == Load {
		c.scope.names[n.ID] |= used
		return
	}
	c.debug(n, n.ID, n.Ctx)
	if c.scope.kind == comprehensionScope && c.scope.names[n.ID]&nonlocal != 0 {
		c.report(phaseNames, n, "comprehension inner loop cannot rebind assignment expression target '%s'", n.ID)
	}
	c.scope.names[n.ID] |= local
}

func (c *checker) bind(at Node, name string) {
	c.debug(at, name, Store)
	c.scope.names[name] |= local
}

func (c *checker) bindImport(a *Alias) {
	name := a.AsName
	if name == "" {
		name = a.Name
		for i := range name {
			if name[i] == '.' {
				name = name[:i]
				break
			}
		}
	}
	c.bind(a, name)
}

// annotate notes "name: annotation", which no global or nonlocal name may have.
func (c *checker) annotate(at Node, name string) {
	have := c.scope.names[name]
	if c.scope.kind != moduleScope {
		switch {
		case have&global != 0:
			c.report(phaseNames, at, "annotated name '%s' can't be global", name)
		case have&nonlocal != 0:
			c.report(phaseNames, at, "annotated name '%s' can't be nonlocal", name)
		}
	}
	c.scope.names[name] |= annotation | local
}

// declare notes a global or nonlocal statement.
func (c *checker) declare(at Node, names []string, as role) {
	word := "global"
	if as == nonlocal {
		word = "nonlocal"
		if c.scope.kind == moduleScope {
			c.report(phaseNames, at, "nonlocal declaration not allowed at module level")
			return
		}
	}
	for _, name := range names {
		have := c.scope.names[name]
		switch {
		case have&parameter != 0:
			c.report(phaseNames, at, "name '%s' is parameter and %s", name, word)
		case have&used != 0:
			c.report(phaseNames, at, "name '%s' is used prior to %s declaration", name, word)
		case have&annotation != 0:
			c.report(phaseNames, at, "annotated name '%s' can't be %s", name, word)
		case have&local != 0:
			c.report(phaseNames, at, "name '%s' is assigned to before %s declaration", name, word)
		case have&(global|nonlocal)&^as != 0:
			c.report(phaseNames, at, "name '%s' is nonlocal and global", name)
		}
		c.scope.names[name] |= as
		if as == nonlocal {
			c.scope.parent.nonlocals = append(c.scope.parent.nonlocals, declared{name, at})
		}
	}
}

func (c *checker) function(f *FunctionDef) {
	c.bind(f, f.Name)
	c.typeParams(f.TypeParams)
	for _, d := range f.DecoratorList {
		c.expr(d)
	}
	c.defaults(f.Args)
	for _, a := range f.Args.all() {
		if a.Annotation != nil {
			c.expr(a.Annotation)
		}
	}
	if f.Returns != nil {
		c.expr(f.Returns)
	}
	outer, flow := c.scope, c.flow
	c.enterFunction(f.Args, f.Async)
	c.stmts(f.Body)
	c.leave(outer)
	c.flow = flow
}

func (c *checker) lambda(l *Lambda) {
	c.defaults(l.Args)
	outer, flow := c.scope, c.flow
	c.enterFunction(l.Args, false)
	c.scope.lambda = true
	c.expr(l.Body)
	c.leave(outer)
	c.flow = flow
}

// typeParams refuses a name used twice, and one without a default behind one with.
func (c *checker) typeParams(params []*TypeParam) {
	seen := map[string]bool{}
	defaults := false
	for _, t := range params {
		if seen[t.Name] {
			c.report(phaseNames, t, "duplicate type parameter '%s'", t.Name)
		}
		seen[t.Name] = true
		if defaults && t.DefaultValue == nil {
			c.report(phaseCode, t, "non-default type parameter '%s' follows default type parameter", t.Name)
		}
		defaults = defaults || t.DefaultValue != nil
	}
}

func (c *checker) defaults(a *Arguments) {
	for _, list := range [][]Expr{a.Defaults, a.KwDefaults} {
		for _, e := range list {
			if e != nil {
				c.expr(e)
			}
		}
	}
}

func (c *checker) enterFunction(args *Arguments, async bool) {
	c.scope = newScope(functionScope, c.scope)
	c.scope.async = async
	c.flow = flow{}
	for _, a := range args.all() {
		c.debug(a, a.Arg, Store)
		if c.scope.names[a.Arg] != 0 {
			c.report(phaseNames, a, "duplicate argument '%s' in function definition", a.Arg)
		}
		c.scope.names[a.Arg] = parameter
	}
}

// all returns the parameters in the order of CPython's symbol table.
func (a *Arguments) all() []*Arg {
	all := append(append(append([]*Arg(nil), a.PosOnlyArgs...), a.Args...), a.KwOnlyArgs...)
	for _, one := range []*Arg{a.Vararg, a.Kwarg} {
		if one != nil {
			all = append(all, one)
		}
	}
	return all
}

func (c *checker) class(s *ClassDef) {
	c.bind(s, s.Name)
	c.typeParams(s.TypeParams)
	for _, d := range s.DecoratorList {
		c.expr(d)
	}
	for _, b := range s.Bases {
		c.expr(b)
	}
	c.keywords(s.Keywords)
	for _, k := range s.Keywords {
		c.expr(k.Value)
	}
	outer, flow0 := c.scope, c.flow
	c.scope, c.flow = newScope(classScope, outer), flow{}
	c.stmts(s.Body)
	c.leave(outer)
	c.flow = flow0
}
