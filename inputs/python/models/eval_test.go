package models

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// evaluator evaluates expressions of calls, attributes, subscripts, operators and
// literals, so that the tables of tests read as Python. Names are builtins, or
// modules of the table.
type evaluator struct {
	t     *value.Thread
	names map[string]value.Value // what ":=" and the parameters of a lambda have bound
}

// newEvaluator evaluates in one interpretation.
func newEvaluator(t *value.Thread) *evaluator {
	return &evaluator{t, map[string]value.Value{}}
}

func (e *evaluator) source(src string) (value.Value, error) {
	x, _, err := syntax.ParseExpr("test", src)
	if err != nil {
		return nil, err
	}
	return e.eval(x)
}

func (e *evaluator) eval(x syntax.Expr) (value.Value, error) {
	tr := value.LiteralAt(e.t.At)
	switch x := x.(type) {
	case *syntax.Constant:
		switch v := x.Value.(type) {
		case string:
			return value.NewStr(v, tr), nil
		case int64:
			return value.NewInt(v, tr), nil
		case *big.Int:
			return value.NewBigInt(v, tr), nil
		case float64:
			return value.NewFloat(v, tr), nil
		case bool:
			return value.NewBool(v, tr), nil
		case syntax.Bytes:
			return value.NewBytes(string(v), tr), nil
		}
		return value.None(), nil
	case *syntax.Name:
		return e.name(x.ID)
	case *syntax.Attribute:
		if v, err := e.t.ImportModule(dotted(x)); err == nil && v != nil {
			return v, nil
		}
		v, err := e.eval(x.Value)
		if err != nil {
			return nil, err
		}
		return value.Attr(e.t, v, x.Attr)
	case *syntax.Call:
		return e.call(x)
	case *syntax.List:
		items, err := e.all(x.Elts)
		return e.t.NewList(items, tr), err
	case *syntax.Tuple:
		items, err := e.all(x.Elts)
		return value.NewTuple(items, tr), err
	case *syntax.Set:
		items, err := e.all(x.Elts)
		return e.t.NewSet(items, false, tr), err
	case *syntax.NamedExpr:
		v, err := e.eval(x.Value)
		e.names[x.Target.ID] = v
		return v, err
	case *syntax.Lambda:
		return e.lambda(x), nil
	case *syntax.Slice:
		v, err := e.all([]syntax.Expr{x.Lower, x.Upper, x.Step})
		if err != nil {
			return nil, err
		}
		return value.Slice{Lower: v[0], Upper: v[1], Step: v[2]}, nil
	case *syntax.Dict:
		d := e.t.NewDict(tr)
		for i := range x.Keys {
			kv, err := e.all([]syntax.Expr{x.Keys[i], x.Values[i]})
			if err != nil {
				return nil, err
			}
			d.Set(e.t, kv[0], kv[1])
		}
		return d, nil
	case *syntax.BinOp:
		v, err := e.all([]syntax.Expr{x.Left, x.Right})
		if err != nil {
			return nil, err
		}
		return value.Binary(e.t, value.BinaryOp(x.Op), v[0], v[1])
	case *syntax.UnaryOp:
		v, err := e.eval(x.Operand)
		if err != nil {
			return nil, err
		}
		switch x.Op {
		case syntax.Invert:
			return value.Invert(e.t, v)
		case syntax.UAdd:
			return value.Plus(e.t, v)
		}
		return value.Negate(e.t, v)
	case *syntax.Compare:
		v, err := e.all([]syntax.Expr{x.Left, x.Comparators[0]})
		if err != nil {
			return nil, err
		}
		return value.CompareValue(e.t, value.CompareOp(x.Ops[0]), v[0], v[1])
	case *syntax.Subscript:
		v, err := e.all([]syntax.Expr{x.Value, x.Slice})
		if err != nil {
			return nil, err
		}
		return value.Item(e.t, v[0], v[1])
	}
	return nil, fmt.Errorf("the evaluator of tests has no %T", x)
}

// lambda is a function of positional parameters, whose names are never bound twice.
func (e *evaluator) lambda(x *syntax.Lambda) value.Value {
	return value.NewBuiltin("<lambda>", func(_ *value.Thread, c *value.Call) (value.Value, error) {
		for i, p := range x.Args.Args {
			e.names[p.Arg] = c.Args[i]
		}
		return e.eval(x.Body)
	})
}

func (e *evaluator) name(id string) (value.Value, error) {
	if v, ok := e.names[id]; ok {
		return v, nil
	}
	if b, ok := value.Builtins().Get(id); ok {
		return b.V, nil
	}
	return e.t.ImportModule(id)
}

// dotted is the name of a module, as far as the expression is one.
func dotted(x syntax.Expr) string {
	switch x := x.(type) {
	case *syntax.Name:
		return x.ID
	case *syntax.Attribute:
		if head := dotted(x.Value); head != "" {
			return head + "." + x.Attr
		}
	}
	return ""
}

func (e *evaluator) all(list []syntax.Expr) ([]value.Value, error) {
	var out []value.Value
	for _, x := range list {
		if x == nil {
			out = append(out, value.None())
			continue
		}
		v, err := e.eval(x)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (e *evaluator) call(x *syntax.Call) (value.Value, error) {
	f, err := e.eval(x.Func)
	if err != nil {
		return nil, err
	}
	a, err := e.all(x.Args)
	if err != nil {
		return nil, err
	}
	c := &value.Call{Args: a, At: e.t.At}
	for _, k := range x.Keywords {
		v, err := e.eval(k.Value)
		if err != nil {
			return nil, err
		}
		if k.Arg == "" {
			for _, entry := range v.(*value.Dict).Entries() {
				name, _ := text(entry.Key)
				c.Keywords = append(c.Keywords, value.Keyword{Name: name, Value: entry.Value})
			}
			continue
		}
		c.Keywords = append(c.Keywords, value.Keyword{Name: k.Arg, Value: v})
	}
	return value.CallValue(e.t, f, c)
}

// lines splits a table of "expression -> result" lines.
func lines(table string) [][2]string {
	var out [][2]string
	for _, line := range strings.Split(strings.TrimSpace(table), "\n") {
		if expr, want, ok := strings.Cut(strings.TrimSpace(line), " -> "); ok {
			out = append(out, [2]string{strings.TrimSpace(expr), strings.TrimSpace(want)})
		}
	}
	return out
}
