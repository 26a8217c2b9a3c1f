package program

import (
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// frame is a call of a function.
type frame struct {
	*Machine
	*Code
	function  int32
	registers []*ast.Term
	loops     []loop
}

// read returns what an operand is.
func (f *frame) read(o Operand) *ast.Term {
	if o >= 0 {
		return f.registers[o]
	}
	return f.constants[-1-o]
}

// run executes the instructions from the first to the one that returns; a
// function without one is undefined.
func (f *frame) run() (*ast.Term, error) {
	for at := int32(0); int(at) < len(f.Instructions); at++ {
		i := &f.Instructions[at]
		defined := true
		switch i.Op {
		case Return:
			return f.read(i.A), nil
		case Jump:
			defined = false
		case Call, CallOnce, CallBuiltin:
			term, err := f.invoke(i)
			if err != nil {
				return nil, err
			}
			f.registers[i.C], defined = term, term != nil
		case Next:
			loop := &f.loops[i.C]
			key, value := loop.step()
			f.registers[i.A], f.registers[i.B], defined = key, value, key != nil
			if f.cancel.Cancelled() {
				return nil, &topdown.Error{Code: topdown.CancelErr}
			}
		case Dot, IsDefined, IsUndefined, Equal, NotEqual, IsArray, IsObject, IsSet:
			defined = f.test(i)
		default:
			if err := f.make(i); err != nil {
				return nil, err
			}
		}
		if !defined {
			at = i.To - 1
		}
	}
	return nil, nil
}

// test executes what may be undefined.
func (f *frame) test(i *Instruction) bool {
	switch i.Op {
	case Dot:
		found := member(f.read(i.A), f.read(i.B))
		f.registers[i.C] = found
		return found != nil
	case IsDefined:
		return f.registers[i.A] != nil
	case IsUndefined:
		return f.registers[i.A] == nil
	case Equal:
		return equal(f.read(i.A), f.read(i.B))
	case NotEqual:
		return !equal(f.read(i.A), f.read(i.B))
	}
	value := f.read(i.A).Value
	is := false
	switch i.Op {
	case IsArray:
		_, is = value.(*ast.Array)
	case IsObject:
		_, is = value.(ast.Object)
	case IsSet:
		_, is = value.(ast.Set)
	}
	return is
}

// member returns what a value holds at a key; of a set, the key itself.
func member(of, key *ast.Term) *ast.Term {
	if of == nil {
		return nil
	}
	switch v := of.Value.(type) {
	case ast.Object:
		return v.Get(key)
	case *ast.Array:
		return v.Get(key)
	case ast.Set:
		if v.Contains(key) {
			return key
		}
	}
	return nil
}

func equal(a, b *ast.Term) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil {
		return false
	}
	return ast.ValueEqual(a.Value, b.Value)
}

// make executes what makes or changes a value.
func (f *frame) make(i *Instruction) error {
	switch i.Op {
	case Loop:
		f.loops[i.C].begin(f.read(i.A))
	case Assign:
		f.registers[i.C] = f.read(i.A)
	case AssignOnce:
		value := f.read(i.A)
		if old := f.registers[i.C]; old != nil && !equal(old, value) {
			return f.failure(topdown.ConflictErr, f.function, i.B)
		}
		f.registers[i.C] = value
	case Reset:
		f.registers[i.C] = nil
	case MakeArray:
		f.registers[i.C] = ast.NewTerm(ast.NewArrayWithCapacity(int(i.A)))
	case MakeObject:
		f.registers[i.C] = ast.NewTerm(ast.NewObject())
	case MakeSet:
		f.registers[i.C] = ast.NewTerm(ast.NewSet())
	case Append:
		array := f.registers[i.C]
		array.Value = array.Value.(*ast.Array).Append(f.read(i.A))
	case Add:
		f.registers[i.C].Value.(ast.Set).Add(f.read(i.A))
	case Insert:
		f.registers[i.C].Value.(ast.Object).Insert(f.read(i.A), f.read(i.B))
	case InsertOnce:
		return f.insertOnce(i)
	case Length:
		f.registers[i.C] = ast.InternedTerm(length(f.read(i.A)))
	}
	return nil
}

func (f *frame) insertOnce(i *Instruction) error {
	object, key, value := f.registers[i.C].Value.(ast.Object), f.read(i.A), f.read(i.B)
	if old := object.Get(key); old != nil && !equal(old, value) {
		return f.failure(topdown.ConflictErr, f.function, i.To)
	}
	object.Insert(key, value)
	return nil
}

func length(of *ast.Term) int {
	switch v := of.Value.(type) {
	case *ast.Array:
		return v.Len()
	case ast.Object:
		return v.Len()
	case ast.Set:
		return v.Len()
	}
	return 0
}

// invoke calls a function or a builtin; nil is undefined.
func (f *frame) invoke(i *Instruction) (*ast.Term, error) {
	operands := f.Operands[i.B:]
	switch i.Op {
	case CallOnce:
		kept := &f.results[operands[1]]
		if !kept.known {
			term, err := f.with(operands[2:2+operands[0]], i.A, f.call)
			if err != nil {
				return nil, err
			}
			*kept = result{true, term}
		}
		return kept.term, nil
	case CallBuiltin:
		term, err := f.with(operands[2:2+operands[1]], i.A, f.callBuiltin)
		if err != nil {
			return nil, f.located(err, operands[0])
		}
		return term, nil
	}
	return f.with(operands[1:1+operands[0]], i.A, f.call)
}

// with calls what is given with what the operands are.
func (f *frame) with(operands []Operand, number int32, call func(int32, []*ast.Term) (*ast.Term, error)) (*ast.Term, error) {
	arguments, before := f.arguments.take(len(operands))
	for n, o := range operands {
		arguments[n] = f.read(o)
	}
	term, err := call(number, arguments)
	f.arguments.rest = before
	return term, err
}

func (m *Machine) callBuiltin(number int32, arguments []*ast.Term) (*ast.Term, error) {
	m.output = nil
	err := m.builtins[number](m.builtin, arguments, m.yield)
	return m.output, err
}

// located gives a builtin's error its place.
func (f *frame) located(err error, line int32) error {
	code := topdown.BuiltinErr
	var e *topdown.Error
	if errors.As(err, &e) {
		code = e.Code
	}
	return f.failure(code, f.function, line)
}
