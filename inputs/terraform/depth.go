package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// HCL's parser and its expressions recurse, and a stack that overflows cannot be
// recovered from. The scanner does not recurse: so the tokens are measured first.
//
// Every level of a tree costs at least one token that is no name, number or
// text: a bracket, or an operator since the last comma, assignment or end of
// line. The sum of those that are open bounds the depth of the tree.

const (
	maxBrackets = 200
	maxOpen     = 2000

	// Punctuation, of which the scanner makes a hundred times as much memory.
	maxPunctuation    = 100_000 // in one file
	maxAllPunctuation = 500_000
)

// readable is how much of a text may be handed to the scanner, all of it, or what
// comes before it gets too much; and how much punctuation there is.
func readable(text []byte, most int) (size, marks int) {
	open := 0
	for i, b := range text {
		switch b {
		case '(', '[', '{':
			open++
		case ')', ']', '}':
			open = max(open-1, 0)
		case ',', '=', '+', '-', '*', '/', '!', '<', '>', '?', ':', '|', '&', '%', '.', '"', '\n', '$':
		default:
			continue
		}
		if marks++; marks > most || open > maxOpen {
			return i, marks
		}
	}
	return len(text), marks
}

// isReadable tells whether all of a text may be handed to the scanner.
func isReadable(text []byte) bool {
	size, _ := readable(text, maxPunctuation)
	return size == len(text)
}

// shallow tells that nothing in a text can be too deep, whatever its tokens are: it
// has too few bytes that open a bracket or could be part of an operator. Most files
// have, and need not be scanned twice.
func shallow(text []byte) bool {
	brackets, others := 0, 0
	for _, b := range text {
		switch {
		case b == '_' || b == ' ' || b == '\n' || '0' <= b && b <= '9' || 'a' <= b|0x20 && b|0x20 <= 'z':
			continue
		case b == '(' || b == '[' || b == '{' || b == '"' || b == '<':
			brackets++
		}
		others++
	}
	return brackets < maxBrackets && others <= maxOpen
}

type depth struct {
	levels []level
	sum    int
}

// level is an open bracket.
type level struct {
	open  int  // brackets and operators since the last separator
	lines bool // the end of a line separates, as in a block
}

// lexer makes tokens of a text, as hclsyntax.LexConfig does.
type lexer = func(src []byte, filename string, start hcl.Pos) (hclsyntax.Tokens, hcl.Diagnostics)

// tooDeep tells where the tokens of a text get too deep to be parsed.
func tooDeep(scan lexer, text []byte, name string) (hcl.Range, bool) {
	if shallow(text) {
		return hcl.Range{}, false
	}
	tokens, _ := scan(text, name, hcl.InitialPos)
	return deepToken(tokens)
}

func deepToken(tokens hclsyntax.Tokens) (hcl.Range, bool) {
	d := depth{levels: []level{{lines: true}}}
	for _, t := range tokens {
		d.token(t.Type)
		if len(d.levels) > maxBrackets || d.sum > maxOpen {
			return t.Range, true
		}
	}
	return hcl.Range{}, false
}

func (d *depth) token(t hclsyntax.TokenType) {
	switch t {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote,
		hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
		d.count()
		d.levels = append(d.levels, level{lines: t == hclsyntax.TokenOBrace})
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
		hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd:
		d.reset()
		if len(d.levels) > 1 {
			d.levels = d.levels[:len(d.levels)-1]
		}
	case hclsyntax.TokenComma, hclsyntax.TokenEqual, hclsyntax.TokenFatArrow:
		d.reset()
	case hclsyntax.TokenNewline:
		if d.levels[len(d.levels)-1].lines {
			d.reset()
		}
	case hclsyntax.TokenIdent, hclsyntax.TokenNumberLit, hclsyntax.TokenStringLit, hclsyntax.TokenQuotedLit,
		hclsyntax.TokenComment, hclsyntax.TokenEOF:
	default:
		d.count()
	}
}

func (d *depth) count() {
	d.levels[len(d.levels)-1].open++
	d.sum++
}

// reset drops what the innermost bracket has counted.
func (d *depth) reset() {
	last := &d.levels[len(d.levels)-1]
	d.sum -= last.open
	last.open = 0
}
