package program

import (
	"context"

	"github.com/djgate/djgate/evaluator/packed"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/metrics"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Machine runs a program on one input. It keeps what functions return that depend
// on the input alone, so rules that ask the same thing share the answer. It
// belongs to one goroutine, and so do all that are made with it.
type Machine struct {
	*group
	number   int // in the group
	input    *ast.Term
	results  []*result            // of calls that are made once
	answers  map[question]*result // of functions with loops, to a text
	contents []content            // of the places of the notebook
	compared [][]likeness         // with each machine of the group, by fact
}

// group is what machines have in common that are made together.
type group struct {
	*Program
	machines  []*Machine
	data      *ast.Term
	cancel    topdown.Cancel
	builtin   topdown.BuiltinContext
	output    *ast.Term             // of the builtin that is called
	yield     func(*ast.Term) error // takes it
	registers stack[*ast.Term]
	loops     stack[loop]
	arguments stack[*ast.Term]
	kept      slab[result]
	notes     *notebook // nil: what results rest on is of no use
}

// question is a call of a function with one text.
type question struct {
	function int32
	text     ast.String
}

// result is what a call returned.
type result struct {
	term  *ast.Term
	rests []fact // what of the input it rests on, for a machine of a group
}

// NewMachines returns a machine for each of some inputs; data is what rules see beside
// the program. What one finds for its input holds for others as far as they are the
// same, so they are best asked one rule after the other. Cancelling ends a run with an error.
func (p *Program) NewMachines(ctx context.Context, inputs []*ast.Term, data *ast.Term, cancel topdown.Cancel) []*Machine {
	g := &group{Program: p, data: data, cancel: cancel, machines: make([]*Machine, len(inputs))}
	g.builtin = topdown.BuiltinContext{Context: ctx, Cancel: cancel, Metrics: metrics.NoOp(), InterQueryBuiltinValueCache: p.regexps}
	g.yield = func(t *ast.Term) error {
		g.output = t
		return nil
	}
	for i, input := range inputs {
		g.machines[i] = &Machine{group: g, number: i, input: input, results: make([]*result, p.results), answers: map[question]*result{}}
	}
	if len(inputs) > 1 {
		g.takeNotes()
	}
	return g.machines
}

// Eval returns what a rule of the program holds; nil where it is not defined. An
// error is a *topdown.Error, with the place of the step that failed.
func (m *Machine) Eval(rule Rule) (ast.Value, error) {
	switch {
	case rule == 0:
		return nil, nil
	case rule < 0 || int(rule)*functionWords*packed.WordSize > len(m.functions):
		return nil, errDamaged
	}
	term, err := m.rule(rule)
	if err != nil || term == nil {
		return nil, err
	}
	return term.Value, nil
}

func (m *Machine) rule(rule Rule) (*ast.Term, error) {
	call := func() (*ast.Term, error) {
		term, err := m.call(int32(rule)-1, nil)
		if err != nil {
			return nil, err
		}
		return m.settle(term)
	}
	if m.notes == nil {
		return call()
	}
	m.notes.begin()
	results := m.notes.asked(rule)
	r, err := m.learn(func(o *Machine) *result { return results[o.number] }, call)
	if err != nil {
		return nil, err
	}
	results[m.number] = r
	return r.term, nil
}

// call runs a function. What one with loops says of a text is kept: many rules ask
// for the members of the same setting.
func (m *Machine) call(f int32, arguments []*ast.Term) (*ast.Term, error) {
	if m.cancel.Cancelled() {
		return nil, &topdown.Error{Code: topdown.CancelErr}
	}
	code := m.code(f)
	if code.loops == 0 || len(arguments) != 1 {
		return m.execute(f, code, arguments)
	}
	text, isText := arguments[0].Value.(ast.String)
	if !isText {
		return m.execute(f, code, arguments)
	}
	question := question{f, text}
	r, known := m.answers[question]
	if !known {
		var err error
		r, err = m.learn(func(o *Machine) *result { return o.answers[question] }, func() (*ast.Term, error) { return m.execute(f, code, arguments) })
		if err != nil {
			return nil, err
		}
		m.answers[question] = r
	}
	return m.use(r), nil
}

func (m *Machine) execute(f int32, code code, arguments []*ast.Term) (*ast.Term, error) {
	registers, free := m.registers.take(code.registers)
	loops, freeLoops := m.loops.take(code.loops)
	registers[Input], registers[Data] = m.input, m.data
	copy(registers[FirstArgument:], arguments)
	frame := frame{Machine: m, code: code, function: f, registers: registers, loops: loops}
	term, err := frame.run()
	clear(registers)
	m.registers.rest, m.loops.rest = free, freeLoops
	return term, err
}

// keep gives a result its place in memory.
func (g *group) keep(term *ast.Term, rests []fact) *result {
	r := &g.kept.take(1)[0]
	r.term, r.rests = term, rests
	return r
}

// slab holds small pieces of memory that are kept.
type slab[T any] struct{ rest []T }

func (s *slab[T]) take(n int) []T {
	const atOnce = 128
	if n > len(s.rest) {
		s.rest = make([]T, max(n, atOnce))
	}
	taken := s.rest[:n:n]
	s.rest = s.rest[n:]
	return taken
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

func (l *loop) begin(m *Machine, over *ast.Term) error {
	l.array, l.pairs, l.set, l.next = nil, l.pairs[:0], nil, 0
	if over == nil {
		return nil
	}
	switch v := over.Value.(type) {
	case *lazy:
		for _, key := range m.keys(v) {
			member, err := m.member(v, string(key.Value.(ast.String)))
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
	return &topdown.Error{Code: code, Location: &ast.Location{File: m.files[m.code(f).file], Row: int(line)}}
}
