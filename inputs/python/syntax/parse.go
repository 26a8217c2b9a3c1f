package syntax

// This file is the parser's core: the token under the cursor, failure, limits.
//
// A failure is a private panic, recovered in run. As in CPython, a file that
// fails is parsed a second time with explain set: the parser then tries, at each
// place, the mistakes that people make there, and the first that fits is what is
// reported. Where none fits it is "invalid syntax" at the token that the first
// pass could not place.

import "strings"

const (
	maxDepth = 1500  // constructs nested in each other
	maxChain = 10000 // operators or trailers in one chain, such as a + b + c

	maxFuel = 1000000 // tokens read again to explain an error, over those of the file
)

// Parse reads one file; name is used in errors. The error is always a *SyntaxError.
func Parse(name string, src []byte) (*Module, error) {
	file, err := newFile(name, src)
	if err != nil {
		return nil, err
	}
	module := &Module{File: file}
	if err := run(file, func(p *parser) { module.Body = p.module() }); err != nil {
		return nil, err
	}
	return module, nil
}

// ParseExpr reads one expression, as eval and ast.literal_eval do: blanks before
// it are dropped from the file. The error is always a *SyntaxError.
func ParseExpr(name, src string) (Expr, *File, error) {
	file, err := newFile(name, []byte(strings.TrimLeft(src, " \t")))
	if err != nil {
		return nil, nil, err
	}
	var e Expr
	if err := run(file, func(p *parser) { e = p.eval() }); err != nil {
		return nil, nil, err
	}
	return e, file, nil
}

func run(file *File, parse func(*parser)) *SyntaxError {
	s := scan(file)
	p := parser{scan: s, file: file, src: file.Source, toks: s.tokens, tok: s.tokens[0]}
	again := p
	first := attempt(&p, parse)
	if first == nil {
		return nil
	}
	// An error inside a token comes before errors of grammar, but not before an
	// unexpected indent, nor where it may follow from an error inside an f-string.
	inToken := s.inToken && len(s.fstrings) == 0
	if first.final || inToken && !first.indent {
		return firstOf(s.err, first.err)
	}
	again.explain, again.lenient, again.fuel = true, true, new(int)
	*again.fuel = maxFuel + len(s.tokens)
	again.reached = p.farthest(first).at
	second := attempt(&again, parse)
	switch {
	case second == nil || second.generic:
		return p.farthest(first).err
	case inToken:
		return s.err
	}
	return second.err
}

// failure is what the parser panics with.
type failure struct {
	err     *SyntaxError
	at      int  // the token it stands at
	generic bool // "invalid syntax" and no more
	indent  bool // at an unexpected indent or unindent
	final   bool // not open to a better explanation
}

type parser struct {
	scan    *scanner
	file    *File
	src     string
	toks    []token
	at      int   // index of tok
	tok     token // the token under the cursor
	end     int32 // end of the last token passed that is not layout
	depth   int
	chain   int    // longest chain among the operands read since it was last reset
	bare    *Tuple // the last tuple read that has no parentheses
	explain bool
	shallow bool     // explain nothing inside brackets
	lenient bool     // an operator without its operand ends an expression
	tried   *failure // how far a reading that was given up has come
	reached int      // on the second pass: the token at which the first one failed
	fuel    *int     // on the second pass: tokens that may still be read
}

// attempt runs f and returns how it failed, or nil.
func attempt(p *parser, f func(*parser)) (fail *failure) {
	defer func() {
		if r := recover(); r != nil {
			f, ok := r.(*failure)
			if !ok {
				panic(r)
			}
			fail = f
		}
	}()
	f(p)
	return nil
}

// try runs f; where it fails the cursor returns to where it was. An explained
// failure is kept for the second pass to report.
func (p *parser) try(f func(*parser)) bool {
	saved := *p
	fail := attempt(p, f)
	if fail == nil {
		return true
	}
	*p = saved
	if fail.final || !fail.generic && p.explain {
		panic(fail)
	}
	p.tried = p.farthest(fail)
	return false
}

// farthest returns the one of fail and the readings given up that has come farther.
func (p *parser) farthest(fail *failure) *failure {
	if p.tried != nil && p.tried.generic && p.tried.at > fail.at {
		return p.tried
	}
	return fail
}

// fits says whether f can read what follows. The cursor does not move.
func (p *parser) fits(f func(*parser)) bool {
	ahead := *p
	ahead.explain = false
	return p.read(&ahead, f) == nil
}

// look is fits, except that a failure with a better explanation is reported.
func (p *parser) look(f func(*parser)) bool {
	ahead := *p
	fail := p.read(&ahead, f)
	if fail != nil && !fail.generic {
		panic(fail)
	}
	return fail == nil
}

// read runs f on a copy of p. An error of the scanner that it meets is reported.
func (p *parser) read(ahead *parser, f func(*parser)) *failure {
	fail := attempt(ahead, func(ahead *parser) {
		f(ahead)
		ahead.failLayout()
	})
	if fail != nil && fail.final {
		panic(fail)
	}
	return fail
}

// next passes over the token under the cursor. On the second pass it costs fuel,
// without which no explanation is looked for any more.
func (p *parser) next() {
	if p.fuel != nil {
		if *p.fuel--; *p.fuel < 0 {
			panic(&failure{generic: true, final: true})
		}
	}
	if !p.tok.kind.layout() {
		p.end = p.tok.end
	}
	p.at++
	p.tok = p.toks[p.at]
}

// ahead returns the kind of the n-th token behind the cursor.
func (p *parser) ahead(n int) kind {
	if p.at+n < len(p.toks) {
		return p.toks[p.at+n].kind
	}
	return tEOF
}

// accept passes over a token of the kind, where there is one.
func (p *parser) accept(k kind) bool {
	if p.tok.kind != k {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(k kind) {
	if !p.accept(k) {
		p.fail()
	}
}

// expectColon demands the ":" of a compound statement, and names it where the line just ends.
func (p *parser) expectColon() {
	if p.tok.kind == tNewline {
		p.throwHere("expected ':'")
	}
	p.expect(tColon)
}

// require demands a token, with words of its own.
func (p *parser) require(k kind, msg string) {
	if !p.accept(k) {
		p.throwHere(msg)
	}
}

func (p *parser) span(pos int32) Span { return Span{pos, p.end} }

func (p *parser) text(t token) string { return p.src[t.pos:t.end] }

// name demands an identifier and returns it.
func (p *parser) name() string {
	if p.tok.kind != tName {
		p.fail()
	}
	id := identifier(p.text(p.tok))
	p.next()
	return id
}

// is says that the cursor is at this soft keyword.
func (p *parser) is(word string) bool { return p.tok.kind == tName && p.text(p.tok) == word }

func (p *parser) enter() {
	if p.depth++; p.depth > maxDepth {
		p.throwFinal("too many nested constructs")
	}
}

func (p *parser) leave() { p.depth-- }

// grow counts one more link of a chain.
func (p *parser) grow() {
	if p.chain++; p.chain > maxChain {
		p.throwFinal("too many operators in one expression")
	}
}

// fail reports that the token under the cursor cannot stand here.
func (p *parser) fail() {
	p.failLayout()
	if p.tok.kind == tIndent || p.tok.kind == tDedent {
		msg := "unexpected indent"
		if p.tok.kind == tDedent {
			msg = "unexpected unindent"
		}
		panic(&failure{err: p.errorHere(msg), at: p.at, generic: true, indent: true})
	}
	err := p.errorHere("invalid syntax")
	if p.tok.kind == tEOF {
		err.Column = 0
	}
	panic(&failure{err: firstOf(p.unclosed(), err), at: p.at, generic: true})
}

func firstOf(err, other *SyntaxError) *SyntaxError {
	if err != nil {
		return err
	}
	return other
}

// failLayout reports the error of layout that the cursor has reached, if it has.
func (p *parser) failLayout() {
	if p.tok.kind == tError {
		panic(&failure{err: p.scan.err, final: true})
	}
}

// unclosed is the error of a bracket that was opened on an earlier line than the
// cursor's and is still open where the tokens end, or nil: it is the likelier cause.
func (p *parser) unclosed() *SyntaxError {
	s := p.scan
	if s.err == nil || s.inToken || len(s.brackets) == 0 || len(s.fstrings) > 0 {
		return nil
	}
	err := s.neverClosed()
	if err.Line > p.file.line(p.tok.pos) {
		return nil
	}
	return err
}

// throw reports a particular error.
func (p *parser) throw(err *SyntaxError) {
	p.failLayout()
	panic(&failure{err: firstOf(p.unclosed(), err)})
}

// throwAt reports a particular error at offset pos.
func (p *parser) throwAt(pos int32, msg string) { p.throw(p.file.errorAt(pos, msg)) }

// throwHere reports a particular error at the token under the cursor.
func (p *parser) throwHere(msg string) { p.throw(p.errorHere(msg)) }

func (p *parser) throwFinal(msg string) {
	panic(&failure{err: p.errorHere(msg), final: true})
}

// errorHere is an error at the token under the cursor.
func (p *parser) errorHere(msg string) *SyntaxError { return p.errorAtToken(p.tok, msg) }

// errorAtToken is an error at a token. Layout has no column of its own: CPython
// then gives the column at which its scanner stands.
func (p *parser) errorAtToken(t token, msg string) *SyntaxError {
	switch t.kind {
	case tIndent, tDedent, tEOF:
		if int(t.pos) >= len(p.src) {
			return p.file.errorBefore(int32(len(p.src)), msg)
		}
		err := p.file.errorAt(t.pos, msg)
		err.Column--
		return err
	}
	return p.file.errorAt(t.pos, msg)
}

func (p *parser) module() []Stmt {
	var body []Stmt
	for p.tok.kind != tEOF {
		body = p.statement(body)
	}
	return body
}

func (p *parser) eval() Expr {
	e := p.expressions()
	for p.accept(tNewline) {
	}
	if p.tok.kind != tEOF {
		p.fail()
	}
	return e
}
