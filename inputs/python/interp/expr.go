package interp

// Expressions.

import (
	"math/big"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// maxDepth bounds nested expressions.
const maxDepth = 1000

// eval is the value of an expression.
func (f *frame) eval(e syntax.Expr) (value.Value, error) {
	v, err := f.evalReal(e)
	if err == nil && f.in.against != nil {
		return f.in.supposed(v), nil
	}
	return f.orOther(v, err)
}

// orOther is what an operation gives; where it raises under an assumption on which the
// operands rest, the unknown with which the program goes on.
func (f *frame) orOther(v value.Value, err error, operands ...value.Value) (value.Value, error) {
	if err == nil {
		return v, nil
	}
	err = value.Blame(err, operands...)
	if u, ok := f.raisedBy(err); ok {
		return u, nil
	}
	return v, err
}

func (f *frame) evalReal(e syntax.Expr) (value.Value, error) {
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

func (f *frame) literal(e syntax.Node) *value.Trace { return value.LiteralAt(f.place(e)) }

func (f *frame) constant(e *syntax.Constant) value.Value {
	if v, ok := f.unit.constants[e]; ok {
		return v
	}
	return literalValue(e, f.place(e))
}

func literalValue(e *syntax.Constant, at value.Place) value.Value {
	tr := value.LiteralAt(at)
	if e.Undecoded {
		u := value.NewUnknown("\\N{...} is not decoded", at, tr)
		u.Type = value.StrClass
		return u
	}
	switch v := e.Value.(type) {
	case string:
		if isSlot(v) {
			u := value.NewUnknown("the text is a place that another program fills in", at, tr)
			u.Type = value.StrClass
			return u
		}
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

// isSlot tells whether a text is nothing but a name that Jinja and its like fill in before
// the program runs, as {{ secret_key }} is.
func isSlot(text string) bool {
	name, opened := strings.CutPrefix(text, "{{")
	name, closed := strings.CutSuffix(name, "}}")
	name = strings.TrimSpace(name)
	return opened && closed && name != "" && !strings.ContainsAny(name, "{}'\"")
}

func (f *frame) attribute(e *syntax.Attribute) (value.Value, error) {
	owner, err := f.eval(e.Value)
	if err != nil {
		return nil, err
	}
	f.at(e)
	if m, ok := owner.(*value.Module); ok {
		if b, ok := m.NS.Get(e.Attr); ok {
			f.in.asked(m, b)
			return f.present(b, e.Attr, e)
		}
	}
	v, err := value.Attr(f.t, owner, e.Attr)
	f.doubt(v, owner)
	return v, value.Blame(err, owner)
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
	before := f.t.Deciding()
	v, err := value.Item(f.t, owner, key)
	decided := f.t.Decided(before)
	if err != nil {
		return nil, value.Blame(err, owner, key)
	}
	v, err = f.chosen(under(v, decided), []value.Value{owner, v}, key)
	if notKnown(key) { // a dict may have one item, and not this one
		f.doubt(key)
	} else {
		f.doubt(v)
	}
	return v, err
}

// chosen is what an operation gives that takes one of several values by operands
// that may rest on an assumption.
func (f *frame) chosen(v value.Value, from []value.Value, by ...value.Value) (value.Value, error) {
	var cond *value.Trace
	for _, b := range by {
		if b != nil && assumes(b.Trace()) {
			cond = joined(cond, b.Trace())
		}
	}
	if cond == nil {
		return v, nil
	}
	if value.Reaches(v) || notKnown(v) {
		if err := f.t.Presume(cond, append(from, by...)...); err != nil {
			return nil, err
		}
	}
	return value.Among(under(v, cond), cond, append(from, by...)...), nil
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
