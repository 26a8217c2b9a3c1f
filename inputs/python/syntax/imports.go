package syntax

import "strings"

// This file reads import statements.

func (p *parser) importStmt() Stmt {
	pos := p.tok.pos
	p.next()
	if p.tok.kind == tNewline {
		p.throwHere("Expected one or more names after 'import'")
	}
	s := &Import{}
	for {
		at := p.tok.pos
		a := &Alias{Name: p.dottedName()}
		p.as(a, at)
		s.Names = append(s.Names, a)
		if !p.accept(tComma) {
			break
		}
	}
	if p.tok.kind == kFrom {
		p.explainImport(pos)
	}
	s.Span = p.span(pos)
	return s
}

// as reads "as name", if it is there, and ends the alias.
func (p *parser) as(a *Alias, pos int32) {
	if p.accept(kAs) {
		a.AsName = p.name()
	}
	a.Span = p.span(pos)
}

func (p *parser) dottedName() string {
	name := p.name()
	if p.tok.kind != tDot {
		return name
	}
	var b strings.Builder
	b.WriteString(name)
	for p.accept(tDot) {
		b.WriteByte('.')
		b.WriteString(p.name())
	}
	return b.String()
}

func (p *parser) importFrom() Stmt {
	pos := p.tok.pos
	p.next()
	s := &ImportFrom{}
	for {
		if p.accept(tDot) {
			s.Level++
		} else if p.accept(tEllipsis) {
			s.Level += 3
		} else {
			break
		}
	}
	if s.Level == 0 || p.tok.kind != kImport {
		s.Module = p.dottedName()
	}
	p.expect(kImport)
	s.Names = p.importedNames()
	s.Span = p.span(pos)
	return s
}

func (p *parser) importedNames() []*Alias {
	pos := p.tok.pos
	switch {
	case p.accept(tStar):
		return []*Alias{{Span: p.span(pos), Name: "*"}}
	case p.tok.kind == tNewline:
		p.throwHere("Expected one or more names after 'import'")
	case p.accept(tLPar):
		names := p.importList(tRPar)
		p.expect(tRPar)
		return names
	}
	return p.importList(tNewline)
}

func (p *parser) importList(closing kind) []*Alias {
	var names []*Alias
	for {
		pos := p.tok.pos
		a := &Alias{Name: p.name()}
		p.as(a, pos)
		names = append(names, a)
		if !p.accept(tComma) {
			return names
		}
		if p.tok.kind != closing {
			continue
		}
		if closing == tNewline {
			p.throwHere("trailing comma not allowed without surrounding parentheses")
		}
		return names
	}
}
