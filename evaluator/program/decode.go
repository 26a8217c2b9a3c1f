package program

import (
	"encoding/binary"
	"encoding/json"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Load reads what Encode wrote. The text is kept: functions are read from it later.
func Load(encoded string) (*Program, error) {
	rest, ours := strings.CutPrefix(encoded, header())
	if !ours {
		return nil, ErrOther
	}
	r := reader{rest: rest}
	p := &Program{regexps: newRegexps()}
	p.constants = constants(r.texts(), r.texts())
	for _, name := range r.texts() {
		builtin := topdown.GetBuiltin(name)
		if builtin == nil {
			return nil, ErrOther
		}
		p.builtins = append(p.builtins, builtin)
	}
	p.files = r.texts()
	p.results = r.number()
	p.functions = make([]function, r.length())
	lengths := make([]int, len(p.functions))
	for i := range p.functions {
		p.functions[i].file = int32(r.index(len(p.files)))
		lengths[i] = r.length()
	}
	n := r.length()
	p.rules = make(map[string]int32, n)
	for range n {
		path := r.text()
		p.rules[path] = int32(r.index(len(p.functions)))
	}
	for i, length := range lengths {
		p.functions[i].encoded = r.take(length)
	}
	if r.damaged || r.rest != "" {
		return nil, errDamaged
	}
	return p, nil
}

// constants makes the terms of all constants, each kind in one piece.
func constants(texts, numbers []string) []*ast.Term {
	all := make([]*ast.Term, FirstText, FirstText+len(texts)+len(numbers))
	all[Null], all[False], all[True] = ast.InternedNullTerm, ast.InternedTerm(false), ast.InternedTerm(true)
	for _, text := range texts {
		all = append(all, ast.InternedTerm(text))
	}
	for _, number := range numbers {
		all = append(all, ast.NumberTerm(json.Number(number)))
	}
	return all
}

// code returns the body of a function.
func (p *Program) code(f int32) (*Code, error) {
	function := &p.functions[f]
	if code := function.code.Load(); code != nil {
		return code, nil
	}
	r := reader{rest: function.encoded}
	code := r.code()
	if r.damaged || r.rest != "" {
		return nil, errDamaged
	}
	function.code.Store(code)
	return code, nil
}

// reader reads numbers and texts; what is damaged reads as nothing.
type reader struct {
	rest    string
	damaged bool
}

func (r *reader) number() int {
	// A number of one byte, which most are, is read without a detour.
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		b := int(r.rest[0])
		r.rest = r.rest[1:]
		return b>>1 ^ -(b & 1)
	}
	n, length := binary.Varint([]byte(r.rest[:min(len(r.rest), binary.MaxVarintLen32)]))
	if length <= 0 {
		r.damaged, r.rest = true, ""
		return 0
	}
	r.rest = r.rest[length:]
	return int(n)
}

// length is a number of things of which each takes at least a byte.
func (r *reader) length() int { return r.index(len(r.rest) + 1) }

// index is a number below a bound.
func (r *reader) index(bound int) int {
	n := r.number()
	if n < 0 || n >= bound {
		r.damaged, r.rest = true, ""
		return 0
	}
	return n
}

func (r *reader) take(length int) string {
	if length > len(r.rest) {
		r.damaged, r.rest = true, ""
		return ""
	}
	taken := r.rest[:length]
	r.rest = r.rest[length:]
	return taken
}

func (r *reader) text() string { return r.take(r.length()) }

func (r *reader) texts() []string {
	list := make([]string, r.length())
	for i := range list {
		list[i] = r.text()
	}
	return list
}

func (r *reader) code() *Code {
	c := &Code{Registers: r.number(), Loops: r.number()}
	c.Operands = make([]Operand, r.length())
	for i := range c.Operands {
		c.Operands[i] = int32(r.number())
	}
	c.Instructions = make([]Instruction, r.length())
	for i := range c.Instructions {
		c.Instructions[i] = r.instruction()
	}
	return c
}

func (r *reader) instruction() Instruction {
	var i Instruction
	if r.rest == "" || Op(r.rest[0]) >= ops {
		r.damaged, r.rest = true, ""
		return i
	}
	i.Op = Op(r.rest[0])
	r.rest = r.rest[1:]
	has := fieldsOf[i.Op]
	if has&fieldA != 0 {
		i.A = int32(r.number())
	}
	if has&fieldB != 0 {
		i.B = int32(r.number())
	}
	if has&fieldC != 0 {
		i.C = int32(r.number())
	}
	if has&fieldTo != 0 {
		i.To = int32(r.number())
	}
	return i
}
