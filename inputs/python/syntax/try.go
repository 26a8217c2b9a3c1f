package syntax

// This file reads try statements.

func (p *parser) tryStmt() Stmt {
	pos := p.tok.pos
	p.next()
	p.require(tColon, "expected ':'")
	s := &Try{Body: p.block("'try' statement", pos)}
	for p.tok.kind == kExcept {
		s.Handlers = append(s.Handlers, p.except(s))
	}
	if len(s.Handlers) > 0 {
		s.Orelse = p.orelse()
	}
	if p.tok.kind == kFinally {
		at := p.tok.pos
		p.next()
		p.require(tColon, "expected ':'")
		s.Finalbody = p.block("'finally' statement", at)
	} else if len(s.Handlers) == 0 {
		p.throwHere("expected 'except' or 'finally' block")
	}
	s.Span = p.span(pos)
	return s
}

// except reads one clause. The first decides whether all of them have a star.
func (p *parser) except(s *Try) *ExceptHandler {
	pos := p.tok.pos
	p.next()
	star := p.accept(tStar)
	h := &ExceptHandler{}
	switch {
	case p.tok.kind == tColon && !star:
	case star && (p.tok.kind == tColon || p.tok.kind == tNewline):
		p.throwHere("expected one or more exception types")
	default:
		p.exceptType(h)
	}
	p.expectColon()
	if len(s.Handlers) == 0 {
		s.Star = star
	} else if s.Star != star {
		p.throwAt(pos, "cannot have both 'except' and 'except*' on the same 'try'")
	}
	what := "'except' statement"
	if star {
		what = "'except*' statement"
	}
	h.Body = p.block(what, pos)
	h.Span = p.span(pos)
	return h
}

func (p *parser) exceptType(h *ExceptHandler) {
	if p.tok.kind == tNewline {
		p.throwHere("expected ':'")
	}
	pos := p.tok.pos
	h.Type = p.expressions()
	if p.tok.kind != kAs {
		return
	}
	if t, ok := h.Type.(*Tuple); ok && t == p.bare {
		p.throwAt(pos, "multiple exception types must be parenthesized when using 'as'")
	}
	p.next()
	h.Name = p.name()
}
