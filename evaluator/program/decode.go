package program

import (
	"encoding/json"
	"strings"
	"sync/atomic"

	"github.com/djgate/djgate/evaluator/packed"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Load reads what Encode wrote. The text is kept: functions are read from it later.
func Load(encoded string) (*Program, error) {
	rest, ours := strings.CutPrefix(encoded, header())
	if !ours {
		return nil, ErrOther
	}
	r := packed.NewReader(rest)
	p := &Program{regexps: newRegexps()}
	p.constants = constants(r.Texts(), r.Texts())
	for _, name := range r.Texts() {
		builtin := topdown.GetBuiltin(name)
		if builtin == nil {
			return nil, ErrOther
		}
		p.builtins = append(p.builtins, builtin)
	}
	p.files = r.Texts()
	p.results, p.shared = r.Length(), make([]atomic.Pointer[result], r.Length())
	p.functions = make([]function, r.Length())
	lengths := make([]int, len(p.functions))
	for i := range p.functions {
		p.functions[i].file = int32(r.Index(len(p.files)))
		lengths[i] = r.Number()
	}
	for i, length := range lengths {
		p.functions[i].encoded = r.Take(length)
	}
	if !r.Whole() {
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
	r := packed.NewReader(function.encoded)
	code := readCode(r)
	if !r.Whole() {
		return nil, errDamaged
	}
	function.code.Store(code)
	return code, nil
}

func readCode(r *packed.Reader) *Code {
	c := &Code{
		Registers: r.Number(), Loops: r.Number(),
		Operands:     packed.ReadList(r, func(r *packed.Reader) Operand { return int32(r.Number()) }),
		Instructions: make([]Instruction, r.Length()),
	}
	for i := range c.Instructions {
		c.Instructions[i].read(r)
	}
	return c
}

func (i *Instruction) read(r *packed.Reader) {
	if i.Op = Op(r.Byte()); i.Op >= ops {
		r.Fail()
		return
	}
	has := shapes[i.Op].has
	if has&fieldA != 0 {
		i.A = int32(r.Number())
	}
	if has&fieldB != 0 {
		i.B = int32(r.Number())
	}
	if has&fieldC != 0 {
		i.C = int32(r.Number())
	}
	if has&fieldTo != 0 {
		i.To = int32(r.Number())
	}
}
