package program

import "github.com/djgate/djgate/evaluator/packed"

// The layout, packed:
//
//	header
//	texts      list of texts: the constants that are strings
//	numbers    list of texts: those that are numbers
//	builtins   list of names
//	files      list of names
//	results    how many a machine keeps
//	shared     how many the program keeps
//	functions  list of (file, length of its code in bytes)
//	codes      of each function: registers, loops, operands, instructions
//
// The constants are null, false, true, the texts and the numbers, in that order.

// Source is a program as package lower makes it.
type Source struct {
	Texts, Numbers  []string
	Builtins, Files []string
	Results, Shared int
	Functions       []Function
	// Rules are by their paths: "django.checklist.debug.debug_on.deny". Encode does not
	// write them: who does keeps those that it will ask for.
	Rules map[string]Rule
}

// The constants that each program has; texts and numbers follow.
const (
	Null int = iota
	False
	True
	FirstText
)

// Function is one of a program; File is where it is written.
type Function struct {
	File int
	Code Code
}

// Encode writes a program as Load reads it.
func Encode(s Source) []byte {
	w := packed.Writer(header())
	w.Texts(s.Texts)
	w.Texts(s.Numbers)
	w.Texts(s.Builtins)
	w.Texts(s.Files)
	w.Number(s.Results)
	w.Number(s.Shared)
	var codes packed.Writer
	packed.List(&w, s.Functions, func(w *packed.Writer, f Function) {
		before := len(codes)
		writeCode(&codes, f.Code)
		w.Number(f.File)
		w.Number(len(codes) - before)
	})
	return append(w, codes...)
}

func writeCode(w *packed.Writer, c Code) {
	w.Number(c.Registers)
	w.Number(c.Loops)
	packed.List(w, c.Operands, func(w *packed.Writer, o Operand) { w.Number(int(o)) })
	packed.List(w, c.Instructions, writeInstruction)
}

func writeInstruction(w *packed.Writer, i Instruction) {
	*w = append(*w, byte(i.Op))
	has := shapes[i.Op].has
	for f, value := range []int32{i.A, i.B, i.C, i.To} {
		if has&(1<<f) != 0 {
			w.Number(int(value))
		}
	}
}
