package lower

import (
	"strconv"

	"github.com/djgate/djgate/evaluator/program"
	"github.com/open-policy-agent/opa/v1/ir"
)

// assign makes the steps that give a local a value.
func (b *body) assign(s ir.Stmt) {
	switch s := s.(type) {
	case *ir.AssignVarStmt:
		b.emit(program.Assign, b.operand(s.Source), 0, b.register(s.Target))
	case *ir.AssignVarOnceStmt:
		if b.facts.decides(s) {
			b.emit(program.Return, b.operand(s.Source), 0, 0)
			return
		}
		b.emit(program.AssignOnce, b.operand(s.Source), int32(s.Row), b.register(s.Target))
	case *ir.AssignIntStmt:
		b.emit(program.Assign, b.number(strconv.FormatInt(s.Value, 10)), 0, b.register(s.Target))
	case *ir.MakeNumberIntStmt:
		b.emit(program.Assign, b.number(strconv.FormatInt(s.Value, 10)), 0, b.register(s.Target))
	case *ir.MakeNumberRefStmt:
		b.emit(program.Assign, b.number(b.policy.Static.Strings[s.Index].Value), 0, b.register(s.Target))
	case *ir.MakeNullStmt:
		b.emit(program.Assign, program.Constant(program.Null), 0, b.register(s.Target))
	case *ir.ResetLocalStmt:
		b.emit(program.Reset, 0, 0, b.register(s.Target))
	}
}

// test makes the steps that may be undefined; false for others.
func (b *body) test(s ir.Stmt) bool {
	switch s := s.(type) {
	case *ir.DotStmt:
		b.emit(program.Dot, b.operand(s.Source), b.operand(s.Key), b.register(s.Target))
	case *ir.EqualStmt:
		b.emit(program.Equal, b.operand(s.A), b.operand(s.B), 0)
	case *ir.NotEqualStmt:
		b.emit(program.NotEqual, b.operand(s.A), b.operand(s.B), 0)
	case *ir.IsArrayStmt:
		b.emit(program.IsArray, b.operand(s.Source), 0, 0)
	case *ir.IsObjectStmt:
		b.emit(program.IsObject, b.operand(s.Source), 0, 0)
	case *ir.IsSetStmt:
		b.emit(program.IsSet, b.operand(s.Source), 0, 0)
	case *ir.IsDefinedStmt:
		b.emit(program.IsDefined, b.register(s.Source), 0, 0)
	case *ir.IsUndefinedStmt:
		b.emit(program.IsUndefined, b.register(s.Source), 0, 0)
	default:
		return false
	}
	return true
}

// collect makes the steps that make arrays, objects and sets; false for others.
func (b *body) collect(s ir.Stmt) bool {
	switch s := s.(type) {
	case *ir.MakeArrayStmt:
		b.emit(program.Array, 0, 0, b.register(s.Target))
	case *ir.MakeObjectStmt:
		b.emit(program.Object, 0, 0, b.register(s.Target))
	case *ir.MakeSetStmt:
		b.emit(program.Set, 0, 0, b.register(s.Target))
	case *ir.ArrayAppendStmt:
		b.emit(program.Append, b.operand(s.Value), 0, b.register(s.Array))
	case *ir.SetAddStmt:
		b.emit(program.Add, b.operand(s.Value), 0, b.register(s.Set))
	case *ir.ObjectInsertStmt:
		b.emit(program.Insert, b.operand(s.Key), b.operand(s.Value), b.register(s.Object))
	case *ir.ObjectInsertOnceStmt:
		b.code.Instructions = append(b.code.Instructions, program.Instruction{
			Op: program.InsertOnce, A: b.operand(s.Key), B: b.operand(s.Value), C: b.register(s.Object), To: int32(s.Row),
		})
	case *ir.LenStmt:
		b.emit(program.Length, b.operand(s.Source), 0, b.register(s.Target))
	default:
		return false
	}
	return true
}
