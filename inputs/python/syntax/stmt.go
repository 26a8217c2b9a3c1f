package syntax

// This file reads simple statements; compound.go has those with a block.

// statement reads one logical line, which may hold several simple statements,
// or one compound statement, and appends what it read to body.
func (p *parser) statement(body []Stmt) []Stmt {
	if s := p.compound(); s != nil {
		return append(body, s)
	}
	return p.simpleLine(body)
}

func (p *parser) simpleLine(body []Stmt) []Stmt {
	for {
		body = append(body, p.simple())
		if !p.accept(tSemi) {
			break
		}
		if p.tok.kind == tNewline {
			break
		}
	}
	if p.tok.kind != tNewline {
		p.fail()
	}
	p.next()
	return body
}

func (p *parser) simple() Stmt {
	pos := p.tok.pos
	switch p.tok.kind {
	case kPass:
		p.next()
		return &Pass{p.span(pos)}
	case kBreak:
		p.next()
		return &Break{p.span(pos)}
	case kContinue:
		p.next()
		return &Continue{p.span(pos)}
	case kReturn:
		return p.returnStmt()
	case kRaise:
		return p.raise()
	case kGlobal:
		return &Global{Names: p.names(), Span: p.span(pos)}
	case kNonlocal:
		return &Nonlocal{Names: p.names(), Span: p.span(pos)}
	case kDel:
		return p.del()
	case kAssert:
		return p.assert()
	case kImport:
		return p.importStmt()
	case kFrom:
		return p.importFrom()
	case tName:
		if p.ahead(1) == tName && p.is("type") {
			return p.typeAlias()
		}
	}
	return p.assignment()
}

func (p *parser) returnStmt() Stmt {
	pos := p.tok.pos
	p.next()
	var value Expr
	if p.tok.kind != tNewline && p.tok.kind != tSemi {
		value = p.starExpressions()
	}
	return &Return{Span: p.span(pos), Value: value}
}

func (p *parser) raise() Stmt {
	pos := p.tok.pos
	p.next()
	s := &Raise{}
	if p.tok.kind != tNewline && p.tok.kind != tSemi {
		s.Exc = p.expression()
		if p.accept(kFrom) {
			s.Cause = p.expression()
		}
	}
	s.Span = p.span(pos)
	return s
}

// names reads the names of a global or nonlocal statement.
func (p *parser) names() []string {
	p.next()
	names := []string{p.name()}
	for p.accept(tComma) {
		names = append(names, p.name())
	}
	return names
}

func (p *parser) del() Stmt {
	pos := p.tok.pos
	p.next()
	e := p.starExpressions()
	if p.tok.kind != tNewline && p.tok.kind != tSemi {
		p.fail()
	}
	p.assignTo(e, Del)
	targets := []Expr{e}
	if t, ok := e.(*Tuple); ok && t == p.bare {
		targets = t.Elts
	}
	return &Delete{Span: p.span(pos), Targets: targets}
}

func (p *parser) assert() Stmt {
	pos := p.tok.pos
	p.next()
	s := &Assert{Test: p.expression()}
	if p.accept(tComma) {
		s.Msg = p.expression()
	}
	s.Span = p.span(pos)
	return s
}

func (p *parser) typeAlias() Stmt {
	pos := p.tok.pos
	p.next()
	at := p.tok.pos
	name := &Name{ID: p.name(), Ctx: Store}
	name.Span = p.span(at)
	params := p.typeParams()
	p.expect(tEqual)
	value := p.expression()
	return &TypeAlias{Span: p.span(pos), Name: name, TypeParams: params, Value: value}
}

// assignment is an expression statement or any kind of assignment.
func (p *parser) assignment() Stmt {
	pos := p.tok.pos
	start := p.at
	e := p.yieldOrExpressions()
	switch k := p.tok.kind; {
	case k == tEqual:
		return p.assign(start, e)
	case k == tColon:
		return p.annotated(start, e)
	case k >= tPlusEqual && k <= tRightShiftEqual:
		return p.augmented(start, e)
	}
	return &ExprStmt{Span: p.span(pos), Value: e}
}

func (p *parser) assign(start int, first Expr) Stmt {
	pos := p.toks[start].pos
	s := &Assign{}
	e := first
	for p.tok.kind == tEqual {
		p.assignStatementTo(start, e)
		s.Targets = append(s.Targets, e)
		p.next()
		e = p.yieldOrExpressions()
	}
	s.Value = e
	s.Span = p.span(pos)
	return s
}

// assignStatementTo marks one target of the assignment that begins at token start.
func (p *parser) assignStatementTo(start int, e Expr) {
	p.explainAssign(start, e)
	switch e.(type) {
	case *Yield, *YieldFrom:
		p.throwAt(e.Range().Pos, "assignment to yield expression not possible")
	}
	p.assignTo(e, Store)
}

// annotated reads "target: annotation = value".
func (p *parser) annotated(start int, target Expr) Stmt {
	pos := p.toks[start].pos
	switch t := target.(type) {
	case *Name:
		t.Ctx = Store
	case *Attribute:
		t.Ctx = Store
	case *Subscript:
		t.Ctx = Store
	default:
		p.explainAnnotation(target)
		p.fail()
	}
	p.next()
	_, name := target.(*Name)
	s := &AnnAssign{Target: target, Simple: name && p.toks[start].kind == tName}
	s.Annotation = p.expression()
	if p.accept(tEqual) {
		s.Value = p.yieldOrExpressions()
	}
	s.Span = p.span(pos)
	return s
}

func (p *parser) augmented(start int, target Expr) Stmt {
	switch t := target.(type) {
	case *Name, *Attribute, *Subscript:
		setContext(t, Store)
	default:
		p.explainAugmented(target)
		p.fail()
	}
	op := operatorOf[p.tok.kind]
	p.next()
	value := p.yieldOrExpressions()
	return &AugAssign{Span: p.span(p.toks[start].pos), Target: target, Op: op, Value: value}
}
