package interp

// What code that is not followed may bind: whoever is handed a module's names, as
// dynaconf and django_heroku are, may bind and change any of them.

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// exposed makes the names unknown that a call of something unknown was handed. A
// reader of settings is handed those of another module: from_dict(settings.__dict__).
func (f *frame) exposed(e *syntax.Call, c *value.Call, result value.Value) {
	u, ok := value.IsUnknown(result)
	if !ok {
		return
	}
	for i, a := range arguments(c) {
		switch a := a.(type) {
		case *namespaceView:
			if a.ns == f.scope.globals || i >= len(e.Args) || !isDictOf(e.Args[i]) {
				a.ns.Open(f.t, u)
			}
		case *value.Module:
			if a.File != "" {
				a.NS.Open(f.t, u)
			}
		}
	}
}

// isDictOf tells whether an expression is the __dict__ of something.
func isDictOf(e syntax.Expr) bool {
	a, ok := e.(*syntax.Attribute)
	return ok && a.Attr == "__dict__"
}

// exports makes the names of the module unknown where a statement is a call that
// hands its name to something unknown: export(__name__, SETTINGS). Where the
// result of such a call is used it is a logger, a resource or the like.
func (f *frame) exports(e syntax.Expr, result value.Value) {
	call, ok := e.(*syntax.Call)
	u, unknown := value.IsUnknown(result)
	if !ok || !unknown {
		return
	}
	for _, a := range call.Args {
		if name, ok := a.(*syntax.Name); ok && name.ID == "__name__" {
			f.scope.globals.Open(f.t, u)
			return
		}
	}
}
