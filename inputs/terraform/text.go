package terraform

import (
	"slices"
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
	b      strings.Builder // as JSON, with stand-ins for what is not known
	plain  strings.Builder // as it is, as far as it is known
	open   bool            // some part is not known
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
	means    cty.Value // what the piece says, where it remembers; else NilVal
}

// file makes the text that of a file.
func (t *text) file(name string, src []byte) {
	t.append(string(src), part{file: name, aligned: true, known: true})
}

func (t *text) append(s string, p part) {
	t.plain.WriteString(s)
	t.stand(s, p)
}

// stand puts a part into the text of which s is only the shape.
func (t *text) stand(s string, p part) {
	p.from = t.b.Len()
	t.b.WriteString(s)
	p.to = t.b.Len()
	t.parts = append(t.parts, p)
	t.quoted.read(s)
	t.open = t.open || !p.known
}

// beginsJSON tells whether a template is an object or array of JSON by its first character.
func beginsJSON(e *hclsyntax.TemplateExpr) bool {
	for _, p := range e.Parts {
		l, ok := bare(p).(*hclsyntax.LiteralValueExpr)
		if !ok || l.Val.Type() != cty.String || !l.Val.IsKnown() || l.Val.IsNull() {
			return false
		}
		if s := strings.TrimSpace(l.Val.AsString()); s != "" {
			return isJSON(s)
		}
	}
	return false
}

// full marks the text of a template that has text of its own.
func full(v cty.Value, e *hclsyntax.TemplateExpr) cty.Value {
	if v.IsKnown() || !slices.ContainsFunc(e.Parts, func(p hclsyntax.Expression) bool {
		l, ok := bare(p).(*hclsyntax.LiteralValueExpr)
		return ok && l.Val.Type() == cty.String && l.Val.IsKnown() && !l.Val.IsNull() && l.Val.AsString() != ""
	}) {
		return v
	}
	return v.Mark(filled{})
}

func isJSON(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[")
}

// template evaluates a template; one of JSON remembers what it is made of.
func (s *scope) template(ctx *hcl.EvalContext, e *hclsyntax.TemplateExpr, o origin) (cty.Value, hcl.Diagnostics) {
	if !beginsJSON(e) {
		v, diags := e.Value(ctx)
		return full(withoutIdentity(v), e), diags
	}
	t := &text{s: s, origin: o}
	if diags := t.template(ctx, e); diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	return t.value(), nil
}

// value is the text as the value of an expression.
func (t *text) value() cty.Value {
	v := cty.UnknownVal(cty.String).RefineNotNull()
	if !t.open {
		v = cty.StringVal(t.plain.String())
	}
	for _, p := range t.parts {
		v = withoutIdentity(v.WithMarks(p.marks))
	}
	return v.Mark(&encoded{t.meaning()})
}

// template adds a template, or any expression that gives text.
func (t *text) template(ctx *hcl.EvalContext, expr hclsyntax.Expression) hcl.Diagnostics {
	switch e := bare(expr).(type) {
	case *hclsyntax.TemplateExpr:
		for _, p := range e.Parts {
			if diags := t.template(ctx, p); diags.HasErrors() {
				return diags
			}
		}
		return nil
	case *hclsyntax.TemplateJoinExpr:
		if loop, ok := bare(e.Tuple).(*hclsyntax.ForExpr); ok && loop.CondExpr == nil {
			return t.loop(ctx, loop, expr)
		}
	case *hclsyntax.ConditionalExpr:
		if branch := t.s.taken(ctx, e); branch != nil {
			return t.template(ctx, branch)
		}
	}
	return t.part(ctx, expr)
}

// loop adds what %{ for } writes for each member, so that one that is not known
// makes no other so.
func (t *text) loop(ctx *hcl.EvalContext, e *hclsyntax.ForExpr, whole hclsyntax.Expression) hcl.Diagnostics {
	collection, diags := e.CollExpr.Value(ctx)
	collection, marks := collection.Unmark()
	if diags.HasErrors() || !collection.IsKnown() || collection.IsNull() || !collection.CanIterateElements() {
		return t.part(ctx, whole)
	}
	for it := collection.ElementIterator(); it.Next(); {
		k, v := it.Element()
		if collection.Type().IsSetType() {
			k = v
		}
		member := ctx.NewChild()
		member.Variables = map[string]cty.Value{e.ValVar: v.WithMarks(marks)}
		if e.KeyVar != "" {
			member.Variables[e.KeyVar] = k.WithMarks(marks)
		}
		if diags := t.template(member, e.ValExpr); diags.HasErrors() {
			return diags
		}
	}
	return nil
}

// taken is the side of a conditional that gives its value; nil where that is not known.
func (s *scope) taken(ctx *hcl.EvalContext, e *hclsyntax.ConditionalExpr) hclsyntax.Expression {
	condition, diags := e.Condition.Value(ctx)
	decided, err := convert.Convert(unmarked(condition), cty.Bool)
	switch {
	case diags.HasErrors() || err != nil || !decided.IsKnown() || decided.IsNull():
		return nil
	case decided.True():
		return e.TrueResult
	}
	return e.FalseResult
}

func (t *text) part(ctx *hcl.EvalContext, expr hclsyntax.Expression) hcl.Diagnostics {
	v, diags := expr.Value(ctx)
	switch {
	case diags.HasErrors() && t.s.trying > 0:
		return diags
	case diags.HasErrors():
		v = unknown("it cannot be evaluated")
	}
	r := expr.Range()
	p := part{file: r.Filename, start: r.Start.Byte}
	if meaning, ok := meaningOf(v); ok && !t.quoted.inside {
		p.means = meaning
	}
	v, p.marks = v.UnmarkDeep()
	str, err := convert.Convert(v, cty.String)
	if err != nil || str.IsKnown() && str.IsNull() {
		return hcl.Diagnostics{{Severity: hcl.DiagError}}
	}
	p.known = str.IsKnown()
	_, isLiteral := bare(expr).(*hclsyntax.LiteralValueExpr)
	switch {
	case isLiteral && p.known:
		p.start, p.aligned = t.align(r, str.AsString())
		t.append(str.AsString(), p)
		return nil
	case p.known:
		t.plain.WriteString(str.AsString())
	}
	p.inserted = true
	if !p.known || p.means != cty.NilVal {
		t.stand(t.quoted.standIn(), p)
	} else {
		t.stand(str.AsString(), p)
	}
	return nil
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
// marks of the values in them, and the one such value that they are, if so.
func (t *text) within(from, to int) (known bool, marks []cty.ValueMarks, whole *part) {
	known = true
	for i, p := range t.parts {
		empty := p.from == p.to && from <= p.from && p.to <= to
		if p.inserted && (empty || p.from < to && from < p.to) {
			marks = append(marks, p.marks)
			known = known && p.known
			if p.from == from && p.to == to {
				whole = &t.parts[i]
			}
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
