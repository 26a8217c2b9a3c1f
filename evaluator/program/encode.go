package program

import (
	"encoding/binary"
	"maps"
	"slices"
)

// The layout. A number is a zigzag varint; a text is its length and its bytes; a
// list is its length and its members.
//
//	header
//	texts      list of texts: the constants that are strings
//	numbers    list of texts: those that are numbers
//	builtins   list of names
//	files      list of names
//	results    how many a machine keeps
//	functions  list of (file, length of its code in bytes)
//	rules      list of (path, function)
//	codes      of each function: registers, loops, operands, instructions
//
// The constants are null, false, true, the texts and the numbers, in that order.

// Source is a program as package lower makes it.
type Source struct {
	Texts, Numbers  []string
	Builtins, Files []string
	Results         int
	Functions       []Function
	Rules           map[string]int // functions, by the path of the rule
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
	w := writer(header())
	w.texts(s.Texts)
	w.texts(s.Numbers)
	w.texts(s.Builtins)
	w.texts(s.Files)
	w.number(s.Results)
	var codes writer
	w.number(len(s.Functions))
	for _, f := range s.Functions {
		before := len(codes)
		codes.code(f.Code)
		w.number(f.File)
		w.number(len(codes) - before)
	}
	w.number(len(s.Rules))
	for _, path := range slices.Sorted(maps.Keys(s.Rules)) {
		w.text(path)
		w.number(s.Rules[path])
	}
	return append(w, codes...)
}

type writer []byte

func (w *writer) number(n int) { *w = binary.AppendVarint(*w, int64(n)) }

func (w *writer) text(s string) {
	w.number(len(s))
	*w = append(*w, s...)
}

func (w *writer) texts(list []string) {
	w.number(len(list))
	for _, s := range list {
		w.text(s)
	}
}

func (w *writer) code(c Code) {
	w.number(c.Registers)
	w.number(c.Loops)
	w.number(len(c.Operands))
	for _, o := range c.Operands {
		w.number(int(o))
	}
	w.number(len(c.Instructions))
	for _, i := range c.Instructions {
		*w = append(*w, byte(i.Op))
		has := fieldsOf[i.Op]
		for _, f := range []struct {
			field fields
			value int32
		}{{fieldA, i.A}, {fieldB, i.B}, {fieldC, i.C}, {fieldTo, i.To}} {
			if has&f.field != 0 {
				w.number(int(f.value))
			}
		}
	}
}
