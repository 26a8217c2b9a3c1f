package compiled

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// maxDepth bounds how deep terms and bodies may nest.
const maxDepth = 1000

// Decode reads the wanted modules, by file. The error is ErrOther for what another
// version wrote, and tells of damage else.
func Decode(data string, wanted func(file string) bool) (map[string]*ast.Module, error) {
	rest, ok := strings.CutPrefix(data, header())
	if !ok {
		return nil, ErrOther
	}
	d := &decoder{in: rest}
	d.texts = make([]text, d.length())
	for i := range d.texts {
		d.texts[i].s = d.bytes(d.length())
	}
	type entry struct {
		file string
		size int
	}
	directory := make([]entry, d.length())
	for i := range directory {
		directory[i] = entry{d.text().s, d.number()}
	}
	modules := make(map[string]*ast.Module, len(directory))
	for _, f := range directory {
		part := d.bytes(f.size)
		if d.failed || !wanted(f.file) {
			continue
		}
		m := &decoder{in: part, texts: d.texts, file: f.file}
		modules[f.file] = m.module()
		d.failed = d.failed || m.failed || m.in != ""
	}
	if d.failed || d.in != "" {
		return nil, errDamaged
	}
	return modules, nil
}

// text is an entry of the table, and the terms that are made of it: equal texts share one.
type text struct {
	s                     string
	variable, str, number *ast.Term
}

// decoder reads one part of the data. After the first damage it reads zeros.
type decoder struct {
	in     string
	failed bool
	texts  []text
	file   string
	depth  int
}

func (d *decoder) fail() {
	d.failed, d.in = true, ""
}

func (d *decoder) bytes(n int) string {
	if n > len(d.in) {
		d.fail()
		return ""
	}
	s := d.in[:n]
	d.in = d.in[n:]
	return s
}

func (d *decoder) byte() byte {
	if d.in == "" {
		d.fail()
		return 0
	}
	b := d.in[0]
	d.in = d.in[1:]
	return b
}

func (d *decoder) number() int {
	var n uint64
	for shift := 0; shift < 63; shift += 7 {
		b := d.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return int(n)
		}
	}
	d.fail()
	return 0
}

// length is the length of a list, whose members take a byte at least.
func (d *decoder) length() int {
	n := d.number()
	if n > len(d.in) {
		d.fail()
		return 0
	}
	return n
}

func (d *decoder) text() *text {
	n := d.number()
	if n >= len(d.texts) {
		d.fail()
		return &text{}
	}
	return &d.texts[n]
}

func (d *decoder) line() *ast.Location {
	row, column := d.number(), d.number()
	if row == 0 {
		return nil
	}
	return &ast.Location{File: d.file, Row: row, Col: column}
}

func (d *decoder) module() *ast.Module {
	m := &ast.Module{Package: &ast.Package{Path: d.terms()}}
	m.Rules = make([]*ast.Rule, d.length())
	for i := range m.Rules {
		m.Rules[i] = d.rule(m)
	}
	return m
}

func (d *decoder) rule(m *ast.Module) *ast.Rule {
	flags := d.byte()
	r := &ast.Rule{Module: m, Default: flags&flagDefault != 0, Location: d.line()}
	r.Head = d.head(flags&flagAssign != 0)
	r.Body = d.body()
	if d.nested() && d.byte() == 1 {
		r.Else = d.rule(m)
	}
	d.depth--
	return r
}

// nested goes one level down; it is false where that is too deep.
func (d *decoder) nested() bool {
	if d.depth++; d.depth > maxDepth {
		d.fail()
	}
	return !d.failed
}

func (d *decoder) head(assign bool) *ast.Head {
	h := &ast.Head{Assign: assign, Location: d.line(), Name: ast.Var(d.text().s), Reference: d.terms()}
	if args := d.terms(); len(args) > 0 {
		h.Args = args
	}
	h.Key, h.Value = d.optionalTerm(), d.optionalTerm()
	return h
}

func (d *decoder) body() ast.Body {
	body := make(ast.Body, d.length())
	for i := range body {
		body[i] = d.expr()
	}
	return body
}

func (d *decoder) expr() *ast.Expr {
	flags := d.byte()
	x := &ast.Expr{Negated: flags&flagNegated != 0, Generated: flags&flagGenerated != 0, Location: d.line(), Index: d.number()}
	for range d.length() {
		x.With = append(x.With, &ast.With{Target: d.term(), Value: d.term()})
	}
	switch d.byte() {
	case tagTerms:
		x.Terms = d.terms()
	case tagTerm:
		x.Terms = d.term()
	case tagSome:
		x.Terms = &ast.SomeDecl{Symbols: d.terms()}
	case tagEvery:
		x.Terms = &ast.Every{Key: d.optionalTerm(), Value: d.term(), Domain: d.term(), Body: d.body()}
	default:
		d.fail()
	}
	return x
}

func (d *decoder) optionalTerm() *ast.Term {
	if d.byte() == 0 {
		return nil
	}
	return d.term()
}

func (d *decoder) terms() []*ast.Term {
	list := make([]*ast.Term, d.length())
	for i := range list {
		list[i] = d.term()
	}
	return list
}

var null, yes, no = ast.NullTerm(), ast.BooleanTerm(true), ast.BooleanTerm(false)

func (d *decoder) term() *ast.Term {
	switch tag := d.byte(); tag {
	case tagNull:
		return null
	case tagTrue:
		return yes
	case tagFalse:
		return no
	case tagNumber:
		t := d.text()
		return shared(&t.number, func() ast.Value { return ast.Number(t.s) })
	case tagString:
		t := d.text()
		return shared(&t.str, func() ast.Value { return ast.String(t.s) })
	case tagVar:
		t := d.text()
		return shared(&t.variable, func() ast.Value { return ast.Var(t.s) })
	default:
		return d.composite(tag)
	}
}

// shared makes a term once.
func shared(term **ast.Term, value func() ast.Value) *ast.Term {
	if *term == nil {
		*term = ast.NewTerm(value())
	}
	return *term
}

func (d *decoder) composite(tag byte) *ast.Term {
	defer func() { d.depth-- }()
	if !d.nested() {
		return null
	}
	switch tag {
	case tagRef:
		return ast.NewTerm(ast.Ref(d.terms()))
	case tagCall:
		return ast.NewTerm(ast.Call(d.terms()))
	case tagArray:
		return ast.ArrayTerm(d.terms()...)
	case tagSet:
		return ast.SetTerm(d.terms()...)
	case tagObject:
		return d.object()
	case tagArrayComprehension:
		return ast.ArrayComprehensionTerm(d.term(), d.body())
	case tagSetComprehension:
		return ast.SetComprehensionTerm(d.term(), d.body())
	case tagObjectComprehension:
		return ast.ObjectComprehensionTerm(d.term(), d.term(), d.body())
	}
	d.fail()
	return null
}

func (d *decoder) object() *ast.Term {
	pairs := make([][2]*ast.Term, d.length())
	for i := range pairs {
		pairs[i] = [2]*ast.Term{d.term(), d.term()}
	}
	return ast.ObjectTerm(pairs...)
}
