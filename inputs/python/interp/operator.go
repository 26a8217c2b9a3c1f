package interp

// Operators: arithmetic, comparisons, "and", "or" and the conditional expression.

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// binOp walks down a chain such as a + b + c + ... without recursion.
func (f *frame) binOp(e *syntax.BinOp) (value.Value, error) {
	var chain []*syntax.BinOp
	left := syntax.Expr(e)
	for {
		op, ok := left.(*syntax.BinOp)
		if !ok {
			break
		}
		chain = append(chain, op)
		left = op.Left
	}
	v, err := f.eval(left)
	for i := len(chain) - 1; i >= 0 && err == nil; i-- {
		var right value.Value
		if right, err = f.eval(chain[i].Right); err != nil {
			break
		}
		f.at(chain[i])
		left := v
		v, err = value.Binary(f.t, value.BinaryOp(chain[i].Op), left, right)
		err = value.Blame(err, left, right)
	}
	other := slices.ContainsFunc(chain, func(b *syntax.BinOp) bool { return b.Op != syntax.Add })
	if _, text := v.(value.Str); !text || other { // texts can be joined whatever they are
		f.doubt(v)
	}
	return v, err
}

func (f *frame) unaryOp(e *syntax.UnaryOp) (value.Value, error) {
	v, err := f.eval(e.Operand)
	if err != nil {
		return nil, err
	}
	f.at(e)
	if e.Op != syntax.Not {
		out, err := f.signed(e.Op, v)
		return out, value.Blame(err, v)
	}
	v, truth, err := f.truth(v)
	if err != nil {
		return nil, err
	}
	return truthValue(truth.Not(), v), nil
}

// signed is -v, +v or ~v.
func (f *frame) signed(op syntax.UnaryOperator, v value.Value) (value.Value, error) {
	switch op {
	case syntax.USub:
		return value.Negate(f.t, v)
	case syntax.UAdd:
		return value.Plus(f.t, v)
	}
	return value.Invert(f.t, v)
}

// truthValue is a truth that rests on the given values.
func truthValue(truth value.Truth, from ...value.Value) value.Value {
	if truth == value.Maybe {
		return value.Doubt(value.BoolClass, from...)
	}
	var tr *value.Trace
	for _, v := range from {
		tr = value.Merge(tr, v.Trace())
	}
	if tr != nil && tr.Secret { // that something is so is no secret
		open := *tr
		open.Secret = false
		tr = &open
	}
	return value.NewBool(truth == value.Yes, tr)
}

func (f *frame) compareOp(e *syntax.Compare) (value.Value, error) {
	left, err := f.eval(e.Left)
	if err != nil {
		return nil, err
	}
	var so []value.Value // the comparisons so far
	for i, op := range e.Ops {
		right, err := f.eval(e.Comparators[i])
		if err != nil {
			return nil, err
		}
		f.at(e)
		v, err := value.CompareValue(f.t, value.CompareOp(op), left, right)
		if err != nil {
			return nil, value.Blame(err, left, right)
		}
		if len(e.Ops) == 1 {
			return v, nil
		}
		truth, err := value.Truthy(f.t, v)
		if err != nil {
			return nil, err
		}
		so = append(so, v)
		if truth == value.No {
			return truthValue(value.No, so...), nil
		}
		left = right
	}
	return f.allOf(so), nil
}

// allOf is the value of a chain of comparisons none of which is known to be false.
func (f *frame) allOf(so []value.Value) value.Value {
	for _, v := range so {
		if truth, err := value.Truthy(f.t, v); err != nil || truth != value.Yes {
			return truthValue(value.Maybe, so...)
		}
	}
	return truthValue(value.Yes, so...)
}

// boolOp is "and" or "or": the operand that decides, resting on those before it.
func (f *frame) boolOp(e *syntax.BoolOp, operands []syntax.Expr) (value.Value, error) {
	v, err := f.eval(operands[0])
	if err != nil || len(operands) == 1 {
		return v, err
	}
	tested, truth, err := f.truth(v)
	if err != nil {
		return nil, err
	}
	goesOn := value.Yes
	if e.Or {
		goesOn = value.No
	}
	switch truth {
	case goesOn:
		return f.takenValue(f.condition(operands[0], tested), func() (value.Value, error) {
			rest, err := f.boolOp(e, operands[1:])
			if err != nil {
				return nil, err
			}
			return instead(rest, v, e.Or), nil
		}, func() (value.Value, error) { return f.in.supposed(v), nil })
	case value.Maybe:
		c := f.condition(operands[0], tested)
		if e.Or {
			c = flipped(c)
		}
		return f.forkValue(c,
			func() (value.Value, error) { return f.boolOp(e, operands[1:]) },
			func() (value.Value, error) { return f.decided(v, goesOn.Not()), nil })
	}
	return f.takenValue(f.condition(operands[0], tested), func() (value.Value, error) { return v, nil },
		func() (value.Value, error) { return f.boolOp(e, operands[1:]) })
}

// decided narrows an unknown to those of its choices that have the given truth. A
// bool has that truth.
func (f *frame) decided(v value.Value, truth value.Truth) value.Value {
	u, ok := value.IsUnknown(v)
	switch {
	case !ok:
		return v
	case u.Type == value.BoolClass && !u.Many && len(u.Choices) == 0:
		return value.NewBool(truth == value.Yes, v.Trace())
	}
	var kept []value.Choice
	for _, c := range u.Choices {
		if is, err := value.Truthy(f.t, c.V); err == nil && (is == truth || is == value.Maybe) {
			kept = append(kept, c)
		}
	}
	if len(kept) == 0 {
		return v
	}
	return f.in.choose(u, kept)
}

// instead gives the right side of an "or" what the left side rests on: where
// the left side was read from a variable, the right side is its default.
func instead(right, left value.Value, or bool) value.Value {
	tr := left.Trace()
	if tr == nil || len(tr.Reads) == 0 && !tr.Secret {
		return right
	}
	out := value.Trace{}
	if own := right.Trace(); own != nil {
		out = *own
	}
	out = *out.Under(tr)
	out.Secret = out.Secret || or && tr.Secret
	if or && out.Origin == document.OriginLiteral && len(tr.Reads) > 0 {
		out.Origin = document.OriginLiteralDefault
		if len(tr.Steps) > 0 && tr.Steps[0].Kind == document.StepReader {
			out.Steps = append([]document.Step{tr.Steps[0]}, out.Steps...)
		}
	}
	return right.With(&out)
}

func (f *frame) ifExp(e *syntax.IfExp) (value.Value, error) {
	v, truth, err := f.test(e.Test)
	if err != nil {
		return nil, err
	}
	arm, other := e.Body, e.Orelse
	switch truth {
	case value.No:
		arm, other = other, arm
	case value.Maybe:
		return f.forkValue(f.condition(e.Test, v),
			func() (value.Value, error) { return f.eval(e.Body) },
			func() (value.Value, error) { return f.eval(e.Orelse) })
	}
	return f.takenValue(f.condition(e.Test, v), func() (value.Value, error) {
		r, err := f.eval(arm)
		if err != nil {
			return nil, err
		}
		return under(r, v.Trace()), nil
	}, func() (value.Value, error) { return f.eval(other) })
}
