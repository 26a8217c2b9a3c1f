package code

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
)

// speaksOfForwarded tells whether a text reads the header.
func speaksOfForwarded(src string) bool {
	if strings.Contains(src, "X_FORWARDED_FOR") {
		return true
	}
	written := strings.Contains(src, "orwarded-") || strings.Contains(src, "ORWARDED-") // few files are worth the copy in lower case
	return written && strings.Contains(strings.ToLower(src), "x-forwarded-for")
}

// forwarded looks for the first address of X-Forwarded-For, function by function,
// and notes each function once.
func (r *reader) forwarded(body []syntax.Stmt) {
	f, noted := flow{names: map[string]bool{}}, false
	note := func(n syntax.Node) {
		if !noted {
			r.out.Forwarded = append(r.out.Forwarded, r.at(n))
		}
		noted = true
	}
	var visit func(n syntax.Node) bool
	walk := func(body []syntax.Stmt) {
		for _, s := range body {
			syntax.Walk(s, visit)
		}
	}
	visit = func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.FunctionDef:
			r.forwarded(n.Body)
			return false
		case *syntax.If:
			if isOneAddress(n.Test) {
				walk(n.Orelse)
				return false
			}
		case *syntax.Assign:
			f.assign(n.Targets, n.Value)
		case *syntax.NamedExpr:
			f.assign([]syntax.Expr{n.Target}, n.Value)
		case *syntax.Subscript:
			if isFirst(n.Slice) && f.lists(n.Value) {
				note(n)
			}
		case *syntax.Call:
			if f.pops(n) {
				note(n)
			}
		}
		return true
	}
	walk(body)
}

// isOneAddress tells whether a condition asks for a list of one, whose first is the
// one that the nearest proxy has seen: len(addresses) == 1 and ...
func isOneAddress(test syntax.Expr) bool {
	if both, ok := test.(*syntax.BoolOp); ok && !both.Or {
		return slices.ContainsFunc(both.Values, isOneAddress)
	}
	c, ok := test.(*syntax.Compare)
	if !ok || len(c.Ops) != 1 || c.Ops[0] != syntax.Eq {
		return false
	}
	length, called := c.Left.(*syntax.Call)
	one, constant := c.Comparators[0].(*syntax.Constant)
	return called && dotted(length.Func) == "len" && constant && one.Value == int64(1)
}

// flow follows the header through the names of one function.
type flow struct{ names map[string]bool }

func (f flow) assign(targets []syntax.Expr, v syntax.Expr) {
	comes := f.comes(v)
	for _, t := range targets {
		if name, ok := t.(*syntax.Name); ok {
			f.names[name.ID] = comes
		}
	}
}

// comes tells whether an expression is made of the header, and not of its end.
func (f flow) comes(e syntax.Expr) bool {
	found := false
	syntax.Walk(e, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Constant:
			found = found || isHeader(text(n))
		case *syntax.Name:
			found = found || f.names[n.ID]
		case *syntax.Subscript:
			if _, end := n.Slice.(*syntax.UnaryOp); end {
				return false
			}
		}
		return true
	})
	return found
}

// lists tells whether an expression is the list of the header's addresses.
func (f flow) lists(e syntax.Expr) bool {
	if name, ok := e.(*syntax.Name); ok {
		return f.names[name.ID]
	}
	c, ok := e.(*syntax.Call)
	if !ok {
		return false
	}
	method, ok := c.Func.(*syntax.Attribute)
	return ok && (method.Attr == "split" || method.Attr == "partition") && len(c.Args) > 0 && strings.TrimSpace(text(c.Args[0])) == "," && f.comes(method.Value)
}

// pops tells whether a call takes the first address away: .pop(0).
func (f flow) pops(c *syntax.Call) bool {
	method, ok := c.Func.(*syntax.Attribute)
	return ok && method.Attr == "pop" && len(c.Args) == 1 && isFirst(c.Args[0]) && f.lists(method.Value)
}

func isHeader(s string) bool {
	return s == "HTTP_X_FORWARDED_FOR" || strings.EqualFold(s, "X-Forwarded-For")
}

func isFirst(e syntax.Expr) bool {
	c, ok := e.(*syntax.Constant)
	return ok && c.Value == int64(0)
}
