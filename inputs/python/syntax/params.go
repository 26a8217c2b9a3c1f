package syntax

// This file reads the parameters of functions and lambdas, and type parameters.

// params collects parameters while they are read.
type params struct {
	*Arguments
	closing  kind // tRPar of a def, which has annotations, or tColon of a lambda
	slash    bool
	star     bool
	starAt   token
	bareStar bool // a "*" that no parameter follows yet
}

// parameters reads up to closing, which stays under the cursor.
func (p *parser) parameters(closing kind) *Arguments {
	ps := &params{Arguments: &Arguments{}, closing: closing}
	for p.tok.kind != closing {
		switch p.tok.kind {
		case tSlash:
			p.slash(ps)
		case tStar:
			p.starParameter(ps)
		case tDoubleStar:
			p.doubleStarParameter(ps)
			return p.endParameters(ps)
		case tLPar:
			p.explainParenthesized(ps)
			p.fail()
		default:
			p.parameter(ps)
		}
		if p.tok.kind == closing {
			break
		}
		p.expect(tComma)
	}
	return p.endParameters(ps)
}

func (p *parser) endParameters(ps *params) *Arguments {
	if ps.bareStar {
		p.failBareStar(ps)
	}
	return ps.Arguments
}

// failBareStar reports a "*" that no named parameter follows.
func (p *parser) failBareStar(ps *params) {
	if ps.closing == tColon {
		p.throwHere("named arguments must follow bare *")
	}
	p.throwAt(ps.starAt.pos, "named arguments must follow bare *")
}

func (p *parser) slash(ps *params) {
	switch {
	case ps.slash:
		p.throwHere("/ may appear only once")
	case ps.star:
		p.throwHere("/ must be ahead of *")
	case len(ps.Args) == 0:
		if p.ahead(1) == tComma {
			p.throwHere("at least one argument must precede /")
		}
		p.fail()
	}
	p.next()
	ps.slash = true
	ps.PosOnlyArgs, ps.Args = ps.Args, nil
	if p.tok.kind == tStar {
		p.throwHere("expected comma between / and *")
	}
}

func (p *parser) starParameter(ps *params) {
	if ps.star {
		if ps.bareStar {
			p.fail()
		}
		p.throwHere("* argument may appear only once")
	}
	ps.star, ps.starAt = true, p.tok
	p.next()
	if p.tok.kind == tComma || p.tok.kind == ps.closing {
		ps.bareStar = true
		if p.tok.kind == tComma && (p.ahead(1) == ps.closing || p.ahead(1) == tDoubleStar) {
			p.next()
			p.failBareStar(ps)
		}
		return
	}
	ps.Vararg = p.arg(ps, true)
	if p.tok.kind == tEqual {
		p.throwHere("var-positional argument cannot have default value")
	}
}

func (p *parser) doubleStarParameter(ps *params) {
	if ps.bareStar {
		p.failBareStar(ps)
	}
	p.next()
	ps.Kwarg = p.arg(ps, false)
	if p.tok.kind == tEqual {
		p.throwHere("var-keyword argument cannot have default value")
	}
	if p.accept(tComma) && p.tok.kind != ps.closing {
		switch p.tok.kind {
		case tName, tStar, tDoubleStar, tSlash:
			p.throwHere("arguments cannot follow var-keyword argument")
		}
		p.fail()
	}
}

func (p *parser) parameter(ps *params) {
	pos := p.tok.pos
	a := p.arg(ps, false)
	var value Expr
	if p.accept(tEqual) {
		if p.tok.kind == tComma || p.tok.kind == tRPar {
			p.throwAt(p.toks[p.at-1].pos, "expected default value expression")
		}
		value = p.expression()
	}
	if ps.star {
		ps.bareStar = false
		ps.KwOnlyArgs = append(ps.KwOnlyArgs, a)
		ps.KwDefaults = append(ps.KwDefaults, value)
		return
	}
	ps.Args = append(ps.Args, a)
	switch {
	case value != nil:
		ps.Defaults = append(ps.Defaults, value)
	case len(ps.Defaults) > 0:
		p.explainNoDefault(ps, pos)
		p.fail()
	}
}

// arg reads a name and, in a def, its annotation; that of *args may have a star.
func (p *parser) arg(ps *params, starred bool) *Arg {
	pos := p.tok.pos
	a := &Arg{Arg: p.name()}
	if ps.closing == tRPar && p.accept(tColon) {
		if starred && p.tok.kind == tStar {
			a.Annotation = p.starred(precBitOr)
		} else {
			a.Annotation = p.expression()
		}
	}
	a.Span = p.span(pos)
	return a
}

// typeParams reads "[T: bound = default, *Ts, **P]", if it is there (PEP 695, PEP 696).
func (p *parser) typeParams() []*TypeParam {
	if p.tok.kind != tLSqb {
		return nil
	}
	p.next()
	if p.tok.kind == tRSqb {
		p.throwHere("Type parameter list cannot be empty")
	}
	params := []*TypeParam{p.typeParam()}
	for p.accept(tComma) && p.tok.kind != tRSqb {
		params = append(params, p.typeParam())
	}
	p.expect(tRSqb)
	return params
}

func (p *parser) typeParam() *TypeParam {
	pos := p.tok.pos
	t := &TypeParam{Kind: "TypeVar"}
	if p.accept(tStar) {
		t.Kind = "TypeVarTuple"
	} else if p.accept(tDoubleStar) {
		t.Kind = "ParamSpec"
	}
	t.Name = p.name()
	if p.tok.kind == tColon {
		if t.Kind != "TypeVar" {
			p.explainBound(t.Kind)
			p.fail()
		}
		p.next()
		t.Bound = p.expression()
	}
	if p.accept(tEqual) {
		if t.Kind == "TypeVarTuple" {
			t.DefaultValue = p.starExpression()
		} else {
			t.DefaultValue = p.expression()
		}
	}
	t.Span = p.span(pos)
	return t
}
