package terraform

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// text is a text of which each part is known to come from a place: a file, or a
// template with the values put into it. It is read as JSON, of which every
// member then has a place.
type text struct {
	s      *scope
	origin origin
	b      strings.Builder
	parts  []part
	quoted quoting
}

// part is a piece of a text.
type part struct {
	from, to int
	file     string
	start    int  // the byte in the file where the piece begins
	aligned  bool // the file has the same bytes as the text from there on
	inserted bool // the value of an expression
	known    bool
	marks    cty.ValueMarks
}

// file makes the text that of a file.
func (t *text) file(name string, src []byte) {
	t.append(string(src), part{file: name, aligned: true, known: true})
}

func (t *text) append(s string, p part) {
	p.from = t.b.Len()
	t.b.WriteString(s)
	p.to = t.b.Len()
	t.parts = append(t.parts, p)
	t.quoted.read(s)
}

// template makes the text that of a template, or of any expression that gives text.
func (t *text) template(ctx *hcl.EvalContext, expr hclsyntax.Expression) {
	if e, ok := bare(expr).(*hclsyntax.TemplateExpr); ok {
		for _, p := range e.Parts {
			t.part(ctx, p)
		}
		return
	}
	t.part(ctx, expr)
}

func (t *text) part(ctx *hcl.EvalContext, expr hclsyntax.Expression) {
	r := expr.Range()
	p := part{file: r.Filename, start: r.Start.Byte}
	v := t.s.valueIn(ctx, expr)
	v, p.marks = v.UnmarkDeep()
	str, err := convert.Convert(v, cty.String)
	if err != nil || !str.IsKnown() || str.IsNull() {
		p.inserted = true
		t.append(t.quoted.standIn(), p)
		return
	}
	p.known = true
	if _, literal := bare(expr).(*hclsyntax.LiteralValueExpr); literal {
		p.start, p.aligned = t.align(r, str.AsString())
	} else {
		p.inserted = true
	}
	t.append(str.AsString(), p)
}

// align finds where in the source the bytes of a literal begin: an indented
// heredoc drops the blanks before it. It is false where escapes stand between.
func (t *text) align(r hcl.Range, literal string) (start int, ok bool) {
	src := t.s.src.text[r.Filename]
	if r.End.Byte > len(src) || r.Start.Byte > r.End.Byte {
		return r.Start.Byte, false
	}
	if strings.HasSuffix(string(src[r.Start.Byte:r.End.Byte]), literal) {
		return r.End.Byte - len(literal), true
	}
	return r.Start.Byte, false
}

// at is the place of a byte of the text.
func (t *text) at(offset int) document.Location {
	for _, p := range t.parts {
		if offset >= p.from && offset < p.to {
			if p.aligned {
				return t.s.src.atByte(p.file, p.start+offset-p.from)
			}
			return t.s.src.atByte(p.file, p.start)
		}
	}
	return document.Location{}
}

// within tells what the bytes from..to are made of: whether all are known, the
// marks of the values in them, and whether they are one such value and nothing else.
func (t *text) within(from, to int) (known bool, marks []cty.ValueMarks, whole bool) {
	known = true
	for _, p := range t.parts {
		empty := p.from == p.to && from <= p.from && p.to <= to
		if p.inserted && (empty || p.from < to && from < p.to) {
			marks = append(marks, p.marks)
			known = known && p.known
			whole = whole || p.from == from && p.to == to
		}
	}
	return known, marks, whole
}

// quoting follows whether the end of a text is inside a JSON string.
type quoting struct{ inside, escaped bool }

func (q *quoting) read(s string) {
	for i := 0; i < len(s); i++ {
		switch {
		case q.escaped:
			q.escaped = false
		case s[i] == '\\':
			q.escaped = q.inside
		case s[i] == '"':
			q.inside = !q.inside
		}
	}
}

// standIn is valid JSON in the place of what is not known.
func (q *quoting) standIn() string {
	if q.inside {
		return "?"
	}
	return "null"
}

// bare takes nodes and parentheses off an expression.
func bare(expr hclsyntax.Expression) hclsyntax.Expression {
	for {
		switch e := expr.(type) {
		case *node:
			if e.opaque != "" {
				return e
			}
			expr = e.Expression
		case *hclsyntax.ParenthesesExpr:
			expr = e.Expression
		default:
			return expr
		}
	}
}
