package syntax

// This file names the mistakes that people make. Its functions matter on the
// second pass only, when it is certain that the file has an error: each looks
// whether one kind of mistake is what stands here, and if so reports it in
// CPython's words (those of 3.13).

const (
	meantEqual = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
	meantComma = "invalid syntax. Perhaps you forgot a comma?"
)

// explainLegacy reports the print and exec statements of Python 2. CPython looks
// behind every name for that, and so may find another error there first.
func (p *parser) explainLegacy(start int) {
	first, second := p.toks[start], p.toks[start+1].kind
	if first.kind != tName || second == tLPar || !begins(second) {
		return
	}
	back := *p
	back.at, back.tok = start+1, p.toks[start+1]
	back.shallow = second != tString
	fits := back.look(func(p *parser) { p.starExpressions() })
	if word := p.text(first); fits && isLegacy(word) {
		p.throwAt(first.pos, "Missing parentheses in call to '"+word+"'. Did you mean "+word+"(...)?")
	}
}

func isLegacy(word string) bool { return word == "print" || word == "exec" }

// explainMissingComma reports two expressions side by side inside brackets. The
// first one, e, began at token start and has been read.
func (p *parser) explainMissingComma(start int, e Expr) {
	first := p.toks[start]
	if !begins(p.tok.kind) || first.kind == tName && (p.toks[start+1].kind == tString || isSoftKeyword(p.text(first))) {
		return
	}
	if name, ok := e.(*Name); ok && isLegacy(name.ID) {
		return
	}
	end := 0
	if p.fits(func(p *parser) { p.expression(); end = p.at }) && p.bracketsAt(end) > 0 {
		p.throwAt(e.Range().Pos, meantComma)
	}
}

func isSoftKeyword(word string) bool {
	switch word {
	case "_", "case", "match", "type":
		return true
	}
	return false
}

// bracketsAt returns how many brackets are open before token n.
func (p *parser) bracketsAt(n int) int {
	open := 0
	for _, t := range p.toks[:n] {
		switch t.kind {
		case tLPar, tLSqb, tLBrace:
			open++
		case tRPar, tRSqb, tRBrace:
			open--
		}
	}
	return open
}

// explainNot reports "a + not b"; min is the level at which "not" stands.
func (p *parser) explainNot(min int) {
	if min > precSum && p.explain && p.fits(func(p *parser) { p.binary(precNot) }) {
		p.throwHere("'not' after an operator must be parenthesized")
	}
}

func (p *parser) explainElse(body Expr) {
	if p.tok.kind != tColon {
		p.throwAt(body.Range().Pos, "expected 'else' after 'if' expression")
	}
}

// explainNamed reports what stands before ":=" and is no name.
func (p *parser) explainNamed(e Expr) {
	if p.explain && p.fits(func(p *parser) { p.next(); p.expression() }) {
		p.throwAt(e.Range().Pos, "cannot use assignment expressions with "+describe(e))
	}
}

// explainEqual reports "=" where a value is expected. e, before it, began at token start.
func (p *parser) explainEqual(start int, e Expr) {
	value := func(p *parser) {
		p.next()
		p.binary(precBitOr)
		if p.tok.kind == tEqual || p.tok.kind == tColonEqual {
			p.fail()
		}
	}
	name := p.toks[start].kind == tName && p.at == start+1
	if !name && !p.isOperand(start) || !p.fits(value) {
		return
	}
	if name {
		p.throwAt(e.Range().Pos, meantEqual)
	} else {
		p.throwAt(e.Range().Pos, "cannot assign to "+describe(e)+" here. Maybe you meant '==' instead of '='?")
	}
}

// isOperand says that what lies between token start and the cursor is one
// operand of a comparison, and neither begins with a list or tuple nor is a
// constant: those can be told better.
func (p *parser) isOperand(start int) bool {
	back := *p
	back.explain = false
	back.at, back.tok = start, p.toks[start]
	whole := func(b *parser) {
		if b.binary(precBitOr); b.at != p.at {
			b.fail()
		}
	}
	switch back.tok.kind {
	case kTrue, kFalse, kNone:
		return false
	case tLPar, tLSqb:
		var first Expr
		back.fits(func(b *parser) { first = b.atom() })
		switch first.(type) {
		case *List, *Tuple, *GeneratorExp:
			return false
		}
	}
	return back.fits(whole)
}

// explainAssign reports an assignment to what no value can be assigned to, as an
// "=" that was meant to compare.
func (p *parser) explainAssign(start int, target Expr) {
	if !p.explain || invalidTarget(target, Store) == nil {
		return
	}
	back := *p
	back.at, back.tok = start, p.toks[start]
	back.look(func(p *parser) {
		for p.starNamed(); p.accept(tComma); {
			p.starNamed()
		}
	})
}

// explainAs looks for a mistake in what stands behind "as".
func (p *parser) explainAs() {
	if p.explain {
		p.look(func(p *parser) { p.expression() })
	}
}

// explainMatch reports a match statement without its colon.
func (p *parser) explainMatch() {
	if !p.explain || !p.is("match") || !begins(p.ahead(1)) {
		return
	}
	end := 0
	if p.look(func(p *parser) { p.next(); p.subject(); end = p.at }) && p.toks[end].kind == tNewline {
		p.throw(p.errorAtToken(p.toks[p.reached], "expected ':'"))
	}
}

// explainStar reports a star without a value. The cursor is behind the star.
func (p *parser) explainStar() {
	if p.explain && !begins(p.tok.kind) {
		p.throwHere("Invalid star expression")
	}
}

func (p *parser) explainReturns() {
	if p.explain && !p.fits(func(p *parser) { p.next(); p.expression() }) {
		p.throwHere("expected ':'")
	}
}

func (p *parser) explainAnnotation(target Expr) {
	if !p.fits(func(p *parser) { p.next(); p.expression() }) {
		return
	}
	switch target.(type) {
	case *List, *Tuple:
		p.throwAt(target.Range().Pos, "only single target (not "+describe(target)+") can be annotated")
	case *Yield, *YieldFrom, *Starred:
		return
	}
	p.throwAt(target.Range().Pos, "illegal target for annotation")
}

func (p *parser) explainAugmented(target Expr) {
	if p.fits(func(p *parser) { p.next(); p.yieldOrExpressions() }) {
		p.throwAt(target.Range().Pos, "'"+describe(target)+"' is an illegal expression for augmented assignment")
	}
}

func (p *parser) explainImport(pos int32) {
	if p.fits(func(p *parser) { p.next(); p.dottedName() }) {
		p.throwAt(pos, "Did you mean to use 'from ... import ...' instead?")
	}
}

func (p *parser) explainLambda(pos int32) {
	p.throwAt(pos, "f-string: lambda expressions are not allowed without parentheses")
}

// explainDoubleStar reports "(**x)".
func (p *parser) explainDoubleStar(msg string) {
	if p.fits(func(p *parser) { p.next(); p.expression(); p.expect(tRPar) }) {
		p.throwHere(msg)
	}
}

// explainTarget reports "[x, y for x, y in z]".
func (p *parser) explainTarget(elts []Expr) {
	if p.fits(func(p *parser) { p.comprehension() }) {
		p.throwAt(elts[0].Range().Pos, "did you forget parentheses around the comprehension target?")
	}
}

// explainDictKey reports a key without a colon. CPython gives the column at which
// the key ends, on the line on which it begins.
func (p *parser) explainDictKey() {
	if !p.explain {
		return
	}
	var key Expr
	colon := false
	if p.fits(func(p *parser) { key = p.expression(); colon = p.tok.kind == tColon }) && !colon {
		err := p.file.errorAt(key.Range().End-1, "':' expected after dictionary key")
		err.Line = p.file.Position(key.Range().Pos).Line
		p.throw(err)
	}
}

// explainDictValue reports what follows the colon of a dict and is no value.
func (p *parser) explainDictValue(colon token) {
	switch p.tok.kind {
	case tComma, tRBrace:
		p.throwAt(colon.pos, "expression expected after dictionary key and ':'")
	case tStar:
		if p.fits(func(p *parser) { p.next(); p.binary(precBitOr) }) {
			p.throwHere("cannot use a starred expression in a dictionary value")
		}
	}
}

// explainUnpackAssign reports "f(*a=1)" and "f(**a=1)".
func (p *parser) explainUnpackAssign(pos int32, msg string) {
	if p.fits(func(p *parser) { p.next(); p.expression() }) {
		p.throwAt(pos, msg)
	}
}

func (p *parser) explainKeywordFor(pos int32) {
	if p.fits(func(p *parser) { p.comprehension() }) {
		p.throwAt(pos, meantEqual)
	}
}

// explainKeyword reports a keyword argument whose name is none.
func (p *parser) explainKeyword(start int, e Expr) {
	switch k := p.toks[start].kind; {
	case p.at == start+1 && (k == kTrue || k == kFalse || k == kNone):
		p.throwAt(e.Range().Pos, "cannot assign to "+describe(e))
	default:
		p.throwAt(e.Range().Pos, `expression cannot contain assignment, perhaps you meant "=="?`)
	}
}

// explainParenthesized reports "def f((a, b)):".
func (p *parser) explainParenthesized(ps *params) {
	names := func(p *parser) {
		p.next()
		for p.name(); p.accept(tComma) && p.tok.kind != tRPar; {
			p.name()
		}
		p.expect(tRPar)
	}
	if len(ps.Defaults) > 0 || ps.star || ps.slash || !p.fits(names) {
		return
	}
	if ps.closing == tColon {
		p.throwHere("Lambda expression parameters cannot be parenthesized")
	}
	p.throwHere("Function parameters cannot be parenthesized")
}

func (p *parser) explainNoDefault(ps *params, pos int32) {
	if p.tok.kind == tComma || p.tok.kind == ps.closing {
		p.throwAt(pos, "parameter without a default follows parameter with a default")
	}
}

func (p *parser) explainBound(kind string) {
	colon := p.tok.pos
	var bound Expr
	if !p.fits(func(p *parser) { p.next(); bound = p.expression() }) {
		return
	}
	what := "bound"
	if _, ok := bound.(*Tuple); ok {
		what = "constraints"
	}
	p.throwAt(colon, "cannot use "+what+" with "+kind)
}

func (p *parser) explainPatternTarget() {
	if p.tok.kind != tName && p.fits(func(p *parser) { p.expression() }) {
		p.throwHere("invalid pattern target")
	}
}
