package syntax

// This file checks expressions: targets, calls, comprehensions, yield and await.

func (c *checker) expr(e Expr) {
	switch e := e.(type) {
	case *Name:
		c.use(e)
	case *NamedExpr:
		c.named(e)
	case *Lambda:
		c.lambda(e)
	case *ListComp:
		c.comprehension(e, "list comprehension", e.Generators, e.Elt)
	case *SetComp:
		c.comprehension(e, "set comprehension", e.Generators, e.Elt)
	case *DictComp:
		c.comprehension(e, "dict comprehension", e.Generators, e.Key, e.Value)
	case *GeneratorExp:
		c.comprehension(e, "generator expression", e.Generators, e.Elt)
	case *Yield, *YieldFrom:
		c.yield(e)
	case *Await:
		c.await(e)
	case *FormattedValue:
		c.starredValue(e.Value)
		if e.FormatSpec != nil {
			c.expr(e.FormatSpec)
		}
	case *Call:
		c.keywords(e.Keywords)
		c.exprsBelow(e)
	case *Attribute:
		if e.Ctx != Load {
			c.debug(e, e.Attr, e.Ctx)
		}
		c.exprsBelow(e)
	default:
		c.exprsBelow(e)
	}
}

// exprsBelow checks the expressions directly below e.
func (c *checker) exprsBelow(e Expr) {
	Walk(e, func(n Node) bool {
		below, ok := n.(Expr)
		if ok && below != e {
			c.expr(below)
			return false
		}
		return true
	})
}

// debug refuses to bind or delete __debug__.
func (c *checker) debug(at Node, name string, ctx Context) {
	if name != "__debug__" {
		return
	}
	verb := "assign to"
	if ctx == Del {
		verb = "delete"
	}
	c.report(phaseCode, at, "cannot %s __debug__", verb)
}

// target checks what is assigned to or deleted.
func (c *checker) target(e Expr) {
	switch e := e.(type) {
	case *Tuple:
		c.targets(e, e.Elts)
	case *List:
		c.targets(e, e.Elts)
	case *Starred:
		c.target(e.Value)
	default:
		c.expr(e)
	}
}

func (c *checker) targets(whole Expr, elts []Expr) {
	stars := 0
	for _, e := range elts {
		if _, ok := e.(*Starred); ok {
			stars++
		}
		c.target(e)
	}
	if stars > 1 {
		c.report(phaseCode, whole, "multiple starred expressions in assignment")
	}
}

func (c *checker) keywords(keywords []*Keyword) {
	seen := map[string]bool{}
	for _, k := range keywords {
		if k.Arg == "" {
			continue
		}
		c.debug(k, k.Arg, Store)
		if seen[k.Arg] {
			c.report(phaseCode, k, "keyword argument repeated: %s", k.Arg)
		}
		seen[k.Arg] = true
	}
}

func (c *checker) named(e *NamedExpr) {
	c.expr(e.Value)
	s := c.scope
	if s.iterating {
		c.report(phaseNames, e, "assignment expression cannot be used in a comprehension iterable expression")
		return
	}
	for s.kind == comprehensionScope {
		if s.names[e.Target.ID]&local != 0 {
			c.report(phaseNames, e, "assignment expression cannot rebind comprehension iteration variable '%s'", e.Target.ID)
			return
		}
		s.names[e.Target.ID] |= nonlocal
		s = s.parent
	}
	if s.kind == classScope && s != c.scope {
		c.report(phaseNames, e, "assignment expression within a comprehension cannot be used in a class body")
		return
	}
	c.debug(e.Target, e.Target.ID, Store)
	s.names[e.Target.ID] |= local
}

func (c *checker) yield(e Expr) {
	s := c.scope
	switch _, from := e.(*YieldFrom); {
	case s.kind == comprehensionScope:
		c.report(phaseNames, e, "'yield' inside %s", s.what)
	case s.kind != functionScope:
		c.report(phaseCode, e, "'yield%s' outside function", fromWord(from))
	case s.async && from:
		c.report(phaseCode, e, "'yield from' inside async function")
	}
	c.exprsBelow(e)
}

func fromWord(from bool) string {
	if from {
		return " from"
	}
	return ""
}

func (c *checker) await(e *Await) {
	s := c.scope
	switch {
	case s.kind == comprehensionScope:
		s.waits = true
	case s.kind != functionScope:
		c.report(phaseCode, e, "'await' outside function")
	case !s.async:
		c.report(phaseCode, e, "'await' outside async function")
	}
	c.expr(e.Value)
}

// comprehension checks a comprehension: its first iterable is evaluated outside of it.
func (c *checker) comprehension(e Expr, what string, generators []*Comprehension, elts ...Expr) {
	outer := c.scope
	c.iterable(generators[0].Iter)
	c.scope = newScope(comprehensionScope, outer)
	c.scope.what = what
	for i, g := range generators {
		c.scope.waits = c.scope.waits || g.IsAsync
		c.target(g.Target)
		if i > 0 {
			c.iterable(g.Iter)
		}
		for _, cond := range g.Ifs {
			c.expr(cond)
		}
	}
	for _, elt := range elts {
		c.expr(elt)
	}
	if c.scope.waits && what != "generator expression" {
		if outer.kind == comprehensionScope {
			outer.waits = true
		} else if !outer.async {
			c.report(phaseCode, e, "asynchronous comprehension outside of an asynchronous function")
		}
	}
	c.leave(outer)
}

func (c *checker) iterable(e Expr) {
	was := c.scope.iterating
	c.scope.iterating = true
	c.expr(e)
	c.scope.iterating = was
}
