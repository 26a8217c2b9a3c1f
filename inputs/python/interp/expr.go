package interp

import (
	"math/big"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// maxDepth bounds nested expressions.
const maxDepth = 1000

// eval is the value of an expression.
func (f *frame) eval(e syntax.Expr) (value.Value, error) {
	switch e := e.(type) {
	case *syntax.Constant:
		return f.constant(e), nil
	case *syntax.Name:
		return f.load(e.ID, e)
	}
	f.in.depth++
	defer func() { f.in.depth-- }()
	if f.in.depth > maxDepth {
		return value.NewUnknown("the expression is nested too deeply", f.place(e), nil), nil
	}
	return f.operation(e)
}

func (f *frame) operation(e syntax.Expr) (value.Value, error) {
	switch e := e.(type) {
	case *syntax.Call:
		return f.call(e)
	case *syntax.Attribute:
		return f.attribute(e)
	case *syntax.Subscript:
		return f.subscript(e)
	case *syntax.BinOp:
		return f.binOp(e)
	case *syntax.BoolOp:
		return f.boolOp(e, e.Values)
	case *syntax.UnaryOp:
		return f.unaryOp(e)
	case *syntax.Compare:
		return f.compareOp(e)
	case *syntax.IfExp:
		return f.ifExp(e)
	case *syntax.JoinedStr:
		return f.joinedStr(e)
	case *syntax.NamedExpr:
		return f.walrus(e)
	case *syntax.Lambda:
		return f.lambda(e)
	}
	return f.displayed(e)
}

// displayed are the containers, comprehensions and what only generators have.
func (f *frame) displayed(e syntax.Expr) (value.Value, error) {
	switch e := e.(type) {
	case *syntax.List:
		items, from, err := f.items(e.Elts)
		return f.t.NewList(items, f.literal(e).Under(from)), err
	case *syntax.Tuple:
		items, from, err := f.items(e.Elts)
		return value.NewTuple(items, f.literal(e).Under(from)), err
	case *syntax.Set:
		return f.set(e)
	case *syntax.Dict:
		return f.dict(e)
	case *syntax.Slice:
		return f.slice(e)
	case *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
		return f.comprehension(e)
	case *syntax.Yield:
		return f.yielded(e)
	case *syntax.YieldFrom:
		return f.yieldFrom(e)
	case *syntax.Starred:
		return f.eval(e.Value)
	}
	return value.NewUnknown("this expression is not followed", f.place(e), nil), nil
}

func (f *frame) literal(e syntax.Node) *value.Trace { return value.LiteralAt(f.place(e)) }

func (f *frame) constant(e *syntax.Constant) value.Value {
	tr := f.literal(e)
	if e.Undecoded {
		u := value.NewUnknown("\\N{...} is not decoded", tr.At, tr)
		u.Type = value.StrClass
		return u
	}
	switch v := e.Value.(type) {
	case string:
		return value.NewStr(v, tr)
	case bool:
		return value.NewBool(v, tr)
	case int64:
		return value.NewInt(v, tr)
	case *big.Int:
		return value.NewBigInt(v, tr)
	case float64:
		return value.NewFloat(v, tr)
	case syntax.Bytes:
		return value.NewBytes(string(v), tr)
	case syntax.Imaginary:
		return value.Complex{C: complex(0, float64(v))}.With(tr)
	case syntax.Ellipsis:
		return value.EllipsisValue{}.With(tr)
	}
	return value.None().With(tr)
}

// items evaluates the items of a display; "*x" gives those of x, on which from
// says what x rests.
func (f *frame) items(elts []syntax.Expr) (out []value.Value, from *value.Trace, err error) {
	out = make([]value.Value, 0, len(elts))
	for _, e := range elts {
		star, ok := e.(*syntax.Starred)
		if !ok {
			v, err := f.eval(e)
			if err != nil {
				return nil, nil, err
			}
			out = append(out, v)
			continue
		}
		v, err := f.eval(star.Value)
		if err != nil {
			return nil, nil, err
		}
		f.at(star)
		items, err := value.Items(f.t, v)
		if err != nil {
			return nil, nil, err
		}
		from = from.Under(v.Trace())
		out = append(out, items...)
	}
	return out, from, f.t.Alloc(len(out))
}

func (f *frame) set(e *syntax.Set) (value.Value, error) {
	items, from, err := f.items(e.Elts)
	if err != nil {
		return nil, err
	}
	f.at(e)
	if err := f.hashable(items...); err != nil {
		return nil, err
	}
	return f.t.NewSet(items, false, f.literal(e).Under(from)), nil
}

func (f *frame) hashable(items ...value.Value) error {
	for _, v := range items {
		switch v.(type) {
		case *value.List, *value.Dict:
			return f.t.Raise("TypeError", "unhashable type: '"+v.Class().Name+"'")
		}
	}
	return nil
}

func (f *frame) dict(e *syntax.Dict) (value.Value, error) {
	d := f.t.NewDict(f.literal(e))
	for i, k := range e.Keys {
		if k == nil {
			if err := f.spread(d, e.Values[i]); err != nil {
				return nil, err
			}
			continue
		}
		key, err := f.eval(k)
		if err != nil {
			return nil, err
		}
		v, err := f.eval(e.Values[i])
		if err != nil {
			return nil, err
		}
		f.at(k)
		if err := value.SetItem(f.t, d, key, v); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// spread is "**x" in a dict display.
func (f *frame) spread(d *value.Dict, e syntax.Expr) error {
	v, err := f.eval(e)
	if err != nil {
		return err
	}
	_, err = f.method(e, d, "update", v)
	return err
}

func (f *frame) slice(e *syntax.Slice) (value.Value, error) {
	parts := []value.Value{value.None(), value.None(), value.None()}
	for i, part := range []syntax.Expr{e.Lower, e.Upper, e.Step} {
		if part == nil {
			continue
		}
		v, err := f.eval(part)
		if err != nil {
			return nil, err
		}
		parts[i] = v
	}
	return value.Slice{Lower: parts[0], Upper: parts[1], Step: parts[2]}, nil
}

func (f *frame) attribute(e *syntax.Attribute) (value.Value, error) {
	owner, err := f.eval(e.Value)
	if err != nil {
		return nil, err
	}
	f.at(e)
	if m, ok := owner.(*value.Module); ok {
		if b, ok := m.NS.Get(e.Attr); ok {
			return f.present(b, e.Attr, e)
		}
	}
	v, err := value.Attr(f.t, owner, e.Attr)
	f.in.doubts.see(v)
	return v, blame(err, owner)
}

func (f *frame) subscript(e *syntax.Subscript) (value.Value, error) {
	owner, err := f.eval(e.Value)
	if err != nil {
		return nil, err
	}
	key, err := f.eval(e.Slice)
	if err != nil {
		return nil, err
	}
	f.at(e)
	v, err := value.Item(f.t, owner, key)
	f.in.doubts.see(v)
	return v, blame(err, owner, key)
}

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
		err = blame(err, left, right)
	}
	f.in.doubts.see(v)
	return v, err
}

func (f *frame) unaryOp(e *syntax.UnaryOp) (value.Value, error) {
	v, err := f.eval(e.Operand)
	if err != nil {
		return nil, err
	}
	f.at(e)
	switch e.Op {
	case syntax.USub:
		return value.Negate(f.t, v)
	case syntax.UAdd:
		return value.Plus(f.t, v)
	case syntax.Invert:
		return value.Invert(f.t, v)
	}
	truth, err := value.Truthy(f.t, v)
	if err != nil {
		return nil, err
	}
	return truthValue(truth.Not(), v), nil
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
			return nil, blame(err, left, right)
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
	v, truth, err := f.test(operands[0])
	if err != nil || len(operands) == 1 {
		return v, err
	}
	goesOn := value.Yes
	if e.Or {
		goesOn = value.No
	}
	switch truth {
	case goesOn:
		rest, err := f.boolOp(e, operands[1:])
		if err != nil {
			return nil, err
		}
		return instead(rest, v, e.Or), nil
	case value.Maybe:
		c := f.condition(operands[0], v)
		if e.Or {
			c = flipped(c)
		}
		return f.forkValue(c,
			func() (value.Value, error) { return f.boolOp(e, operands[1:]) },
			func() (value.Value, error) { return f.decided(v, goesOn.Not()), nil })
	}
	return v, nil
}

// decided narrows an unknown to those of its choices that have the given truth.
func (f *frame) decided(v value.Value, truth value.Truth) value.Value {
	u, ok := value.IsUnknown(v)
	if !ok {
		return v
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
	arm := e.Body
	switch truth {
	case value.No:
		arm = e.Orelse
	case value.Maybe:
		return f.forkValue(f.condition(e.Test, v),
			func() (value.Value, error) { return f.eval(e.Body) },
			func() (value.Value, error) { return f.eval(e.Orelse) })
	}
	r, err := f.eval(arm)
	if err != nil {
		return nil, err
	}
	return under(r, v.Trace()), nil
}

func (f *frame) walrus(e *syntax.NamedExpr) (value.Value, error) {
	v, err := f.eval(e.Value)
	if err != nil {
		return nil, err
	}
	v = value.Named(e.Target.ID, v)
	f.bind(e.Target.ID, v, f.place(e.Value))
	return v, nil
}

// joinedStr is an f-string.
func (f *frame) joinedStr(e *syntax.JoinedStr) (value.Value, error) {
	var text strings.Builder
	traces := []*value.Trace{f.literal(e)}
	var parts []value.Value
	known := true
	for _, part := range e.Values {
		v, err := f.formatted(part)
		if err != nil {
			return nil, err
		}
		s, ok := v.(value.Str)
		known = known && ok
		text.WriteString(s.Text())
		traces = append(traces, v.Trace())
		parts = append(parts, v)
	}
	if !known {
		return f.sum(parts)
	}
	if err := f.t.Alloc(text.Len()); err != nil {
		return nil, err
	}
	return value.MarkText(value.NewStr(text.String(), value.Merge(traces...))), nil
}

// sum adds texts of which some are not known.
func (f *frame) sum(parts []value.Value) (value.Value, error) {
	out := parts[0]
	var err error
	for _, p := range parts[1:] {
		if out, err = value.Binary(f.t, value.Add, out, p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (f *frame) formatted(part syntax.Expr) (value.Value, error) {
	field, ok := part.(*syntax.FormattedValue)
	if !ok {
		return f.eval(part)
	}
	v, err := f.eval(field.Value)
	if err != nil {
		return nil, err
	}
	f.at(field)
	switch field.Conversion {
	case 's':
		v, err = value.ToStr(f.t, v)
	case 'r':
		v, err = value.ToRepr(f.t, v)
	case 'a':
		v, err = f.ascii(v)
	}
	if err != nil {
		return nil, err
	}
	return f.format(field, v)
}

func (f *frame) ascii(v value.Value) (value.Value, error) {
	b, ok := f.in.builtins.Get("ascii")
	if !ok {
		return value.Doubt(value.StrClass, value.NewUnknown("!a is not followed", f.t.At, v.Trace())), nil
	}
	return value.CallValue(f.t, b.V, &value.Call{Args: []value.Value{v}, At: f.t.At})
}

func (f *frame) format(field *syntax.FormattedValue, v value.Value) (value.Value, error) {
	if field.FormatSpec == nil {
		return value.Format(f.t, v, "")
	}
	spec, err := f.joinedStr(field.FormatSpec)
	if err != nil {
		return nil, err
	}
	f.at(field)
	text, ok := spec.(value.Str)
	if !ok {
		return value.Doubt(value.StrClass, spec, v), nil
	}
	r, err := value.Format(f.t, v, text.Text())
	if err != nil {
		return nil, err
	}
	return under(r, text.Trace()), nil
}
