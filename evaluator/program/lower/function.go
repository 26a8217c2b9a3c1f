package lower

import (
	"fmt"
	"strconv"

	"github.com/djgate/djgate/evaluator/program"
	"github.com/open-policy-agent/opa/v1/ir"
)

// body makes one function. Blocks become jumps: what is undefined goes on behind
// the block that it is in.
type body struct {
	*lowerer
	*ir.Func
	facts     facts
	code      program.Code
	registers map[ir.Local]int32
	labels    []int32 // the instruction that each stands for
	ends      []label // of the blocks that are open, the innermost last
}

// label stands for an instruction that may come later. Until all are known, the
// field To of an instruction holds one.
type label = int32

func (l *lowerer) function(f *ir.Func) {
	b := body{lowerer: l, Func: f, facts: factsOf(f), registers: map[ir.Local]int32{}}
	for i, local := range f.Params {
		b.registers[local] = int32(i)
	}
	b.blocks(f.Blocks)
	b.shorten()
	for i := range b.code.Instructions {
		if in := &b.code.Instructions[i]; program.Jumps(in.Op) {
			in.To = b.labels[in.To]
		}
	}
	l.out.Functions = append(l.out.Functions, program.Function{File: fileOf(f), Code: b.code})
}

// fileOf is where a function is written: all its rules are of one package, and
// packages of one file.
func fileOf(f *ir.Func) int {
	for _, block := range f.Blocks {
		for _, s := range block.Stmts {
			return s.GetLocation().File
		}
	}
	return 0
}

func (b *body) blocks(blocks []*ir.Block) {
	for _, block := range blocks {
		end := b.newLabel()
		b.block(block, end)
		b.place(end)
	}
}

// block makes a block that ends at a label.
func (b *body) block(block *ir.Block, end label) {
	b.ends = append(b.ends, end)
	for _, s := range block.Stmts {
		b.statement(s)
	}
	b.ends = b.ends[:len(b.ends)-1]
}

func (b *body) newLabel() label {
	b.labels = append(b.labels, -1)
	return label(len(b.labels) - 1)
}

// place lets a label stand for the next instruction.
func (b *body) place(l label) { b.labels[l] = int32(len(b.code.Instructions)) }

// undefined is where to go on if a step of the innermost block is undefined.
func (b *body) undefined() label { return b.ends[len(b.ends)-1] }

func (b *body) emit(op program.Op, a, bb, c int32) {
	b.code.Instructions = append(b.code.Instructions, program.Instruction{Op: op, A: a, B: bb, C: c, To: b.to(op)})
}

func (b *body) to(op program.Op) int32 {
	if program.Jumps(op) {
		return b.undefined()
	}
	return 0
}

func (b *body) jump(to label) {
	b.code.Instructions = append(b.code.Instructions, program.Instruction{Op: program.Jump, To: to})
}

// register returns that of a local.
func (b *body) register(local ir.Local) int32 {
	r, known := b.registers[local]
	if !known {
		r = int32(len(b.registers))
		b.registers[local] = r
	}
	return r
}

func (b *body) operand(o ir.Operand) program.Operand {
	switch v := o.Value.(type) {
	case *ir.Local:
		return b.register(*v)
	case *ir.StringIndex:
		return program.Constant(program.FirstText + int(*v))
	case *ir.Bool:
		if *v {
			return program.Constant(program.True)
		}
	}
	return program.Constant(program.False)
}

// statement makes one step.
func (b *body) statement(s ir.Stmt) {
	switch s := s.(type) {
	case *ir.NopStmt:
	case *ir.BlockStmt:
		b.blocks(s.Blocks)
	case *ir.BreakStmt:
		b.jump(b.ends[len(b.ends)-1-int(s.Index)])
	case *ir.ReturnLocalStmt:
		b.emit(program.Return, b.register(s.Source), 0, 0)
	case *ir.CallStmt:
		b.call(s)
	case *ir.NotStmt:
		otherwise := b.newLabel()
		b.block(s.Block, otherwise)
		b.jump(b.undefined())
		b.place(otherwise)
	case *ir.ScanStmt:
		b.scan(s)
	case *ir.AssignVarStmt, *ir.AssignVarOnceStmt, *ir.AssignIntStmt, *ir.MakeNullStmt, *ir.MakeNumberIntStmt, *ir.MakeNumberRefStmt, *ir.ResetLocalStmt:
		b.assign(s)
	default:
		if !b.test(s) && !b.collect(s) {
			b.errs = append(b.errs, fmt.Errorf("%s: there is no instruction for %T", b.Name, s))
		}
	}
}

// scan makes a loop.
func (b *body) scan(s *ir.ScanStmt) {
	again, end := b.newLabel(), b.newLabel()
	loop := int32(b.code.Loops)
	b.code.Loops++
	b.emit(program.Loop, b.register(s.Source), 0, loop)
	b.place(again)
	b.code.Instructions = append(b.code.Instructions, program.Instruction{Op: program.Next, A: b.register(s.Key), B: b.register(s.Value), C: loop, To: end})
	b.block(s.Block, again)
	b.jump(again)
	b.place(end)
}

// call makes a call. What is called with nothing but constants is called once.
func (b *body) call(s *ir.CallStmt) {
	result := b.register(s.Result)
	at := int32(len(b.code.Operands))
	if builtin, is := b.builtins[s.Func]; is {
		b.code.Operands = append(b.code.Operands, int32(s.Row), int32(len(s.Args)))
		for _, arg := range s.Args {
			b.code.Operands = append(b.code.Operands, b.operand(arg))
		}
		b.emit(program.CallBuiltin, int32(builtin), at, result)
		return
	}
	arguments := make([]program.Operand, 0, len(s.Args))
	key, once := s.Func, true
	for _, arg := range s.Args[program.FirstArgument:] {
		o := b.operand(arg)
		arguments = append(arguments, o)
		key += "," + strconv.Itoa(int(o))
		once = once && o < 0
	}
	op := program.Call
	if once {
		op = program.CallOnce
		b.code.Operands = append(b.code.Operands, b.keepCall(key))
	}
	b.code.Operands = append(append(b.code.Operands, int32(len(arguments))), arguments...)
	b.emit(op, int32(b.functions[s.Func]), at, result)
}

// keepCall returns the number of a call whose result is kept.
func (l *lowerer) keepCall(key string) int32 {
	n, known := l.kept[key]
	if !known {
		n = int32(len(l.kept))
		l.kept[key] = n
	}
	return n
}
