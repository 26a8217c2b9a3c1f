package lower

import "github.com/open-policy-agent/opa/v1/ir"

// facts are what is true of a whole function and makes its code shorter.
type facts struct {
	// result is the local in which each rule of a function that is no set or object
	// leaves its value; the planner compares it with what other rules left.
	result ir.Local
	// first: the first rule that leaves a value decides, since no other can differ.
	first bool
}

// factsOf finds where a function's rules leave their values: in what it assigns to
// the local that it returns.
func factsOf(f *ir.Func) facts {
	var known facts
	found := false
	eachStatement(f.Blocks, false, func(s ir.Stmt, _ bool) {
		once, is := s.(*ir.AssignVarOnceStmt)
		if !is || once.Target != f.Return {
			return
		}
		if local, is := once.Source.Value.(*ir.Local); is && !found {
			known.result, found = *local, true
		}
	})
	if !found {
		return facts{result: -1}
	}
	var values []ir.Operand
	looped := false
	eachStatement(f.Blocks, false, func(s ir.Stmt, inLoop bool) {
		if once, is := s.(*ir.AssignVarOnceStmt); is && once.Target == known.result {
			values = append(values, once.Source)
			looped = looped || inLoop
		}
	})
	known.first = len(values) == 1 && !looped || sameConstant(values)
	return known
}

// sameConstant tells whether all operands are one text or one truth value.
func sameConstant(values []ir.Operand) bool {
	for _, v := range values {
		if _, local := v.Value.(*ir.Local); local || v.Value.String() != values[0].Value.String() {
			return false
		}
	}
	return true
}

// decides tells whether a function can return what a step assigns.
func (f facts) decides(s *ir.AssignVarOnceStmt) bool { return f.first && s.Target == f.result }

// eachStatement visits the statements of blocks, inner ones too.
func eachStatement(blocks []*ir.Block, inLoop bool, visit func(s ir.Stmt, inLoop bool)) {
	for _, block := range blocks {
		for _, s := range block.Stmts {
			visit(s, inLoop)
			switch s := s.(type) {
			case *ir.BlockStmt:
				eachStatement(s.Blocks, inLoop, visit)
			case *ir.NotStmt:
				eachStatement([]*ir.Block{s.Block}, inLoop, visit)
			case *ir.ScanStmt:
				eachStatement([]*ir.Block{s.Block}, true, visit)
			}
		}
	}
}
