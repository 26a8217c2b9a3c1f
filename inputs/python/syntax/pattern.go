package syntax

// This file reads the patterns of match statements (PEP 634).

// openPattern is what stands behind "case": a sequence may do without brackets.
func (p *parser) openPattern() Pattern {
	pos := p.tok.pos
	first := p.starPattern()
	_, star := first.(*MatchStar)
	if p.tok.kind != tComma {
		if star {
			p.fail()
		}
		return first
	}
	patterns := []Pattern{first}
	for p.accept(tComma) && p.tok.kind != tColon && p.tok.kind != kIf {
		patterns = append(patterns, p.starPattern())
	}
	return &MatchSequence{Span: p.span(pos), Patterns: patterns}
}

// starPattern is an element of a sequence pattern.
func (p *parser) starPattern() Pattern {
	if p.tok.kind != tStar {
		return p.asPattern()
	}
	pos := p.tok.pos
	p.next()
	name := p.captureName()
	return &MatchStar{Span: p.span(pos), Name: name}
}

// captureName reads a name that is bound; "_" binds nothing and is returned as "".
func (p *parser) captureName() string {
	name := p.name()
	switch p.tok.kind {
	case tDot, tLPar, tEqual:
		p.fail()
	}
	if name == "_" {
		return ""
	}
	return name
}

func (p *parser) asPattern() Pattern {
	p.enter()
	pos := p.tok.pos
	pattern := p.orPattern()
	if p.accept(kAs) {
		name := p.asTarget()
		pattern = &MatchAs{Span: p.span(pos), Pattern: pattern, Name: name}
	}
	p.leave()
	return pattern
}

func (p *parser) asTarget() string {
	pos := p.tok.pos
	p.explainPatternTarget()
	name := p.captureName()
	if name == "" {
		p.throwAt(pos, "cannot use '_' as a target")
	}
	return name
}

func (p *parser) orPattern() Pattern {
	pos := p.tok.pos
	first := p.closedPattern()
	if p.tok.kind != tVBar {
		return first
	}
	patterns := []Pattern{first}
	for p.accept(tVBar) {
		patterns = append(patterns, p.closedPattern())
	}
	return &MatchOr{Span: p.span(pos), Patterns: patterns}
}

func (p *parser) closedPattern() Pattern {
	pos := p.tok.pos
	switch p.tok.kind {
	case tNumber, tMinus, tPlus, tString, tFStart:
		value := p.literalPattern()
		return &MatchValue{Span: p.span(pos), Value: value}
	case kNone, kTrue, kFalse:
		value := singleton(p.tok.kind)
		p.next()
		return &MatchSingleton{Span: p.span(pos), Value: value}
	case tName:
		return p.namePattern()
	case tLPar:
		return p.groupPattern()
	case tLSqb:
		p.next()
		patterns := p.patterns(tRSqb)
		return &MatchSequence{Span: p.span(pos), Patterns: patterns}
	case tLBrace:
		return p.mappingPattern()
	}
	p.fail()
	return nil
}

// literalPattern is a number, perhaps signed or complex, or a string.
func (p *parser) literalPattern() Expr {
	if p.tok.kind == tString || p.tok.kind == tFStart {
		return p.strings()
	}
	pos := p.tok.pos
	real := p.signedNumber()
	if p.tok.kind != tPlus && p.tok.kind != tMinus {
		return real
	}
	if isImaginary(real) {
		p.throwAt(pos, "real number required in complex literal")
	}
	op := operatorOf[p.tok.kind]
	p.next()
	at := p.tok.pos
	imag := p.numberAtom()
	if !isImaginary(imag) {
		p.throwAt(at, "imaginary number required in complex literal")
	}
	return &BinOp{Span: p.span(pos), Left: real, Op: op, Right: imag}
}

// signedNumber reads a number behind "-"; Python 3.15 has "+" too.
func (p *parser) signedNumber() Expr {
	pos := p.tok.pos
	if !p.accept(tMinus) {
		return p.numberAtom()
	}
	operand := p.numberAtom()
	return &UnaryOp{Span: p.span(pos), Op: USub, Operand: operand}
}

func (p *parser) numberAtom() Expr {
	if p.tok.kind != tNumber {
		p.fail()
	}
	return p.atom()
}

func isImaginary(e Expr) bool {
	if u, ok := e.(*UnaryOp); ok {
		e = u.Operand
	}
	c, ok := e.(*Constant)
	if !ok {
		return false
	}
	_, ok = c.Value.(Imaginary)
	return ok
}

// namePattern is a capture, "_", a dotted value, or a class pattern.
func (p *parser) namePattern() Pattern {
	pos := p.tok.pos
	name := &Name{ID: p.name()}
	name.Span = p.span(pos)
	var value Expr = name
	for p.tok.kind == tDot {
		value = p.attribute(pos, value)
	}
	switch {
	case p.tok.kind == tLPar:
		return p.classPattern(pos, value)
	case p.tok.kind == tEqual:
		p.fail()
	case value != name:
		return &MatchValue{Span: p.span(pos), Value: value}
	case name.ID == "_":
		return &MatchAs{Span: p.span(pos)}
	}
	return &MatchAs{Span: p.span(pos), Name: name.ID}
}

func (p *parser) attribute(pos int32, value Expr) Expr {
	p.grow()
	p.next()
	at := p.tok.pos
	attr := p.name()
	return &Attribute{Span: p.span(pos), Value: value, Attr: attr, AttrPos: at}
}

// groupPattern is a pattern in parentheses, or a sequence.
func (p *parser) groupPattern() Pattern {
	pos := p.tok.pos
	p.next()
	if p.accept(tRPar) {
		return &MatchSequence{Span: p.span(pos)}
	}
	first := p.starPattern()
	_, star := first.(*MatchStar)
	if !star && p.accept(tRPar) {
		return first
	}
	if p.tok.kind != tComma {
		p.fail()
	}
	p.next()
	patterns := append([]Pattern{first}, p.patterns(tRPar)...)
	return &MatchSequence{Span: p.span(pos), Patterns: patterns}
}

// patterns reads the elements of a sequence and the closing bracket.
func (p *parser) patterns(closing kind) []Pattern {
	var patterns []Pattern
	for p.tok.kind != closing {
		patterns = append(patterns, p.starPattern())
		if !p.accept(tComma) {
			break
		}
	}
	p.expect(closing)
	return patterns
}

func (p *parser) mappingPattern() Pattern {
	pos := p.tok.pos
	p.next()
	m := &MatchMapping{}
	for p.tok.kind != tRBrace {
		if m.Rest != "" {
			p.fail()
		}
		if p.accept(tDoubleStar) {
			if m.Rest = p.captureName(); m.Rest == "" {
				p.fail()
			}
		} else {
			m.Keys = append(m.Keys, p.mappingKey())
			p.expect(tColon)
			m.Patterns = append(m.Patterns, p.asPattern())
		}
		if !p.accept(tComma) {
			break
		}
	}
	p.expect(tRBrace)
	m.Span = p.span(pos)
	return m
}

func (p *parser) mappingKey() Expr {
	pos := p.tok.pos
	switch p.tok.kind {
	case tNumber, tMinus, tString, tFStart:
		return p.literalPattern()
	case kNone, kTrue, kFalse:
		return p.atom()
	case tName:
		var value Expr = p.atom()
		for p.tok.kind == tDot {
			value = p.attribute(pos, value)
		}
		if _, plain := value.(*Attribute); plain {
			return value
		}
	}
	p.fail()
	return nil
}

func (p *parser) classPattern(pos int32, class Expr) Pattern {
	p.next()
	m := &MatchClass{Cls: class}
	misplaced := int32(-1) // the first positional pattern behind a keyword
	for p.tok.kind != tRPar {
		if p.tok.kind == tName && p.ahead(1) == tEqual {
			m.KwdAttrs = append(m.KwdAttrs, p.name())
			p.next()
			m.KwdPatterns = append(m.KwdPatterns, p.asPattern())
		} else {
			if len(m.KwdAttrs) > 0 && misplaced < 0 {
				misplaced = p.tok.pos
			}
			m.Patterns = append(m.Patterns, p.asPattern())
		}
		if !p.accept(tComma) {
			break
		}
	}
	if misplaced >= 0 {
		p.throwAt(misplaced, "positional patterns follow keyword patterns")
	}
	p.expect(tRPar)
	m.Span = p.span(pos)
	return m
}
