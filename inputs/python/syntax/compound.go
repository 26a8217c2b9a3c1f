package syntax

// This file reads statements that hold a block.

import "fmt"

// compound reads a compound statement, or returns nil where none begins.
func (p *parser) compound() Stmt {
	switch p.tok.kind {
	case kIf:
		return p.ifStmt()
	case kFor:
		return p.forStmt(p.tok.pos, false)
	case kWhile:
		return p.while()
	case kTry:
		return p.tryStmt()
	case kWith:
		return p.with(p.tok.pos, false)
	case kDef:
		return p.def(p.tok.pos, false, nil)
	case kClass:
		return p.class(nil)
	case tAt:
		return p.decorated()
	case kAsync:
		return p.async(nil)
	case tName:
		if p.atMatch() {
			return p.match()
		}
		p.explainMatch()
	}
	return nil
}

// block reads the body of a compound statement. what names the statement and
// line is its line, for an error.
func (p *parser) block(what string, keyword int32) []Stmt {
	if p.tok.kind != tNewline {
		return p.simpleLine(nil)
	}
	p.next()
	if p.tok.kind != tIndent {
		p.failBlock(what, keyword)
	}
	p.enter()
	p.next()
	var body []Stmt
	for p.tok.kind != tDedent && p.tok.kind != tEOF {
		body = p.statement(body)
	}
	if p.tok.kind == tDedent {
		p.next()
	}
	p.leave()
	return body
}

func (p *parser) failBlock(what string, keyword int32) {
	p.throwHere(fmt.Sprintf("expected an indented block after %s on line %d", what, p.file.line(keyword)+1))
}

func (p *parser) ifStmt() Stmt {
	what := "'if' statement"
	if p.tok.kind == kElif {
		what = "'elif' statement"
	}
	p.enter()
	pos := p.tok.pos
	p.next()
	s := &If{Test: p.named()}
	p.expectColon()
	s.Body = p.block(what, pos)
	if p.tok.kind == kElif {
		s.Orelse = []Stmt{p.ifStmt()}
	} else {
		s.Orelse = p.orelse()
	}
	p.leave()
	s.Span = p.span(pos)
	return s
}

// orelse reads an else block, if one is there.
func (p *parser) orelse() []Stmt {
	if p.tok.kind != kElse {
		return nil
	}
	pos := p.tok.pos
	p.next()
	p.require(tColon, "expected ':'")
	return p.block("'else' statement", pos)
}

func (p *parser) while() Stmt {
	pos := p.tok.pos
	p.next()
	s := &While{Test: p.named()}
	p.expectColon()
	s.Body = p.block("'while' statement", pos)
	s.Orelse = p.orelse()
	s.Span = p.span(pos)
	return s
}

// async reads the statement behind "async".
func (p *parser) async(decorators []Expr) Stmt {
	pos := p.tok.pos
	p.next()
	switch {
	case p.tok.kind == kDef:
		return p.def(pos, true, decorators)
	case p.tok.kind == kFor && decorators == nil:
		return p.forStmt(pos, true)
	case p.tok.kind == kWith && decorators == nil:
		return p.with(pos, true)
	}
	p.fail()
	return nil
}

func (p *parser) forStmt(pos int32, async bool) Stmt {
	keyword := p.tok.pos
	p.next()
	s := &For{Async: async, Target: p.targets()}
	p.assignTo(s.Target, Store)
	p.expect(kIn)
	s.Iter = p.starExpressions()
	p.expectColon()
	s.Body = p.block("'for' statement", keyword)
	s.Orelse = p.orelse()
	s.Span = p.span(pos)
	return s
}

// with tries the form with parentheses first: "with (a as b, c):". What it
// cannot read may still be an expression in parentheses: "with (a).b:".
func (p *parser) with(pos int32, async bool) Stmt {
	keyword := p.tok.pos
	p.next()
	s := &With{Async: async}
	if p.tok.kind != tLPar || !p.try(func(p *parser) { s.Items = p.withParenthesized() }) {
		s.Items = p.withItems()
	}
	p.expectColon()
	s.Body = p.block("'with' statement", keyword)
	s.Span = p.span(pos)
	return s
}

func (p *parser) withParenthesized() []*WithItem {
	p.next()
	items := []*WithItem{p.withItem()}
	for p.accept(tComma) && p.tok.kind != tRPar {
		items = append(items, p.withItem())
	}
	p.expect(tRPar)
	if p.tok.kind != tColon {
		p.fail()
	}
	return items
}

func (p *parser) withItems() []*WithItem {
	items := []*WithItem{p.withItem()}
	for p.accept(tComma) {
		items = append(items, p.withItem())
	}
	return items
}

func (p *parser) withItem() *WithItem {
	item := &WithItem{ContextExpr: p.expression()}
	if p.accept(kAs) {
		p.explainAs()
		item.OptionalVars = p.target()
		p.assignTo(item.OptionalVars, Store)
		switch p.tok.kind {
		case tComma, tRPar, tColon:
		default:
			p.fail()
		}
	}
	return item
}

func (p *parser) decorated() Stmt {
	var decorators []Expr
	for p.accept(tAt) {
		decorators = append(decorators, p.named())
		if p.tok.kind != tNewline {
			p.fail()
		}
		p.next()
	}
	switch p.tok.kind {
	case kDef:
		return p.def(p.tok.pos, false, decorators)
	case kClass:
		return p.class(decorators)
	case kAsync:
		return p.async(decorators)
	}
	p.fail()
	return nil
}

func (p *parser) def(pos int32, async bool, decorators []Expr) Stmt {
	keyword := p.tok.pos
	p.next()
	f := &FunctionDef{Async: async, DecoratorList: decorators, Name: p.name()}
	if p.tok.kind == tLSqb && !p.try(func(p *parser) { f.TypeParams = p.typeParams() }) {
		p.throwHere("expected '('")
	}
	p.require(tLPar, "expected '('")
	f.Args = p.parameters(tRPar)
	p.expect(tRPar)
	if p.tok.kind == tArrow {
		p.explainReturns()
		p.next()
		f.Returns = p.expression()
	}
	p.require(tColon, "expected ':'")
	f.Body = p.block("function definition", keyword)
	f.Span = p.span(pos)
	return f
}

func (p *parser) class(decorators []Expr) Stmt {
	pos := p.tok.pos
	p.next()
	c := &ClassDef{DecoratorList: decorators, Name: p.name()}
	c.TypeParams = p.typeParams()
	if p.accept(tLPar) {
		var a arguments
		p.arguments(&a, -1)
		p.expect(tRPar)
		c.Bases, c.Keywords = a.args, a.keywords
	}
	p.expectColon()
	c.Body = p.block("class definition", pos)
	c.Span = p.span(pos)
	return c
}
