package program

// Operand is what an instruction reads: a register from 0, else a constant, the
// first of which is -1.
type Operand = int32

// Constant is the operand for the i-th constant.
func Constant(i int) Operand { return int32(-1 - i) }

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
	Operands     []Operand // those of calls
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
// and C is the register that takes the result.
type Op uint8

// The operations. Each step of OPA's intermediate representation is one, but for
// its blocks, which are jumps here.
const (
	Return      Op = iota // ends the function with A
	Jump                  // goes on at To
	Call                  // calls function A with the operands from B (their number first)
	CallOnce              // the same, keeping the result for this run as number Operands[B+1]; operands follow
	CallBuiltin           // calls builtin A with the operands from B (line, number, operands)
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
	MakeArray             // an empty one, with room for A (a number, no operand)
	MakeObject            // an empty one
	MakeSet               // an empty one
	Append                // adds A to the array in C
	Add                   // adds A to the set in C
	Insert                // sets the key A to B in the object in C
	InsertOnce            // the same; an error where the key is there with another value. To is the line
	Length                // of A
	ops
)

// fields tells which fields of an instruction mean something; the others are not written.
type fields uint8

const (
	fieldA fields = 1 << iota
	fieldB
	fieldC
	fieldTo
)

var fieldsOf = [ops]fields{
	Return: fieldA, Jump: fieldTo,
	Call: fieldA | fieldB | fieldC | fieldTo, CallOnce: fieldA | fieldB | fieldC | fieldTo, CallBuiltin: fieldA | fieldB | fieldC | fieldTo,
	Dot:  fieldA | fieldB | fieldC | fieldTo,
	Loop: fieldA | fieldC, Next: fieldA | fieldB | fieldC | fieldTo,
	Assign: fieldA | fieldC, AssignOnce: fieldA | fieldB | fieldC, Reset: fieldC,
	IsDefined: fieldA | fieldTo, IsUndefined: fieldA | fieldTo,
	Equal: fieldA | fieldB | fieldTo, NotEqual: fieldA | fieldB | fieldTo,
	IsArray: fieldA | fieldTo, IsObject: fieldA | fieldTo, IsSet: fieldA | fieldTo,
	MakeArray: fieldA | fieldC, MakeObject: fieldC, MakeSet: fieldC,
	Append: fieldA | fieldC, Add: fieldA | fieldC,
	Insert: fieldA | fieldB | fieldC, InsertOnce: fieldA | fieldB | fieldC | fieldTo,
	Length: fieldA | fieldC,
}

// Jumps tells whether To is an instruction.
func Jumps(op Op) bool { return fieldsOf[op]&fieldTo != 0 && op != InsertOnce }
