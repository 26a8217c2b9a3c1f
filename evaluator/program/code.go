package program

// Operand is what an instruction reads: a register from 0, else a constant, the
// first of which is -1.
type Operand = int32

// Constant is the operand for the i-th constant.
func Constant(i int) Operand { return int32(-1 - i) }

// OfProgram is the number, in a CallOnce, of the i-th result that the program keeps;
// those that a machine keeps count from 0.
func OfProgram(i int) int32 { return int32(-1 - i) }

// The registers that a function finds set, before those of its arguments. A
// register is undefined until it is written.
const (
	Input int32 = iota
	Data
	FirstArgument
)

// Code is the body of a function.
type Code struct {
	Instructions []Instruction
	Operands     []Operand // those of calls and literals
	Registers    int
	Loops        int // how many loops are nested or follow each other
}

// Instruction is one step. What its fields mean is said at each Op; To is the
// instruction to go on with where the step is undefined.
type Instruction struct {
	Op      Op
	A, B, C int32
	To      int32
}

// Op says what an instruction does. Unless it says otherwise, A and B are operands
// and C is the register that takes the result; a list of operands is their number
// and they.
type Op uint8

// The operations. Each step of OPA's intermediate representation is one, but for
// its blocks, which are jumps here, and for literals, which it makes member by
// member.
const (
	Return      Op = iota // ends the function with A
	Jump                  // goes on at To
	Call                  // calls function A with the list at B
	CallOnce              // the same, with constants; the result is kept. At B: its number (see OfProgram), the list
	CallBuiltin           // calls builtin A. At B: the line, the list
	Dot                   // A[B]
	Loop                  // begins loop C over A
	Next                  // takes the next key of loop C to register A, its value to register B
	Assign                // C = A
	AssignOnce            // the same; an error where C is something else already. B is the line
	Reset                 // C becomes undefined
	IsDefined             // of register A
	IsUndefined           // of register A
	Equal                 // A == B
	NotEqual              // A != B
	IsArray               // of A
	IsObject              // of A
	IsSet                 // of A
	Array                 // of the list at B. A is the number of the result if the program keeps it, else -1
	Object                // the same; keys and values take turns
	Set                   // the same
	Append                // adds A to the array in C
	Add                   // adds A to the set in C
	Insert                // sets the key A to B in the object in C
	InsertOnce            // the same; an error where the key is there with another value. To is the line
	Length                // of A
	ops
)

// fields are some of an instruction's.
type fields uint8

const (
	fieldA fields = 1 << iota
	fieldB
	fieldC
	fieldTo
)

// shape tells what the fields of an instruction are. The others are not written.
type shape struct {
	has  fields
	read fields // those that are operands, or registers that are read
	list int    // of calls and literals: where the list begins, from B
}

const noList = -1

var shapes = [ops]shape{
	Return:      {fieldA, fieldA, noList},
	Jump:        {fieldTo, 0, noList},
	Call:        {fieldA | fieldB | fieldC | fieldTo, 0, 0},
	CallOnce:    {fieldA | fieldB | fieldC | fieldTo, 0, 1},
	CallBuiltin: {fieldA | fieldB | fieldC | fieldTo, 0, 1},
	Dot:         {fieldA | fieldB | fieldC | fieldTo, fieldA | fieldB, noList},
	Loop:        {fieldA | fieldC, fieldA, noList},
	Next:        {fieldA | fieldB | fieldC | fieldTo, 0, noList},
	Assign:      {fieldA | fieldC, fieldA, noList},
	AssignOnce:  {fieldA | fieldB | fieldC, fieldA, noList},
	Reset:       {fieldC, 0, noList},
	IsDefined:   {fieldA | fieldTo, fieldA, noList},
	IsUndefined: {fieldA | fieldTo, fieldA, noList},
	Equal:       {fieldA | fieldB | fieldTo, fieldA | fieldB, noList},
	NotEqual:    {fieldA | fieldB | fieldTo, fieldA | fieldB, noList},
	IsArray:     {fieldA | fieldTo, fieldA, noList},
	IsObject:    {fieldA | fieldTo, fieldA, noList},
	IsSet:       {fieldA | fieldTo, fieldA, noList},
	Array:       {fieldA | fieldB | fieldC, 0, 0},
	Object:      {fieldA | fieldB | fieldC, 0, 0},
	Set:         {fieldA | fieldB | fieldC, 0, 0},
	Append:      {fieldA | fieldC, fieldA | fieldC, noList},
	Add:         {fieldA | fieldC, fieldA | fieldC, noList},
	Insert:      {fieldA | fieldB | fieldC, fieldA | fieldB | fieldC, noList},
	InsertOnce:  {fieldA | fieldB | fieldC | fieldTo, fieldA | fieldB | fieldC, noList},
	Length:      {fieldA | fieldC, fieldA, noList},
}

// Jumps tells whether To is an instruction.
func Jumps(op Op) bool { return shapes[op].has&fieldTo != 0 && op != InsertOnce }

// Reads returns what an instruction reads: operands, and the registers it changes.
func (c *Code) Reads(i *Instruction) []*Operand {
	var list []*Operand
	for f, field := range []*int32{&i.A, &i.B, &i.C} {
		if shapes[i.Op].read&(1<<f) != 0 {
			list = append(list, field)
		}
	}
	if at := shapes[i.Op].list; at != noList {
		operands := c.Operands[int(i.B)+at:]
		for n := range operands[0] {
			list = append(list, &operands[1+n])
		}
	}
	return list
}

// Writes returns the registers that an instruction sets. None is among what Reads returns.
func (i *Instruction) Writes() []*int32 {
	s := shapes[i.Op]
	switch {
	case i.Op == Next:
		return []*int32{&i.A, &i.B}
	case i.Op == Loop || s.has&fieldC == 0 || s.read&fieldC != 0:
		return nil
	}
	return []*int32{&i.C}
}
