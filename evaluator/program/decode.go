package program

import (
	"encoding/json"
	"strings"
	"sync/atomic"

	"github.com/djgate/djgate/evaluator/packed"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Load reads what Encode wrote. The text is kept: functions run from it.
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
	p.functions = packed.Words(r.Take(r.Length() * functionWords * packed.WordSize))
	p.bodies = packed.Words(r.Text())
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

// code is a function as it lies in the program.
type code struct {
	file, registers, loops int
	operands, body         packed.Words
	length                 int32 // of the body, in instructions
}

func (p *Program) code(f int32) code {
	function := p.functions.From(functionWords * int(f))
	begin := int(uint16(function.At(3))) | int(function.At(4))<<16
	body := p.bodies.From(begin)
	operands := body.From(2)
	return code{
		file: int(function.At(0)), registers: int(function.At(1)), loops: int(function.At(2)),
		operands: operands, body: operands.From(int(body.At(0))), length: body.At(1),
	}
}

func (c *code) instruction(at int32) Instruction {
	w := c.body.From(instructionWords * int(at))
	return Instruction{Op: Op(w.At(0)), A: w.At(1), B: w.At(2), C: w.At(3), To: w.At(4)}
}
