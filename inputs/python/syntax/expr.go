package syntax

// This file reads expressions, from the loosest level (tuples without
// parentheses) to the operators; atom.go has what they operate on.

// The levels of binary operators, loosest first.
const (
	precNone = iota
	precOr
	precAnd
	precNot
	precCompare
	precBitOr
	precBitXor
	precBitAnd
	precShift
	precSum
	precTerm
)

var precedence = [kindCount]uint8{
	kOr: precOr, kAnd: precAnd,
	kNot: precCompare, kIn: precCompare, kIs: precCompare,
	tEqEqual: precCompare, tNotEqual: precCompare, tLess: precCompare,
	tLessEqual: precCompare, tGreater: precCompare, tGreaterEqual: precCompare,
	tVBar: precBitOr, tCircumflex: precBitXor, tAmper: precBitAnd,
	tLeftShift: precShift, tRightShift: precShift,
	tPlus: precSum, tMinus: precSum,
	tStar: precTerm, tSlash: precTerm, tDoubleSlash: precTerm, tPercent: precTerm, tAt: precTerm,
}

// operatorOf gives the operator of a binary or augmented assignment token.
var operatorOf = [kindCount]Operator{
	tPlus: Add, tMinus: Sub, tStar: Mult, tAt: MatMult, tSlash: Div, tPercent: Mod,
	tLeftShift: LShift, tRightShift: RShift, tVBar: BitOr, tCircumflex: BitXor,
	tAmper: BitAnd, tDoubleSlash: FloorDiv,
	tPlusEqual: Add, tMinusEqual: Sub, tStarEqual: Mult, tAtEqual: MatMult, tSlashEqual: Div,
	tPercentEqual: Mod, tDoubleStarEqual: Pow, tLeftShiftEqual: LShift, tRightShiftEqual: RShift,
	tVBarEqual: BitOr, tCircumflexEqual: BitXor, tAmperEqual: BitAnd, tDoubleSlashEqual: FloorDiv,
}

// begins says which tokens an expression can begin with.
func begins(k kind) bool {
	switch k {
	case tName, tNumber, tString, tFStart, tLPar, tLSqb, tLBrace, tEllipsis, tMinus, tPlus, tTilde,
		kNot, kAwait, kLambda, kNone, kTrue, kFalse:
		return true
	}
	return false
}

// tuple reads elements separated by commas: one without a comma is itself.
func (p *parser) tuple(element func(*parser) Expr) Expr {
	pos := p.tok.pos
	first := element(p)
	if p.tok.kind != tComma {
		return first
	}
	elts := []Expr{first}
	for p.accept(tComma) && (begins(p.tok.kind) || p.tok.kind == tStar) {
		elts = append(elts, element(p))
	}
	p.bare = &Tuple{Span: p.span(pos), Elts: elts}
	return p.bare
}

// starExpressions is the right side of an assignment, or an expression statement.
func (p *parser) starExpressions() Expr { return p.tuple((*parser).starExpression) }

func (p *parser) starExpression() Expr {
	if p.tok.kind == tStar {
		return p.starred(precBitOr)
	}
	return p.expression()
}

// starred reads "*" and an operand of at least the given level; precNone is a whole expression.
func (p *parser) starred(prec int) Expr {
	pos := p.tok.pos
	p.next()
	var value Expr
	if prec == precNone {
		p.explainStar()
		value = p.expression()
	} else {
		value = p.binary(prec)
	}
	return &Starred{Span: p.span(pos), Value: value}
}

// expressions is a tuple without stars.
func (p *parser) expressions() Expr { return p.tuple((*parser).expression) }

// yieldOrExpressions is what may stand behind "=" and in the braces of an f-string.
func (p *parser) yieldOrExpressions() Expr {
	if p.tok.kind == kYield {
		return p.yield()
	}
	return p.starExpressions()
}

func (p *parser) yield() Expr {
	p.enter()
	defer p.leave()
	pos := p.tok.pos
	p.next()
	if p.accept(kFrom) {
		value := p.expression()
		return &YieldFrom{Span: p.span(pos), Value: value}
	}
	var value Expr
	if begins(p.tok.kind) || p.tok.kind == tStar {
		value = p.starExpressions()
	}
	return &Yield{Span: p.span(pos), Value: value}
}

// starNamed is an element of a list, tuple or set.
func (p *parser) starNamed() Expr {
	if p.tok.kind == tStar {
		return p.starred(precBitOr)
	}
	return p.named()
}

// named is an expression that may be "name := value".
func (p *parser) named() Expr {
	if p.tok.kind == tName && p.ahead(1) == tColonEqual {
		return p.namedExpr()
	}
	start := p.at
	e := p.expression()
	if p.tok.kind == tColonEqual {
		p.explainNamed(e)
		p.fail()
	}
	if p.explain && p.tok.kind == tEqual {
		p.explainEqual(start, e)
	}
	return e
}

func (p *parser) namedExpr() Expr {
	pos := p.tok.pos
	target := &Name{ID: p.name(), Ctx: Store}
	target.Span = p.span(pos)
	p.next()
	value := p.expression()
	return &NamedExpr{Span: p.span(pos), Target: target, Value: value}
}

// expression is a conditional expression, a lambda or anything tighter.
func (p *parser) expression() Expr {
	if p.tok.kind == kLambda {
		return p.lambda()
	}
	start := p.at
	pos := p.tok.pos
	e := p.binary(precOr)
	if p.explain {
		p.explainMissingComma(start, e)
		p.explainLegacy(start)
	}
	if p.tok.kind != kIf {
		return e
	}
	p.enter()
	p.next()
	test := p.binary(precOr)
	if p.tok.kind != kElse {
		p.explainElse(e)
		p.fail()
	}
	p.next()
	orelse := p.expression()
	p.leave()
	return &IfExp{Span: p.span(pos), Test: test, Body: e, Orelse: orelse}
}

func (p *parser) lambda() Expr {
	p.enter()
	defer p.leave()
	pos := p.tok.pos
	p.next()
	args := p.parameters(tColon)
	p.expect(tColon)
	if p.tok.kind == tFMiddle {
		p.explainLambda(pos)
	}
	body := p.expression()
	return &Lambda{Span: p.span(pos), Args: args, Body: body}
}

// binary reads operators of at least the given level.
func (p *parser) binary(min int) Expr {
	p.enter()
	outer := p.chain
	p.chain = 0
	pos := p.tok.pos
	left := p.prefix(min)
	for {
		prec := int(precedence[p.tok.kind])
		if prec == precNone || prec < min {
			break
		}
		p.grow()
		if !p.lenient {
			left = p.operation(pos, left, prec)
		} else if !p.try(func(p *parser) { left = p.operation(pos, left, prec) }) {
			break
		}
	}
	p.chain = max(p.chain, outer)
	p.leave()
	return left
}

// operation reads an operator of the given level and what stands right of it.
func (p *parser) operation(pos int32, left Expr, prec int) Expr {
	switch prec {
	case precOr, precAnd:
		return p.boolOp(pos, left, prec)
	case precCompare:
		return p.comparison(pos, left)
	}
	op := operatorOf[p.tok.kind]
	p.next()
	right := p.binary(prec + 1)
	return &BinOp{Span: p.span(pos), Left: left, Op: op, Right: right}
}

func (p *parser) boolOp(pos int32, left Expr, prec int) Expr {
	k := p.tok.kind
	values := []Expr{left}
	for p.accept(k) {
		values = append(values, p.binary(prec+1))
	}
	return &BoolOp{Span: p.span(pos), Or: k == kOr, Values: values}
}

func (p *parser) comparison(pos int32, left Expr) Expr {
	c := &Compare{Left: left}
	for precedence[p.tok.kind] == precCompare {
		c.Ops = append(c.Ops, p.compareOp())
		c.Comparators = append(c.Comparators, p.binary(precBitOr))
	}
	c.Span = p.span(pos)
	return c
}

func (p *parser) compareOp() CmpOperator {
	k := p.tok.kind
	p.next()
	switch k {
	case tEqEqual:
		return Eq
	case tNotEqual:
		return NotEq
	case tLess:
		return Lt
	case tLessEqual:
		return LtE
	case tGreater:
		return Gt
	case tGreaterEqual:
		return GtE
	case kIn:
		return In
	case kNot:
		p.expect(kIn)
		return NotIn
	}
	if p.accept(kNot) {
		return IsNot
	}
	return Is
}

// prefix reads what a chain of operators begins with: "not", a sign, or a power.
func (p *parser) prefix(min int) Expr {
	if p.tok.kind != kNot {
		return p.factor()
	}
	if min > precNot {
		p.explainNot(min)
		p.fail()
	}
	pos := p.tok.pos
	p.next()
	operand := p.binary(precNot)
	return &UnaryOp{Span: p.span(pos), Op: Not, Operand: operand}
}

func (p *parser) factor() Expr {
	var op UnaryOperator
	switch p.tok.kind {
	case tMinus:
		op = USub
	case tPlus:
		op = UAdd
	case tTilde:
		op = Invert
	default:
		return p.power()
	}
	p.enter()
	pos := p.tok.pos
	p.next()
	if p.tok.kind == kNot {
		p.explainNot(precTerm)
	}
	operand := p.factor()
	p.leave()
	return &UnaryOp{Span: p.span(pos), Op: op, Operand: operand}
}

func (p *parser) power() Expr {
	pos := p.tok.pos
	left := p.await()
	if p.tok.kind != tDoubleStar {
		return left
	}
	p.enter()
	p.next()
	right := p.factor()
	p.leave()
	return &BinOp{Span: p.span(pos), Left: left, Op: Pow, Right: right}
}

func (p *parser) await() Expr {
	if p.tok.kind != kAwait {
		return p.primary()
	}
	pos := p.tok.pos
	p.next()
	value := p.primary()
	return &Await{Span: p.span(pos), Value: value}
}
