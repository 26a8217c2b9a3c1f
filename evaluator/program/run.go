package program

import (
	"errors"

	"github.com/djgate/djgate/evaluator/packed"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// frame is a call of a function.
type frame struct {
	*Machine
	code
	function  int32
	registers []*ast.Term
	loops     []loop
	err       error // why the input could not be read
}

// operand returns what one is. It may be lazy.
func (f *frame) operand(o Operand) *ast.Term {
	if o >= 0 {
		return f.registers[o]
	}
	return f.constants[-1-o]
}

// settled returns what an operand is, as OPA knows it.
func (f *frame) settled(o Operand) *ast.Term {
	t, err := f.settle(f.operand(o))
	if err != nil {
		f.err = err
		return ast.InternedNullTerm // what is made of it is dropped
	}
	return t
}

// run executes the instructions from the first to the one that returns; a
// function without one is undefined.
func (f *frame) run() (*ast.Term, error) {
	for at := int32(0); at < f.length; at++ {
		i := f.instruction(at)
		defined := true
		switch i.Op {
		case Return:
			return f.operand(i.A), nil
		case Jump:
			defined = false
		case Call, CallOnce, CallBuiltin:
			term, err := f.invoke(&i)
			if err != nil {
				return nil, err
			}
			if defined = term != nil; defined {
				f.registers[i.C] = term
			}
		case Next:
			loop := &f.loops[i.C]
			key, value := loop.step()
			f.registers[i.A], f.registers[i.B], defined = key, value, key != nil
			if f.cancel.Cancelled() {
				return nil, &topdown.Error{Code: topdown.CancelErr}
			}
		case Dot, IsDefined, IsUndefined, Equal, NotEqual, IsArray, IsObject, IsSet:
			defined = f.test(&i)
		default:
			if err := f.make(&i); err != nil {
				return nil, err
			}
		}
		if f.err != nil {
			return nil, f.err
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
		found := f.dot(f.operand(i.A), f.settled(i.B))
		if found != nil {
			f.registers[i.C] = found
		}
		return found != nil
	case IsDefined:
		return f.registers[i.A] != nil
	case IsUndefined:
		return f.registers[i.A] == nil
	case Equal:
		return f.equal(i.A, i.B)
	case NotEqual:
		return !f.equal(i.A, i.B)
	}
	value := f.operand(i.A).Value
	is := false
	switch i.Op {
	case IsArray:
		_, is = value.(*ast.Array)
	case IsObject:
		if _, is = value.(ast.Object); !is {
			_, is = value.(*lazy)
		}
	case IsSet:
		_, is = value.(ast.Set)
	}
	return is
}

// dot returns what a value holds at a key; of a set, the key itself.
func (f *frame) dot(of, key *ast.Term) *ast.Term {
	if of == nil {
		return nil
	}
	switch v := of.Value.(type) {
	case *lazy:
		name, isText := key.Value.(ast.String)
		if !isText {
			return nil
		}
		found, err := f.member(v, string(name))
		if err != nil {
			f.err = err
		}
		return found
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

// equal compares two operands. An object that is lazy is no false, and no other scalar,
// array or set, whatever it holds: `not input.env[name]` asks no more than that.
func (f *frame) equal(a, b Operand) bool {
	x, y := f.operand(a), f.operand(b)
	if isLazy(x) && isNoObject(y) || isLazy(y) && isNoObject(x) {
		return false
	}
	return equal(f.settled(a), f.settled(b))
}

func isNoObject(t *ast.Term) bool {
	if t == nil || isLazy(t) {
		return false
	}
	_, is := t.Value.(ast.Object)
	return !is
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
		f.err = f.loops[i.C].begin(f.Machine, f.operand(i.A))
	case Assign:
		f.registers[i.C] = f.operand(i.A)
	case AssignOnce:
		value := f.operand(i.A)
		if old := f.registers[i.C]; old != nil && old != value && !equal(f.settled(i.C), f.settled(i.A)) {
			return f.failure(topdown.ConflictErr, f.function, i.B)
		}
		f.registers[i.C] = value
	case Reset:
		f.registers[i.C] = nil
	case Array, Object, Set:
		f.registers[i.C] = f.literal(i)
	case Append:
		array := f.registers[i.C]
		array.Value = array.Value.(*ast.Array).Append(f.settled(i.A))
	case Add:
		f.registers[i.C].Value.(ast.Set).Add(f.settled(i.A))
	case Insert:
		f.registers[i.C].Value.(ast.Object).Insert(f.settled(i.A), f.settled(i.B))
	case InsertOnce:
		return f.insertOnce(i)
	case Length:
		f.registers[i.C] = ast.InternedTerm(length(f.settled(i.A)))
	}
	return nil
}

func (f *frame) insertOnce(i *Instruction) error {
	object, key, value := f.registers[i.C].Value.(ast.Object), f.settled(i.A), f.settled(i.B)
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
	operands := f.operands.From(int(i.B))
	switch i.Op {
	case CallOnce:
		return f.callOnce(i.A, operands.At(0), operands.From(1))
	case CallBuiltin:
		return f.callBuiltin(i.A, operands)
	}
	return f.callWith(i.A, operands)
}

// callOnce calls a function, unless its result is kept.
func (f *frame) callOnce(function, number int32, list packed.Words) (*ast.Term, error) {
	if number < 0 {
		return f.callShared(function, -1-number, list)
	}
	if f.results[number] == nil {
		r, err := f.learn(func(o *Machine) *result { return o.results[number] }, func() (*ast.Term, error) { return f.callWith(function, list) })
		if err != nil {
			return nil, err
		}
		f.results[number] = r
	}
	return f.use(f.results[number]), nil
}

// callShared calls a function whose result is the program's, unless it is kept.
func (f *frame) callShared(function, number int32, list packed.Words) (*ast.Term, error) {
	if kept := f.shared[number].Load(); kept != nil {
		return kept.term, nil
	}
	term, err := f.callWith(function, list)
	if err == nil {
		f.shared[number].Store(&result{term: term})
	}
	return term, err
}

func (f *frame) callWith(function int32, list packed.Words) (*ast.Term, error) {
	arguments, before := f.arguments.take(int(list.At(0)))
	for n := range arguments {
		arguments[n] = f.operand(list.At(1 + n))
	}
	term, err := f.call(function, arguments)
	f.arguments.rest = before
	return term, err
}

func (f *frame) callBuiltin(number int32, operands packed.Words) (*ast.Term, error) {
	line, list := operands.At(0), operands.From(1)
	arguments, before := f.arguments.take(int(list.At(0)))
	defer func() { f.arguments.rest = before }()
	f.settleAll(arguments, list)
	if f.err != nil {
		return nil, f.err
	}
	f.output = nil
	if err := f.builtins[number](f.builtin, arguments, f.yield); err != nil {
		return nil, f.located(err, line)
	}
	return f.output, nil
}

// settleAll reads a list of operands, as OPA knows them.
func (f *frame) settleAll(into []*ast.Term, list packed.Words) {
	for n := range into {
		into[n] = f.settled(list.At(1 + n))
	}
}

// literal makes an array, an object or a set of its members.
func (f *frame) literal(i *Instruction) *ast.Term {
	if i.A >= 0 {
		if kept := f.shared[i.A].Load(); kept != nil {
			return kept.term
		}
	}
	list := f.operands.From(int(i.B))
	members := make([]*ast.Term, list.At(0))
	f.settleAll(members, list)
	var term *ast.Term
	switch i.Op {
	case Array:
		term = ast.ArrayTerm(members...)
	case Set:
		term = ast.SetTerm(members...)
	default:
		pairs := make([][2]*ast.Term, len(members)/2)
		for n := range pairs {
			pairs[n] = [2]*ast.Term{members[2*n], members[2*n+1]}
		}
		term = ast.ObjectTerm(pairs...)
	}
	if i.A >= 0 {
		f.shared[i.A].Store(&result{term: term})
	}
	return term
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
