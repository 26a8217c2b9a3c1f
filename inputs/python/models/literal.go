package models

import (
	"math/big"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// ast.literal_eval: literals, containers of them, signs and complex sums.

func textModules() map[string]maker {
	return map[string]maker{
		"json": jsonModule, "json.decoder": jsonDecoderModule, "ast": astModule, "re": reModule, "string": stringModule, "textwrap": textwrapModule,
		"shlex": shlexModule, "html": htmlModule, "fnmatch": fnmatchModule, "email": packageOf("email", "utils"), "email.utils": emailUtilsModule,
	}
}

func astModule(*value.Thread) value.Value {
	m := value.NewModule("ast", "")
	m.Func("literal_eval", strict("literal_eval", "node_or_string", func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, ok := text(a[0])
		if !ok {
			return nil, t.Raise("ValueError", "malformed node or string: ...")
		}
		return literalEval(t, s, tr)
	}))
	return m
}

// literalOrText is the literal that a text is, or the text itself.
func literalOrText(t *value.Thread, s string, tr *value.Trace) value.Value {
	if v, err := literalEval(t, s, tr); err == nil {
		return v
	}
	return value.NewStr(s, tr)
}

func literalEval(t *value.Thread, s string, tr *value.Trace) (value.Value, error) {
	if err := t.Burn(1 + len(s)/16); err != nil {
		return nil, err
	}
	e, _, err := syntax.ParseExpr("literal", trimLeftBlank(s))
	if err != nil {
		return nil, t.RaiseClass(value.Exceptions()["SyntaxError"], "invalid syntax", tr)
	}
	return (&literals{t, tr}).eval(e)
}

// trimLeftBlank drops the blanks that literal_eval allows in front.
func trimLeftBlank(s string) string {
	for s != "" && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	return s
}

type literals struct {
	t  *value.Thread
	tr *value.Trace
}

func (l *literals) malformed() error {
	return l.t.RaiseClass(value.Exceptions()["ValueError"], "malformed node or string", l.tr)
}

func (l *literals) eval(e syntax.Expr) (value.Value, error) {
	switch e := e.(type) {
	case *syntax.Constant:
		return l.constant(e)
	case *syntax.List:
		items, err := l.all(e.Elts)
		return l.t.NewList(items, l.tr), err
	case *syntax.Tuple:
		items, err := l.all(e.Elts)
		return value.NewTuple(items, l.tr), err
	case *syntax.Set:
		items, err := l.all(e.Elts)
		return l.t.NewSet(items, false, l.tr), err
	case *syntax.Dict:
		return l.dict(e)
	case *syntax.UnaryOp:
		return l.sign(e)
	case *syntax.BinOp:
		return l.complex(e)
	case *syntax.Call:
		if name, ok := e.Func.(*syntax.Name); ok && name.ID == "set" && len(e.Args)+len(e.Keywords) == 0 {
			return l.t.NewSet(nil, false, l.tr), nil
		}
	}
	return nil, l.malformed()
}

// complex is the sum or difference of a real number and an imaginary one.
func (l *literals) complex(e *syntax.BinOp) (value.Value, error) {
	left, err := l.eval(e.Left)
	if err != nil {
		return nil, err
	}
	right, err := l.eval(e.Right)
	if err != nil {
		return nil, err
	}
	_, real := rational(left)
	if _, imaginary := right.(value.Complex); !real || !imaginary || e.Op != syntax.Add && e.Op != syntax.Sub {
		return nil, l.malformed()
	}
	if e.Op == syntax.Sub {
		return value.Binary(l.t, value.Sub, left, right)
	}
	return value.Binary(l.t, value.Add, left, right)
}

func (l *literals) all(list []syntax.Expr) ([]value.Value, error) {
	var out []value.Value
	for _, e := range list {
		v, err := l.eval(e)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (l *literals) dict(e *syntax.Dict) (value.Value, error) {
	d := l.t.NewDict(l.tr)
	for i := range e.Keys {
		if e.Keys[i] == nil {
			return nil, l.malformed()
		}
		k, err := l.eval(e.Keys[i])
		if err != nil {
			return nil, err
		}
		v, err := l.eval(e.Values[i])
		if err != nil {
			return nil, err
		}
		if _, ok := value.KeyOf(k); !ok {
			return nil, l.t.Raise("TypeError", "unhashable type: '"+k.Class().Name+"'")
		}
		d.Set(l.t, k, v)
	}
	return d, nil
}

// sign is -x or +x of a number.
func (l *literals) sign(e *syntax.UnaryOp) (value.Value, error) {
	if _, plain := e.Operand.(*syntax.Constant); !plain {
		return nil, l.malformed()
	}
	v, err := l.eval(e.Operand)
	if err != nil {
		return nil, err
	}
	if _, isBool := v.(value.Bool); isBool || e.Op != syntax.USub && e.Op != syntax.UAdd {
		return nil, l.malformed()
	}
	_, imaginary := v.(value.Complex)
	if _, real := rational(v); !real && !imaginary {
		return nil, l.malformed()
	}
	if e.Op == syntax.UAdd {
		return v, nil
	}
	return value.Negate(l.t, v)
}

func (l *literals) constant(e *syntax.Constant) (value.Value, error) {
	if e.Undecoded {
		return unknown(l.t, `a text with \N{...} is not followed`, l.tr), nil
	}
	switch v := e.Value.(type) {
	case nil:
		return value.None().With(l.tr), nil
	case bool:
		return value.NewBool(v, l.tr), nil
	case int64:
		return value.NewInt(v, l.tr), nil
	case *big.Int:
		return value.NewBigInt(v, l.tr), nil
	case float64:
		return value.NewFloat(v, l.tr), nil
	case syntax.Imaginary:
		return value.Complex{C: complex(0, float64(v))}.With(l.tr), nil
	case string:
		return value.NewStr(v, l.tr), nil
	case syntax.Bytes:
		return value.NewBytes(string(v), l.tr), nil
	}
	return value.EllipsisValue{}.With(l.tr), nil
}
