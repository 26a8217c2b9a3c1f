package interp

// What a condition says of a str that is not known, for the arm in which it holds:
// name.startswith("A_"), name.endswith("_B"), "C" in name, name in ("D", "E").

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// narrow binds the names that a condition, which holds, tells something of.
func (f *frame) narrow(test syntax.Expr) {
	switch e := test.(type) {
	case *syntax.BoolOp:
		if !e.Or {
			for _, v := range e.Values {
				f.narrow(v)
			}
		}
	case *syntax.Call:
		if m, ok := e.Func.(*syntax.Attribute); ok && len(e.Args) == 1 {
			switch m.Attr {
			case "startswith":
				f.narrowName(m.Value, value.Beginning, e.Args[0])
			case "endswith":
				f.narrowName(m.Value, value.Ending, e.Args[0])
			}
		}
	case *syntax.Compare:
		if len(e.Ops) != 1 {
			return
		}
		switch e.Ops[0] {
		case syntax.In:
			f.narrowName(e.Comparators[0], value.Within, e.Left)
			if _, text := e.Comparators[0].(*syntax.Constant); !text {
				f.narrowName(e.Left, value.Whole, e.Comparators[0])
			}
		case syntax.Eq:
			f.narrowName(e.Left, value.Whole, e.Comparators[0])
		}
	}
}

// narrowName binds a name again, if it is an unknown, as one that is like the texts.
func (f *frame) narrowName(e syntax.Expr, where value.Part, texts syntax.Expr) {
	name, ok := e.(*syntax.Name)
	if !ok {
		return
	}
	home := f.scope.home(name.ID)
	b, _ := home.Get(name.ID)
	u, ok := value.IsUnknown(b.V)
	list := literals(texts)
	if !ok || len(u.Choices) > 0 || list == nil {
		return
	}
	home.Set(f.t, name.ID, u.Narrowed(&value.Like{Where: where, Texts: list}), b.At)
}

// literals are the texts of a str literal or of a display of such; nil for anything else.
func literals(e syntax.Expr) []string {
	var items []syntax.Expr
	switch e := e.(type) {
	case *syntax.Constant:
		if text, ok := e.Value.(string); ok {
			return []string{text}
		}
	case *syntax.Tuple:
		items = e.Elts
	case *syntax.List:
		items = e.Elts
	case *syntax.Set:
		items = e.Elts
	}
	var out []string
	for _, item := range items {
		c, ok := item.(*syntax.Constant)
		if !ok {
			return nil
		}
		text, ok := c.Value.(string)
		if !ok {
			return nil
		}
		out = append(out, text)
	}
	return out
}
