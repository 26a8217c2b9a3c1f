package versions

import (
	"github.com/djgate/djgate/inputs/python/syntax"
)

// setupPy reads what setup() is given literally in setup.py: install_requires and
// python_requires, or the name of a list that the module binds before.
func (r *reader) setupPy() {
	s := r.open(r.inDir("setup.py"))
	if s == nil {
		return
	}
	m, err := syntax.Parse(s.path, []byte(s.text))
	if err != nil {
		return // no input of a deployment: pip reads what was built of it
	}
	lists := map[string]syntax.Expr{}
	for _, stmt := range m.Body {
		if a, ok := stmt.(*syntax.Assign); ok && len(a.Targets) == 1 {
			if name, ok := a.Targets[0].(*syntax.Name); ok {
				lists[name.ID] = a.Value
			}
		}
		syntax.Walk(stmt, func(n syntax.Node) bool {
			if call, ok := n.(*syntax.Call); ok && isSetup(call.Func) {
				r.setupCall(s, call, lists)
			}
			return true
		})
	}
}

// isSetup tells whether a call is one of setup or setuptools.setup.
func isSetup(f syntax.Expr) bool {
	switch f := f.(type) {
	case *syntax.Name:
		return f.ID == "setup"
	case *syntax.Attribute:
		return f.Attr == "setup"
	}
	return false
}

func (r *reader) setupCall(s *source, call *syntax.Call, lists map[string]syntax.Expr) {
	for _, k := range call.Keywords {
		v := k.Value
		if name, ok := v.(*syntax.Name); ok && lists[name.ID] != nil {
			v = lists[name.ID]
		}
		switch k.Arg {
		case "install_requires":
			r.setupList(s, v)
		case "python_requires":
			if text, at, ok := literal(v); ok {
				r.require(s, declared, "python", text, pep440, at)
			}
		}
	}
}

func (r *reader) setupList(s *source, v syntax.Expr) {
	var items []syntax.Expr
	switch v := v.(type) {
	case *syntax.List:
		items = v.Elts
	case *syntax.Tuple:
		items = v.Elts
	}
	for _, item := range items {
		if text, at, ok := literal(item); ok {
			r.requirement(s, declared, text, at, false)
		}
	}
}

// literal returns the text of a string, and the offset of its first character.
func literal(v syntax.Expr) (text string, at int, ok bool) {
	c, isConstant := v.(*syntax.Constant)
	if !isConstant {
		return "", 0, false
	}
	text, ok = c.Value.(string)
	return text, int(c.Range().Pos) + 1, ok
}
