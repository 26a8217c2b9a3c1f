package lower

import (
	"slices"

	"github.com/djgate/djgate/evaluator/program"
)

// shortener leaves out instructions of a function that only move values about.
// Instructions that go are marked first, since labels stand for places among them.
type shortener struct {
	*body
	gone   []bool
	target []bool // a label stands for the instruction
}

func (b *body) shorten() {
	s := shortener{b, make([]bool, len(b.code.Instructions)), make([]bool, len(b.code.Instructions)+1)}
	for _, at := range b.labels {
		s.target[at] = true
	}
	s.makeLiterals()
	s.spareCopies()
	s.writeInPlace()
	s.drop()
	s.renumber()
}

// makeLiterals joins an empty array, object or set with the members that follow
// it. One that holds constants alone, and to which nothing is added later, is made
// once.
func (s *shortener) makeLiterals() {
	s.each(func(n int, in *program.Instruction) {
		if adds, is := adding(in.Op); is {
			members := s.members(n, adds)
			in.A, in.B = -1, int32(len(s.code.Operands))
			s.code.Operands = append(append(s.code.Operands, int32(len(members))), members...)
		}
	})
	grows := map[int32]bool{}
	s.each(func(_ int, in *program.Instruction) {
		if in.Op == program.Append || in.Op == program.Add || in.Op == program.Insert || in.Op == program.InsertOnce {
			grows[in.C] = true
		}
	})
	s.each(func(_ int, in *program.Instruction) {
		if _, literal := adding(in.Op); literal && !grows[in.C] {
			members := s.code.Operands[in.B+1:][:s.code.Operands[in.B]]
			if len(members) > 0 && !slices.ContainsFunc(members, func(o program.Operand) bool { return o >= 0 }) {
				in.A = int32(s.out.Shared)
				s.out.Shared++
			}
		}
	})
}

// adding is the instruction that adds a member to what another makes.
func adding(op program.Op) (program.Op, bool) {
	switch op {
	case program.Array:
		return program.Append, true
	case program.Object:
		return program.Insert, true
	case program.Set:
		return program.Add, true
	}
	return op, false
}

// members takes away the instructions right after the n-th that add to what it makes.
func (s *shortener) members(n int, adds program.Op) []program.Operand {
	made := s.code.Instructions[n].C
	var members []program.Operand
	for next := n + 1; next < len(s.code.Instructions) && !s.target[next]; next++ {
		add := s.code.Instructions[next]
		if add.Op != adds || add.C != made || add.A == made {
			break
		}
		members = append(members, add.A)
		if adds == program.Insert {
			members = append(members, add.B)
		}
		s.gone[next] = true
	}
	return members
}

// spareCopies reads an argument or a constant where a register is but its copy.
func (s *shortener) spareCopies() {
	copies := map[int32]program.Operand{}
	other := map[int32]bool{} // registers that are more than a copy
	s.each(func(_ int, in *program.Instruction) {
		for _, w := range in.Writes() {
			source := in.A
			if known, seen := copies[*w]; in.Op != program.Assign || source >= int32(len(s.Params)) || seen && known != source {
				other[*w] = true
			}
			copies[*w] = source
		}
		if in.Op == program.IsDefined || in.Op == program.IsUndefined {
			other[in.A] = true
		}
	})
	for register := range s.Params {
		other[int32(register)] = true
	}
	s.each(func(n int, in *program.Instruction) {
		if in.Op == program.Assign && !other[in.C] {
			s.gone[n] = true
			return
		}
		for _, read := range s.code.Reads(in) {
			if source, is := copies[*read]; *read >= 0 && is && !other[*read] {
				*read = source
			}
		}
	})
}

// writeInPlace lets an instruction write where the next ones would copy its result
// to, if nothing else reads it.
func (s *shortener) writeInPlace() {
	reads := map[int32]int{}
	moves := map[int32]int{} // reads by a copy right after
	s.each(func(_ int, in *program.Instruction) {
		for _, read := range s.code.Reads(in) {
			reads[*read]++
		}
	})
	s.eachMove(func(_ int, written, _ *int32) { moves[*written]++ })
	s.eachMove(func(n int, written, to *int32) {
		if moves[*written] == reads[*written] {
			s.gone[n] = true
			*written = *to
		}
	})
}

// eachMove visits the copies that follow the instruction that writes what they copy.
func (s *shortener) eachMove(visit func(n int, written, to *int32)) {
	s.each(func(n int, in *program.Instruction) {
		if in.Op == program.Assign || in.Op == program.AssignOnce || in.Op == program.Reset {
			return
		}
		for next := n + 1; next < len(s.code.Instructions) && !s.target[next]; next++ {
			move := &s.code.Instructions[next]
			if s.gone[next] {
				continue
			}
			if move.Op != program.Assign {
				return
			}
			for _, w := range in.Writes() {
				if *w == move.A {
					visit(next, w, &move.C)
					break
				}
			}
		}
	})
}

// each visits the instructions that stay.
func (s *shortener) each(visit func(n int, in *program.Instruction)) {
	for n := range s.code.Instructions {
		if !s.gone[n] {
			visit(n, &s.code.Instructions[n])
		}
	}
}

// drop leaves out what is gone.
func (s *shortener) drop() {
	moved := make([]int32, len(s.gone)+1)
	var kept []program.Instruction
	for n, in := range s.code.Instructions {
		moved[n] = int32(len(kept))
		if !s.gone[n] {
			kept = append(kept, in)
		}
	}
	moved[len(s.gone)] = int32(len(kept))
	for l, at := range s.labels {
		s.labels[l] = moved[at]
	}
	s.code.Instructions = kept
}

// renumber uses the least number of registers; those of arguments stay.
func (s *shortener) renumber() {
	number := map[int32]int32{}
	for register := range s.Params {
		number[int32(register)] = int32(register)
	}
	renamed := func(register *int32) {
		if *register < 0 {
			return
		}
		n, known := number[*register]
		if !known {
			n = int32(len(number))
			number[*register] = n
		}
		*register = n
	}
	for n := range s.code.Instructions {
		in := &s.code.Instructions[n]
		for _, register := range append(s.code.Reads(in), in.Writes()...) {
			renamed(register)
		}
	}
	s.code.Registers = len(number)
}
