package syntax

// This file reads what can be assigned to. A target is read as an expression,
// which has the same form, and then checked and marked.

// targets reads the target of a for loop: one, or several separated by commas.
// It is for the caller to mark.
func (p *parser) targets() Expr { return p.tuple((*parser).target) }

// target reads one target, perhaps with a star.
func (p *parser) target() Expr {
	if p.tok.kind == tStar {
		return p.starred(precBitOr)
	}
	return p.binary(precBitOr)
}

// assignTo marks e as assigned to, or deleted, or reports why it cannot be.
func (p *parser) assignTo(e Expr, ctx Context) {
	if bad := invalidTarget(e, ctx); bad != nil {
		what := "assign to "
		if ctx == Del {
			what = "delete "
		}
		p.throwAt(bad.Range().Pos, "cannot "+what+describe(bad))
	}
	setContext(e, ctx)
}

// invalidTarget returns the part of e that cannot be assigned to, or nil.
func invalidTarget(e Expr, ctx Context) Expr {
	switch e := e.(type) {
	case *Name, *Attribute, *Subscript:
		return nil
	case *Starred:
		if ctx == Del {
			return e
		}
		if inner, ok := e.Value.(*Starred); ok {
			return inner
		}
		return invalidTarget(e.Value, ctx)
	case *Tuple:
		return invalidElement(e.Elts, ctx)
	case *List:
		return invalidElement(e.Elts, ctx)
	}
	return e
}

func invalidElement(elts []Expr, ctx Context) Expr {
	for _, e := range elts {
		if bad := invalidTarget(e, ctx); bad != nil {
			return bad
		}
	}
	return nil
}

func setContext(e Expr, ctx Context) {
	switch e := e.(type) {
	case *Name:
		e.Ctx = ctx
	case *Attribute:
		e.Ctx = ctx
	case *Subscript:
		e.Ctx = ctx
	case *Starred:
		e.Ctx = ctx
		setContext(e.Value, ctx)
	case *Tuple:
		e.Ctx = ctx
		setContexts(e.Elts, ctx)
	case *List:
		e.Ctx = ctx
		setContexts(e.Elts, ctx)
	}
}

func setContexts(elts []Expr, ctx Context) {
	for _, e := range elts {
		setContext(e, ctx)
	}
}

// describe names an expression in CPython's words.
func describe(e Expr) string {
	switch e := e.(type) {
	case *Attribute:
		return "attribute"
	case *Subscript:
		return "subscript"
	case *Starred:
		return "starred"
	case *Name:
		return "name"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Lambda:
		return "lambda"
	case *Call:
		return "function call"
	case *GeneratorExp:
		return "generator expression"
	case *Yield, *YieldFrom:
		return "yield expression"
	case *Await:
		return "await expression"
	case *ListComp:
		return "list comprehension"
	case *SetComp:
		return "set comprehension"
	case *DictComp:
		return "dict comprehension"
	case *Dict:
		return "dict literal"
	case *Set:
		return "set display"
	case *JoinedStr, *FormattedValue:
		return "f-string expression"
	case *TemplateStr, *Interpolation:
		return "t-string expression"
	case *Compare:
		return "comparison"
	case *IfExp:
		return "conditional expression"
	case *NamedExpr:
		return "named expression"
	case *Constant:
		return describeConstant(e)
	}
	return "expression"
}

func describeConstant(c *Constant) string {
	switch c.Value {
	case nil:
		return "None"
	case true:
		return "True"
	case false:
		return "False"
	case Ellipsis{}:
		return "ellipsis"
	}
	return "literal"
}
