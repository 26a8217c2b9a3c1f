package terraform

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Configuration in JSON (*.tf.json) says the same as HCL: what are blocks is known
// by where they stand, and a string is a template. Only the provider knows whether a
// member of a resource is a nested block, so there it is an argument.

// jsonNode is a value in a file of JSON, before it is known what it stands for.
type jsonNode struct {
	kind    byte // one of { [ " and 0 for a number or a word
	text    string
	value   cty.Value // of a number or a word
	members []jsonMember
	at      hcl.Range
}

// jsonMember is a member of an object, or of an array, where it has no name.
type jsonMember struct {
	name *jsonNode
	*jsonNode
}

// parseJSON reads and parses a file of configuration in JSON; nil, and a
// diagnostic, where that fails.
func (s *sources) parseJSON(name string) *hclsyntax.Body {
	text, err := s.read(name)
	if err != nil {
		s.note("error", codeUnread, document.Location{File: name}, err.Error())
		return nil
	}
	r := &jsonTree{scanner: scanner{src: string(text)}, src: s, file: name}
	root := r.node(0)
	if r.blanks(); root == nil || root.kind != '{' || r.pos != len(r.scanner.src) {
		s.note("error", codeSyntax, s.atByte(name, r.pos), "Terraform cannot read this: it is no JSON object")
		return nil
	}
	return r.body(root)
}

type jsonTree struct {
	scanner
	src  *sources
	file string
}

func (r *jsonTree) span(from, to int) hcl.Range {
	return hcl.Range{Filename: r.file, Start: r.position(from), End: r.position(to)}
}

func (r *jsonTree) position(offset int) hcl.Pos {
	at := r.src.atByte(r.file, offset)
	return hcl.Pos{Line: at.Line, Column: at.Column, Byte: offset}
}

// node reads a value; nil where there is none.
func (r *jsonTree) node(depth int) *jsonNode {
	r.blanks()
	from := r.pos
	n := &jsonNode{}
	ok := depth <= maxJSON
	switch {
	case !ok:
	case r.take('{'):
		n.kind = '{'
		ok = r.membersUntil('}', n, depth)
	case r.take('['):
		n.kind = '['
		ok = r.membersUntil(']', n, depth)
	default:
		if n.text, ok = r.string(); ok {
			n.kind = '"'
		} else {
			n.value, ok = r.word()
		}
	}
	if !ok {
		return nil
	}
	n.at = r.span(from, r.pos)
	return n
}

func (r *jsonTree) membersUntil(end byte, n *jsonNode, depth int) bool {
	if r.take(end) {
		return true
	}
	for {
		var m jsonMember
		if end == '}' {
			if m.name = r.node(depth + 1); m.name == nil || m.name.kind != '"' || !r.take(':') {
				return false
			}
		}
		if m.jsonNode = r.node(depth + 1); m.jsonNode == nil {
			return false
		}
		n.members = append(n.members, m)
		if r.take(end) {
			return true
		}
		if !r.take(',') {
			return false
		}
	}
}

// labels says how many labels each kind of block has that is read.
var labels = map[string]int{"resource": 2, "data": 2, "variable": 1, "output": 1, "module": 1, "provider": 1, "locals": 0}

// body is a file as HCL would have it.
func (r *jsonTree) body(root *jsonNode) *hclsyntax.Body {
	body := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: root.at}
	for _, m := range root.members {
		if count, known := labels[m.name.text]; known {
			r.blocks(body, m.name.text, count, m.name.at, nil, m.jsonNode)
		}
	}
	return body
}

// blocks adds the blocks that a value stands for; arrays may stand for several.
func (r *jsonTree) blocks(body *hclsyntax.Body, kind string, count int, at hcl.Range, names []string, n *jsonNode) {
	switch {
	case n.kind == '[':
		for _, m := range n.members {
			r.blocks(body, kind, count, at, names, m.jsonNode)
		}
	case n.kind != '{':
	case len(names) < count:
		for _, m := range n.members {
			r.blocks(body, kind, count, m.name.at, append(slices.Clone(names), m.name.text), m.jsonNode)
		}
	default:
		body.Blocks = append(body.Blocks, &hclsyntax.Block{Type: kind, Labels: names, TypeRange: at, Body: r.arguments(kind, n)})
	}
}

// arguments are the members of a block.
func (r *jsonTree) arguments(kind string, n *jsonNode) *hclsyntax.Body {
	body := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: n.at}
	for _, m := range n.members {
		name := m.name.text
		switch {
		case name == "//" || slices.Contains(metaBlocks, name):
		case name == "dynamic" && (kind == "resource" || kind == "data" || kind == "content"):
			r.blocks(body, name, 1, m.name.at, nil, m.jsonNode)
		case kind == "dynamic" && name == "content":
			r.blocks(body, name, 0, m.name.at, nil, m.jsonNode)
		default:
			body.Attributes[name] = &hclsyntax.Attribute{Name: name, Expr: r.expression(m.jsonNode, modeOf(kind, name)), SrcRange: m.at, NameRange: m.name.at}
		}
	}
	return body
}

// mode says what a string stands for.
type mode int

const (
	template   mode = iota
	verbatim        // itself
	expression      // the type of a variable, the iterator of a dynamic block
)

func modeOf(kind, name string) mode {
	switch {
	case kind == "variable" && name == "type", kind == "dynamic" && name == "iterator":
		return expression
	case kind == "variable":
		return verbatim
	}
	return template
}

// expression is a value as HCL would have it.
func (r *jsonTree) expression(n *jsonNode, m mode) hclsyntax.Expression {
	switch n.kind {
	case '{':
		out := &hclsyntax.ObjectConsExpr{SrcRange: n.at, OpenRange: n.at}
		for _, member := range n.members {
			key := &hclsyntax.ObjectConsKeyExpr{Wrapped: r.text(member.name, m)}
			out.Items = append(out.Items, hclsyntax.ObjectConsItem{KeyExpr: key, ValueExpr: r.expression(member.jsonNode, m)})
		}
		return out
	case '[':
		out := &hclsyntax.TupleConsExpr{SrcRange: n.at, OpenRange: n.at}
		for _, member := range n.members {
			out.Exprs = append(out.Exprs, r.expression(member.jsonNode, m))
		}
		return out
	case '"':
		return r.text(n, m)
	}
	return &hclsyntax.LiteralValueExpr{Val: n.value, SrcRange: n.at}
}

// text parses a string. What cannot be parsed is unknown, and a diagnostic.
func (r *jsonTree) text(n *jsonNode, m mode) hclsyntax.Expression {
	if m == verbatim || m == template && !strings.ContainsAny(n.text, "$%[{") {
		return &hclsyntax.LiteralValueExpr{Val: cty.StringVal(n.text), SrcRange: n.at}
	}
	if !isReadable([]byte(n.text)) {
		return &hclsyntax.LiteralValueExpr{Val: unknown("it holds more than is read"), SrcRange: n.at}
	}
	start := n.at.Start
	start.Byte++
	start.Column++
	lex, parse := hclsyntax.LexTemplate, hclsyntax.ParseTemplate
	if m == expression {
		lex, parse = hclsyntax.LexExpression, hclsyntax.ParseExpression
	}
	if _, deep := tooDeep(lex, []byte(n.text), r.file); !deep {
		expr, diags := parse([]byte(n.text), r.file, start)
		if !diags.HasErrors() && m == expression {
			return expr
		}
		if !diags.HasErrors() {
			return &hclsyntax.ParenthesesExpr{Expression: expr, SrcRange: n.at}
		}
	}
	r.src.note("error", codeSyntax, r.src.at(n.at), "Terraform cannot read this: the syntax is wrong here")
	return &hclsyntax.LiteralValueExpr{Val: unknown("it cannot be read"), SrcRange: n.at}
}
