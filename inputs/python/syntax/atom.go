package syntax

// This file reads atoms, and the attributes, subscripts and calls behind them.

// primary is an atom with its trailers.
func (p *parser) primary() Expr {
	pos := p.tok.pos
	e := p.atom()
	for p.tok.kind == tDot || p.tok.kind == tLPar || p.tok.kind == tLSqb {
		p.grow()
		if !p.lenient {
			e = p.trailer(pos, e)
		} else if !p.try(func(p *parser) { e = p.trailer(pos, e) }) {
			break
		}
	}
	return e
}

// trailer reads one attribute, call or subscript of e.
func (p *parser) trailer(pos int32, e Expr) Expr {
	switch p.tok.kind {
	case tDot:
		p.next()
		at := p.tok.pos
		attr := p.name()
		return &Attribute{Span: p.span(pos), Value: e, Attr: attr, AttrPos: at}
	case tLPar:
		p.enter()
		e = p.call(pos, e)
	default:
		p.enter()
		e = p.subscript(pos, e)
	}
	p.leave()
	return e
}

func (p *parser) atom() Expr {
	t := p.tok
	switch t.kind {
	case tName:
		return &Name{ID: p.name(), Span: Span{t.pos, t.end}}
	case tNumber:
		value := p.number(t)
		p.next()
		return &Constant{Span: Span{t.pos, t.end}, Value: value}
	case tString, tFStart:
		return p.strings()
	case kNone, kTrue, kFalse, tEllipsis:
		p.next()
		return &Constant{Span: Span{t.pos, t.end}, Value: singleton(t.kind)}
	case tLPar:
		return p.nested((*parser).parenthesized)
	case tLSqb:
		return p.nested((*parser).list)
	case tLBrace:
		return p.nested((*parser).braces)
	}
	p.fail()
	return nil
}

func singleton(k kind) any {
	switch k {
	case kTrue:
		return true
	case kFalse:
		return false
	case tEllipsis:
		return Ellipsis{}
	}
	return nil
}

// nested reads something in brackets.
func (p *parser) nested(f func(*parser) Expr) Expr {
	p.enter()
	explain := p.explain
	p.explain = explain && !p.shallow
	e := f(p)
	p.explain = explain
	p.leave()
	return e
}

// parenthesized is a tuple, a generator expression, or an expression in parentheses.
func (p *parser) parenthesized() Expr {
	pos := p.tok.pos
	p.next()
	switch p.tok.kind {
	case tRPar:
		p.next()
		return &Tuple{Span: p.span(pos)}
	case kYield:
		e := p.yield()
		p.expect(tRPar)
		return e
	case tDoubleStar:
		p.explainDoubleStar("cannot use double starred expression here")
	}
	first := p.starNamed()
	switch {
	case p.atFor():
		return p.generator(pos, first)
	case p.tok.kind == tComma:
		elts := p.elements(first, tRPar)
		p.expect(tRPar)
		return &Tuple{Span: p.span(pos), Elts: elts}
	}
	if star, ok := first.(*Starred); ok && p.tok.kind == tRPar {
		p.throwAt(star.Pos, "cannot use starred expression here")
	}
	p.expect(tRPar)
	return first
}

func (p *parser) generator(pos int32, elt Expr) Expr {
	p.refuseStar(elt)
	generators := p.comprehension()
	p.expect(tRPar)
	return &GeneratorExp{Span: p.span(pos), Elt: elt, Generators: generators}
}

// elements reads the rest of a display; the first element has been read.
func (p *parser) elements(first Expr, closing kind) []Expr {
	elts := []Expr{first}
	for p.accept(tComma) && p.tok.kind != closing {
		if p.atFor() && closing != tRPar {
			p.explainTarget(elts)
		}
		elts = append(elts, p.starNamed())
		if p.atFor() && closing != tRPar {
			p.explainTarget(elts)
		}
	}
	return elts
}

func (p *parser) list() Expr {
	pos := p.tok.pos
	p.next()
	if p.accept(tRSqb) {
		return &List{Span: p.span(pos)}
	}
	first := p.starNamed()
	if p.atFor() {
		p.refuseStar(first)
		generators := p.comprehension()
		p.expect(tRSqb)
		return &ListComp{Span: p.span(pos), Elt: first, Generators: generators}
	}
	elts := p.elements(first, tRSqb)
	p.expect(tRSqb)
	return &List{Span: p.span(pos), Elts: elts}
}

// braces is a dict or a set, or a comprehension of either.
func (p *parser) braces() Expr {
	pos := p.tok.pos
	p.next()
	if p.accept(tRBrace) {
		return &Dict{Span: p.span(pos)}
	}
	if p.tok.kind == tDoubleStar {
		return p.dict(pos, nil)
	}
	at := p.tok.pos
	first := p.starNamed()
	switch {
	case p.tok.kind == tColon && !isNamed(first, at):
		return p.dict(pos, first)
	case p.atFor():
		p.refuseStar(first)
		generators := p.comprehension()
		p.expect(tRBrace)
		return &SetComp{Span: p.span(pos), Elt: first, Generators: generators}
	}
	elts := p.elements(first, tRBrace)
	p.expect(tRBrace)
	return &Set{Span: p.span(pos), Elts: elts}
}

// isNamed says that e is "*x" or "x := y" without parentheses; its text begins at pos.
func isNamed(e Expr, pos int32) bool {
	switch e.(type) {
	case *Starred, *NamedExpr:
		return e.Range().Pos == pos
	}
	return false
}

// dict reads the rest of a dict; key is the first one, nil at a "**".
func (p *parser) dict(pos int32, key Expr) Expr {
	d := &Dict{}
	for {
		if p.tok.kind == tDoubleStar {
			p.doubleStar(d)
		} else {
			if key == nil {
				key = p.dictKey()
			}
			d.Keys = append(d.Keys, key)
			d.Values = append(d.Values, p.dictValue())
			if len(d.Keys) == 1 && p.atFor() {
				return p.dictComp(pos, d)
			}
		}
		key = nil
		if !p.accept(tComma) || p.tok.kind == tRBrace {
			break
		}
	}
	p.expect(tRBrace)
	d.Span = p.span(pos)
	return d
}

func (p *parser) doubleStar(d *Dict) {
	star := p.tok.pos
	p.next()
	d.Keys = append(d.Keys, nil)
	d.Values = append(d.Values, p.binary(precBitOr))
	if p.atFor() && len(d.Keys) == 1 && p.explain {
		p.comprehension()
		p.throwAt(star, "dict unpacking cannot be used in dict comprehension")
	}
}

func (p *parser) dictKey() Expr {
	p.explainDictKey()
	key := p.expression()
	return key
}

func (p *parser) dictValue() Expr {
	colon := p.tok
	p.expect(tColon)
	p.explainDictValue(colon)
	return p.expression()
}

func (p *parser) dictComp(pos int32, d *Dict) Expr {
	generators := p.comprehension()
	p.expect(tRBrace)
	return &DictComp{Span: p.span(pos), Key: d.Keys[0], Value: d.Values[0], Generators: generators}
}

func (p *parser) subscript(pos int32, value Expr) Expr {
	p.next()
	explain := p.explain
	p.explain = explain && !p.shallow
	slice := p.slices()
	p.explain = explain
	p.expect(tRSqb)
	return &Subscript{Span: p.span(pos), Value: value, Slice: slice}
}

// atFor says that a comprehension begins here, where one may.
func (p *parser) atFor() bool {
	if p.tok.kind == kAsync && p.ahead(1) != kFor {
		p.next()
		p.fail()
	}
	return p.tok.kind == kFor || p.tok.kind == kAsync
}

// refuseStar reports "*x for x in y", which Python does not have.
func (p *parser) refuseStar(elt Expr) {
	if _, ok := elt.(*Starred); !ok {
		return
	}
	if p.explain && p.fits(func(p *parser) { p.comprehension() }) {
		p.throwAt(elt.Range().Pos, "iterable unpacking cannot be used in comprehension")
	}
	p.fail()
}

func (p *parser) comprehension() []*Comprehension {
	var all []*Comprehension
	for p.atFor() {
		c := &Comprehension{IsAsync: p.accept(kAsync)}
		p.next()
		c.Target = p.targets()
		if p.tok.kind != kIn {
			p.throwHere("'in' expected after for-loop variables")
		}
		p.assignTo(c.Target, Store)
		p.next()
		c.Iter = p.binary(precOr)
		for p.accept(kIf) {
			c.Ifs = append(c.Ifs, p.binary(precOr))
		}
		all = append(all, c)
	}
	return all
}

// slices is what stands in the brackets of a subscript.
func (p *parser) slices() Expr {
	pos := p.tok.pos
	first := p.slice()
	if _, starred := first.(*Starred); p.tok.kind != tComma && !starred {
		return first
	}
	elts := []Expr{first}
	for p.accept(tComma) && p.tok.kind != tRSqb {
		elts = append(elts, p.slice())
	}
	return &Tuple{Span: p.span(pos), Elts: elts}
}

func (p *parser) slice() Expr {
	pos := p.tok.pos
	if p.tok.kind == tStar {
		return p.starred(precNone)
	}
	var lower Expr
	if p.tok.kind != tColon {
		lower = p.named()
		if p.tok.kind != tColon || isNamed(lower, pos) {
			return lower
		}
	}
	s := &Slice{Lower: lower}
	p.next()
	s.Upper = p.bound()
	if p.accept(tColon) {
		s.Step = p.bound()
	}
	s.Span = p.span(pos)
	return s
}

// bound is one end of a slice, or nil.
func (p *parser) bound() Expr {
	switch p.tok.kind {
	case tColon, tComma, tRSqb:
		return nil
	}
	return p.expression()
}
