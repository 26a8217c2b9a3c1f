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
//	functions  how many; of each the words file, registers, loops, and two for where its body begins
//	bodies     their length; of each the words: how many operands, how many instructions, all of them
//
// The constants are null, false, true, the texts and the numbers, in that order. The
// machine runs the words as they lie there, since decoding a function takes longer than
// running it once.

// The lengths of what has one, in words.
const (
	functionWords    = 5
	instructionWords = 5 // as Instruction has fields
)

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

// Encode writes a program as Load reads it. It panics for one with numbers that are no
// words: more than 32,767 functions, say.
func Encode(s Source) []byte {
	w := packed.Writer(header())
	w.Texts(s.Texts)
	w.Texts(s.Numbers)
	w.Texts(s.Builtins)
	w.Texts(s.Files)
	w.Number(s.Results)
	w.Number(s.Shared)
	var bodies packed.Writer
	packed.List(&w, s.Functions, func(w *packed.Writer, f Function) {
		begin := len(bodies) / packed.WordSize
		for _, n := range []int{f.File, f.Code.Registers, f.Code.Loops, int(int16(begin)), begin >> 16} {
			w.Word(n)
		}
		writeBody(&bodies, f.Code)
	})
	w.Text(string(bodies))
	return w
}

func writeBody(w *packed.Writer, c Code) {
	w.Word(len(c.Operands))
	w.Word(len(c.Instructions))
	for _, o := range c.Operands {
		w.Word(int(o))
	}
	for _, i := range c.Instructions {
		for _, n := range []int32{int32(i.Op), i.A, i.B, i.C, i.To} {
			w.Word(int(n))
		}
	}
}
