package syntax

// This file reads match statements; pattern.go reads their patterns.

// atMatch says that a match statement begins at the name under the cursor: what
// follows cannot continue an expression, or its logical line ends in ":", which
// the line of no expression statement does.
func (p *parser) atMatch() bool {
	if !p.is("match") {
		return false
	}
	switch p.ahead(1) {
	case tName, tNumber, tString, tFStart, tLBrace, tEllipsis, tTilde, kAwait, kLambda, kNone, kTrue, kFalse:
		return true
	case tLPar, tLSqb, tMinus, tPlus, tStar, kNot:
	default:
		return false
	}
	for i := p.at + 1; ; i++ {
		if k := p.toks[i].kind; k == tNewline || k <= tError {
			return p.toks[i-1].kind == tColon
		}
	}
}

func (p *parser) match() Stmt {
	pos := p.tok.pos
	p.next()
	s := &Match{Subject: p.subject()}
	p.expectColon()
	p.expect(tNewline)
	if p.tok.kind != tIndent {
		p.failBlock("'match' statement", pos)
	}
	p.enter()
	p.next()
	for {
		s.Cases = append(s.Cases, p.matchCase())
		if p.tok.kind == tDedent || p.tok.kind == tEOF {
			break
		}
	}
	p.accept(tDedent)
	p.leave()
	s.Span = p.span(pos)
	return s
}

func (p *parser) subject() Expr {
	pos := p.tok.pos
	first := p.starNamed()
	if p.tok.kind != tComma {
		if _, ok := first.(*Starred); ok {
			p.fail()
		}
		return first
	}
	elts := []Expr{first}
	for p.accept(tComma) && p.tok.kind != tColon {
		elts = append(elts, p.starNamed())
	}
	return &Tuple{Span: p.span(pos), Elts: elts}
}

func (p *parser) matchCase() *MatchCase {
	if !p.is("case") {
		p.fail()
	}
	pos := p.tok.pos
	p.next()
	c := &MatchCase{Pattern: p.openPattern()}
	if p.accept(kIf) {
		c.Guard = p.named()
	}
	p.expectColon()
	c.Body = p.block("'case' statement", pos)
	return c
}
