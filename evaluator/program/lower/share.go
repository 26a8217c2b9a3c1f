package lower

import (
	"slices"

	"github.com/djgate/djgate/evaluator/program"
)

// share makes results of calls the program's where they rest on constants alone: a
// machine need not make again what another one has made.
func (l *lowerer) share() {
	functions := l.out.Functions
	rests := constantFunctions(functions)
	numbers := map[int32]int32{}
	machine := int32(0)
	for f := range functions {
		code := &functions[f].Code
		for _, in := range code.Instructions {
			if in.Op != program.CallOnce {
				continue
			}
			kept := &code.Operands[in.B]
			number, known := numbers[*kept]
			switch {
			case known:
			case rests[in.A]:
				number = program.OfProgram(l.out.Shared)
				l.out.Shared++
			default:
				number = machine
				machine++
			}
			numbers[*kept] = number
			*kept = number
		}
	}
	l.out.Results = int(machine)
}

// constantFunctions tells which functions read neither input nor data, nor call what does.
func constantFunctions(functions []program.Function) []bool {
	constant := slices.Repeat([]bool{true}, len(functions))
	for again := true; again; {
		again = false
		for f := range functions {
			if constant[f] && !isConstant(&functions[f].Code, constant) {
				constant[f], again = false, true
			}
		}
	}
	return constant
}

func isConstant(code *program.Code, constant []bool) bool {
	for i := range code.Instructions {
		in := &code.Instructions[i]
		if (in.Op == program.Call || in.Op == program.CallOnce) && !constant[in.A] {
			return false
		}
		if slices.ContainsFunc(code.Reads(in), func(o *program.Operand) bool { return *o == program.Input || *o == program.Data }) {
			return false
		}
	}
	return true
}
