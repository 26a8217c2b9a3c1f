package syntax

// This file reads the arguments of calls and of class statements.

// arguments collects the arguments of one call in the order of the source.
type arguments struct {
	args      []Expr
	keywords  []*Keyword
	unpacked  bool   // a "**" has been seen
	misplaced string // what a positional argument has followed, if one has
}

func (p *parser) call(pos int32, f Expr) Expr {
	open := p.tok.pos
	p.next()
	var a arguments
	explain := p.explain
	p.explain = explain && !p.shallow
	p.arguments(&a, open)
	p.explain = explain
	p.expect(tRPar)
	if len(a.args) == 1 {
		if g, ok := a.args[0].(*GeneratorExp); ok && g.Pos == open {
			g.End = p.end
		}
	}
	return &Call{Span: p.span(pos), Func: f, Args: a.args, Keywords: a.keywords}
}

// arguments reads up to the closing parenthesis. open is the offset of the
// opening one, -1 where a generator expression needs its own parentheses.
func (p *parser) arguments(a *arguments, open int32) {
	for p.tok.kind != tRPar {
		p.argument(a, open)
		if p.tok.kind != tComma {
			break
		}
		p.next()
	}
	if a.misplaced != "" {
		p.throwHere("positional argument follows " + a.misplaced)
	}
}

func (p *parser) argument(a *arguments, open int32) {
	pos := p.tok.pos
	switch {
	case p.tok.kind == tStar:
		p.starArgument(a)
	case p.tok.kind == tDoubleStar:
		p.next()
		value := p.expression()
		if p.tok.kind == tEqual {
			p.explainUnpackAssign(pos, "cannot assign to keyword argument unpacking")
		}
		a.unpacked = true
		a.keywords = append(a.keywords, &Keyword{Span: p.span(pos), Value: value})
	case p.tok.kind == tName && p.ahead(1) == tEqual:
		a.keywords = append(a.keywords, p.keyword())
	default:
		p.positional(a, open)
	}
}

func (p *parser) starArgument(a *arguments) {
	pos := p.tok.pos
	comma := p.toks[max(p.at-1, 0)].pos
	star := p.starred(precNone)
	if p.tok.kind == tEqual {
		p.explainUnpackAssign(pos, "cannot assign to iterable argument unpacking")
	}
	if a.unpacked {
		p.throwAt(comma, "iterable argument unpacking follows keyword argument unpacking")
	}
	a.args = append(a.args, star)
}

func (p *parser) keyword() *Keyword {
	pos := p.tok.pos
	name := p.name()
	p.next()
	if p.tok.kind == tComma || p.tok.kind == tRPar {
		p.throwAt(pos, "expected argument value expression")
	}
	value := p.expression()
	if p.atFor() {
		p.explainKeywordFor(pos)
	}
	return &Keyword{Span: p.span(pos), Arg: name, Value: value}
}

func (p *parser) positional(a *arguments, open int32) {
	start := p.at
	pos := p.tok.pos
	e := p.positionalValue(start)
	switch {
	case p.atFor():
		e = p.bareGenerator(a, e, pos, open)
	case p.tok.kind == tEqual:
		p.explainKeyword(start, e)
		p.fail()
	}
	if len(a.keywords) > 0 {
		a.misplaced = "keyword argument"
		if a.unpacked {
			a.misplaced = "keyword argument unpacking"
		}
	}
	a.args = append(a.args, e)
}

func (p *parser) positionalValue(start int) Expr {
	if p.tok.kind == tName && p.ahead(1) == tColonEqual {
		return p.namedExpr()
	}
	e := p.expression()
	if p.tok.kind == tColonEqual {
		p.explainNamed(e)
		p.fail()
	}
	return e
}

// bareGenerator reads "f(x for x in y)": only where it is the sole argument.
func (p *parser) bareGenerator(a *arguments, elt Expr, pos, open int32) Expr {
	sole := len(a.args) == 0 && len(a.keywords) == 0
	if open < 0 && sole {
		p.fail()
	}
	generators := p.comprehension()
	if !sole || p.accept(tComma) {
		p.throwAt(pos, "Generator expression must be parenthesized")
	}
	return &GeneratorExp{Span: p.span(open), Elt: elt, Generators: generators}
}
