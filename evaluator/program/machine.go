package program

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/metrics"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Machine runs a program on one input. It keeps what functions return that depend
// on the input alone, so rules that ask the same thing share the answer. It
// belongs to one goroutine.
type Machine struct {
	*Program
	input, data *ast.Term
	cancel      topdown.Cancel
	builtin     topdown.BuiltinContext
	output      *ast.Term              // of the builtin that is called
	yield       func(*ast.Term) error  // takes it
	results     []result               // of calls that are made once
	answers     map[question]*ast.Term // of functions with loops, to a text
	registers   stack[*ast.Term]
	loops       stack[loop]
	arguments   stack[*ast.Term]
}

// question is a call of a function with one text.
type question struct {
	function int32
	text     ast.String
}

type result struct {
	known bool
	term  *ast.Term
}

// NewMachine returns a machine for an input; data is what rules see beside the
// program. Cancelling ends a run with an error.
func (p *Program) NewMachine(ctx context.Context, input, data *ast.Term, cancel topdown.Cancel) *Machine {
	m := &Machine{Program: p, input: input, data: data, cancel: cancel, results: make([]result, p.results), answers: map[question]*ast.Term{}}
	m.builtin = topdown.BuiltinContext{Context: ctx, Cancel: cancel, Metrics: metrics.NoOp(), InterQueryBuiltinValueCache: p.regexps}
	m.yield = func(t *ast.Term) error {
		m.output = t
		return nil
	}
	return m
}

// Eval returns what a rule of the program holds; nil where it is not defined. An
// error is a *topdown.Error, with the place of the step that failed.
func (m *Machine) Eval(rule Rule) (ast.Value, error) {
	switch {
	case rule == 0:
		return nil, nil
	case rule < 0 || int(rule) > len(m.functions):
		return nil, errDamaged
	}
	term, err := m.call(int32(rule)-1, nil)
	if err != nil || term == nil {
		return nil, err
	}
	if err := settle(term); err != nil {
		return nil, err
	}
	return term.Value, nil
}

// call runs a function. What one with loops says of a text is kept: many rules ask
// for the members of the same setting.
func (m *Machine) call(f int32, arguments []*ast.Term) (*ast.Term, error) {
	if m.cancel.Cancelled() {
		return nil, &topdown.Error{Code: topdown.CancelErr}
	}
	code, err := m.code(f)
	if err != nil {
		return nil, err
	}
	if code.Loops == 0 || len(arguments) != 1 {
		return m.execute(f, code, arguments)
	}
	text, isText := arguments[0].Value.(ast.String)
	if !isText {
		return m.execute(f, code, arguments)
	}
	question := question{f, text}
	known, asked := m.answers[question]
	if !asked {
		if known, err = m.execute(f, code, arguments); err == nil {
			m.answers[question] = known
		}
	}
	return known, err
}

func (m *Machine) execute(f int32, code *Code, arguments []*ast.Term) (*ast.Term, error) {
	registers, free := m.registers.take(code.Registers)
	loops, freeLoops := m.loops.take(code.Loops)
	registers[Input], registers[Data] = m.input, m.data
	copy(registers[FirstArgument:], arguments)
	frame := frame{Machine: m, Code: code, function: f, registers: registers, loops: loops}
	term, err := frame.run()
	clear(registers)
	m.registers.rest, m.loops.rest = free, freeLoops
	return term, err
}

// stack hands out pieces of memory that are given back in reverse order.
type stack[T any] struct{ rest []T }

// take returns n elements, and what to set rest to when they are done with.
func (s *stack[T]) take(n int) (taken, before []T) {
	const atOnce = 256
	if n > len(s.rest) {
		s.rest = make([]T, max(n, atOnce))
	}
	before = s.rest
	taken, s.rest = s.rest[:n:n], s.rest[n:]
	return taken, before
}

// loop goes over the members of an array, an object or a set.
type loop struct {
	array *ast.Array
	pairs []*ast.Term // of an object: key, value, ...
	set   []*ast.Term
	next  int
}

func (l *loop) begin(over *ast.Term) error {
	l.array, l.pairs, l.set, l.next = nil, l.pairs[:0], nil, 0
	if over == nil {
		return nil
	}
	switch v := over.Value.(type) {
	case *lazy:
		for _, key := range v.Keys() {
			member, err := v.Member(string(key.Value.(ast.String)))
			if err != nil {
				return err
			}
			l.pairs = append(l.pairs, key, member)
		}
	case *ast.Array:
		l.array = v
	case ast.Set:
		l.set = v.Slice()
	case ast.Object:
		v.Foreach(func(key, value *ast.Term) { l.pairs = append(l.pairs, key, value) })
	}
	return nil
}

// step returns the next key and value; nil at the end.
func (l *loop) step() (key, value *ast.Term) {
	i := l.next
	l.next++
	switch {
	case l.array != nil && i < l.array.Len():
		return ast.InternedTerm(i), l.array.Elem(i)
	case i < len(l.set):
		return l.set[i], l.set[i]
	case 2*i < len(l.pairs):
		return l.pairs[2*i], l.pairs[2*i+1]
	}
	return nil, nil
}

// failure is an error at a line of a function.
func (m *Machine) failure(code string, f, line int32) error {
	return &topdown.Error{Code: code, Location: &ast.Location{File: m.files[m.functions[f].file], Row: int(line)}}
}
