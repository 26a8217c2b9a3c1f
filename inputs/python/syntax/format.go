package syntax

// This file builds the tree of f-strings and t-strings.

import (
	"fmt"
	"strings"
)

// formatted reads one f-string or t-string: a *JoinedStr or a *TemplateStr.
func (p *parser) formatted() Expr {
	p.enter()
	open := p.tok
	prefix := strings.ToLower(p.text(open))
	letter := byte('f')
	if strings.IndexByte(prefix, 't') >= 0 {
		letter = 't'
	}
	p.next()
	var values []Expr
	var literal []token // the token of each constant, for decoding; the zero token: no need
	for p.tok.kind != tFEnd {
		switch p.tok.kind {
		case tFMiddle:
			values = append(values, &Constant{Span: Span{p.tok.pos, p.tok.end}})
			literal = append(literal, p.tok)
			p.next()
		case tLBrace:
			fields := p.field(letter, false)
			values = append(values, fields...)
			literal = append(literal, make([]token, len(fields))...)
		default:
			p.fail()
		}
	}
	raw := strings.IndexByte(prefix, 'r') >= 0
	for i, t := range literal {
		if t.kind == tFMiddle {
			c := values[i].(*Constant)
			c.Value, c.Undecoded = p.textValue(p.middle(t), raw, p.tok.pos)
		}
	}
	p.next()
	p.leave()
	if letter == 't' {
		return &TemplateStr{Span: p.span(open.pos), Values: values}
	}
	return &JoinedStr{Span: p.span(open.pos), Values: values}
}

// middle is the text of a tFMiddle token: a doubled brace, which ends the token, is one.
func (p *parser) middle(t token) string {
	text := p.text(t)
	if strings.HasSuffix(text, "{{") || strings.HasSuffix(text, "}}") {
		return text[:len(text)-1]
	}
	return text
}

// joinFormatted is the concatenation of literals of which one has fields.
func (p *parser) joinFormatted(pos int32, parts []Expr) Expr {
	var values []Expr
	template := false
	for _, e := range parts {
		switch e := e.(type) {
		case *JoinedStr:
			values = append(values, withoutEmpty(e.Values)...)
		case *TemplateStr:
			template = true
			values = append(values, withoutEmpty(e.Values)...)
		default:
			values = append(values, e)
		}
	}
	values = p.fold(values)
	if template {
		return &TemplateStr{Span: p.span(pos), Values: values}
	}
	return &JoinedStr{Span: p.span(pos), Values: values}
}

// fold joins neighbouring constants and drops empty ones.
func (p *parser) fold(values []Expr) []Expr {
	folded := values[:0:0]
	for i := 0; i < len(values); {
		n := i
		for n < len(values) && isConstant(values[n]) {
			n++
		}
		if n == i {
			folded = append(folded, values[i])
			i++
			continue
		}
		c := values[i].(*Constant)
		if n > i+1 {
			c = p.joinConstants(Span{c.Pos, values[n-1].Range().End}, values[i:n])
		}
		if c.Value != "" {
			folded = append(folded, c)
		}
		i = n
	}
	return folded
}

func isConstant(e Expr) bool { _, ok := e.(*Constant); return ok }

func withoutEmpty(values []Expr) []Expr {
	kept := values[:0:0]
	for _, e := range values {
		if c, ok := e.(*Constant); !ok || c.Value != "" {
			kept = append(kept, e)
		}
	}
	return kept
}

// field reads one replacement field: a value, before it the text of "{x=}" where
// that is written. In the format specification of a t-string, nested fields are
// those of an f-string.
func (p *parser) field(letter byte, nested bool) []Expr {
	open := p.tok
	p.next()
	p.explainField(letter)
	value := p.yieldOrExpressions()
	debug := p.accept(tEqual)
	p.explainFieldEnd(letter, debug)
	stop := p.tok.pos
	conversion := p.conversion(letter)
	var spec *JoinedStr
	if p.tok.kind == tColon {
		spec = p.formatSpec(letter)
	}
	if p.tok.kind != tRBrace {
		p.explainFieldClose(letter, spec != nil)
	}
	p.expect(tRBrace)
	if debug && conversion < 0 && spec == nil {
		conversion = 'r'
	}
	source := p.withoutComments(open.end, stop)
	var e Expr = &FormattedValue{Span: p.span(open.pos), Value: value, Conversion: conversion, FormatSpec: spec}
	if letter == 't' && !nested {
		e = &Interpolation{Span: p.span(open.pos), Value: value, Str: strings.TrimRight(source, " \t\n\f="), Conversion: conversion, FormatSpec: spec}
	}
	if !debug {
		return []Expr{e}
	}
	return []Expr{&Constant{Span: Span{open.end, stop}, Value: source}, e}
}

// withoutComments is the source between two offsets, less its comments.
func (p *parser) withoutComments(pos, end int32) string {
	text := p.src[pos:end]
	if strings.IndexByte(text, '#') < 0 {
		return text
	}
	var b strings.Builder
	for _, c := range p.file.Comments {
		if c.Pos >= pos && c.End <= end {
			b.WriteString(p.src[pos:c.Pos])
			pos = c.End
		}
	}
	b.WriteString(p.src[pos:end])
	return b.String()
}

// conversion reads "!r", "!s" or "!a"; -1 is none.
func (p *parser) conversion(letter byte) int {
	if p.tok.kind != tExclamation {
		return -1
	}
	mark := p.tok
	p.next()
	if p.tok.kind != tName {
		p.explainConversion(letter)
	}
	t := p.tok
	name := p.name()
	if t.pos != mark.end {
		p.throwAt(mark.pos, fmt.Sprintf("%c-string: conversion type must come right after the exclamation mark", letter))
	}
	if name != "s" && name != "r" && name != "a" {
		p.throwAt(t.pos, fmt.Sprintf("%c-string: invalid conversion character '%s': expected 's', 'r', or 'a'", letter, name))
	}
	return int(name[0])
}

func (p *parser) formatSpec(letter byte) *JoinedStr {
	colon := p.tok
	p.next()
	var values []Expr
	for {
		t := p.tok
		switch t.kind {
		case tFMiddle:
			c := &Constant{Span: Span{t.pos, t.end}}
			c.Value, c.Undecoded = p.textValue(p.middle(t), false, t.pos)
			values = append(values, c)
			p.next()
			continue
		case tLBrace:
			values = append(values, p.field(letter, true)...)
			continue
		}
		values = p.fold(withoutEmpty(values))
		return &JoinedStr{Span: p.span(colon.pos), Values: values}
	}
}

// explainField reports a field without a value. The cursor is behind the "{".
func (p *parser) explainField(letter byte) {
	switch p.tok.kind {
	case tEqual, tExclamation, tColon, tRBrace:
		p.throwHere(fmt.Sprintf("%c-string: valid expression required before '%s'", letter, p.text(p.tok)))
	}
	if p.explain && !p.look(func(p *parser) { p.yieldOrExpressions() }) {
		p.throwHere(fmt.Sprintf("%c-string: expecting a valid expression after '{'", letter))
	}
}

// explainFieldEnd reports what cannot follow the value of a field.
func (p *parser) explainFieldEnd(letter byte, debug bool) {
	switch p.tok.kind {
	case tExclamation, tColon, tRBrace:
		return
	}
	if debug {
		p.throwHere(fmt.Sprintf("%c-string: expecting '!', or ':', or '}'", letter))
	}
	p.throwHere(fmt.Sprintf("%c-string: expecting '=', or '!', or ':', or '}'", letter))
}

func (p *parser) explainConversion(letter byte) {
	if p.tok.kind == tColon || p.tok.kind == tRBrace {
		p.throwHere(fmt.Sprintf("%c-string: missing conversion character", letter))
	}
	p.throwHere(fmt.Sprintf("%c-string: invalid conversion character", letter))
}

func (p *parser) explainFieldClose(letter byte, spec bool) {
	if spec {
		p.throwHere(fmt.Sprintf("%c-string: expecting '}', or format specs", letter))
	}
	p.throwHere(fmt.Sprintf("%c-string: expecting ':' or '}'", letter))
}
