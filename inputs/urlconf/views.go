package urlconf

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
)

// This file checks views that the project names for what Django does by itself,
// as django/core/checks/urls.py and security/csrf.py do.

// handlers are the error views of ROOT_URLCONF; Django reads them there alone.
func (m *module) handlers() []document.View {
	var out []document.View
	for _, h := range []struct {
		name      string
		arguments int
	}{{"handler400", 2}, {"handler403", 2}, {"handler404", 2}, {"handler500", 1}} {
		at, bound := m.bound(h.name)
		if !bound {
			continue
		}
		problem := m.handler(h.name, call{positional: h.arguments})
		if m.doubted[h.name] && problem != "" {
			problem = document.ViewUnknown
		}
		out = append(out, document.View{Name: h.name, Problem: problem, At: at})
	}
	return out
}

// bound is the place at which a module binds a name.
func (m *module) bound(name string) (document.Location, bool) {
	if v := m.values[name]; v != nil {
		return m.at(v), true
	}
	if def := m.defs[name]; def != nil {
		return m.at(def), true
	}
	_, imported := m.paths[name]
	return document.Location{File: m.file, Line: 1}, imported
}

// handler judges an error view: a callable, or its dotted path.
func (m *module) handler(name string, c call) string {
	if p, isText := literal(m.values[name]); isText {
		return m.r.problem(p, c)
	}
	return m.callable(name, c)
}

// failureView is CSRF_FAILURE_VIEW, which Django calls with (request, reason="...").
func (r *reader) failureView() []document.View {
	if r.FailureView == "" {
		return nil
	}
	return []document.View{{Name: "CSRF_FAILURE_VIEW", Problem: r.problem(r.FailureView, call{1, []string{"reason"}}), At: r.FailureViewAt}}
}

// call is what a view is called with.
type call struct {
	positional int
	named      []string
}

// problem tells what is wrong with the view of a dotted path; "" for nothing.
func (r *reader) problem(p string, c call) string {
	if strings.HasPrefix(p, "django.") {
		return ""
	}
	for i := strings.LastIndexByte(p, '.'); i > 0; i = strings.LastIndexByte(p[:i], '.') {
		if m := r.module(p[:i]); m != nil {
			return m.callable(p[i+1:], c)
		}
	}
	return document.ViewUnknown // of a package, or computed
}

// callable judges what a module binds to a name.
func (m *module) callable(name string, c call) string {
	if r := m.r; r.depth < maxDepth {
		r.depth++
		defer func() { r.depth-- }()
	} else {
		return document.ViewUnknown
	}
	switch def := m.defs[name].(type) {
	case *syntax.FunctionDef:
		if !c.fits(def.Args) && len(def.DecoratorList) > 0 {
			return document.ViewUnknown
		}
		return c.problem(def.Args)
	case *syntax.ClassDef:
		return document.ViewUnknown
	}
	if v := m.values[name]; v != nil {
		return m.made(v, c)
	}
	if p, imported := m.paths[name]; imported {
		return m.r.problem(p, c)
	}
	if m.maybeBinds(name) {
		return document.ViewUnknown
	}
	return document.ViewMissing
}

// maybeBinds tells whether a module may bind a name in a way that is not followed.
func (m *module) maybeBinds(name string) bool {
	first, _, _ := strings.Cut(name, ".")
	return len(m.stars) > 0 || m.defs["__getattr__"] != nil || strings.Contains(m.tree.File.Source, first)
}

// made judges a view that an expression makes.
func (m *module) made(v syntax.Expr, c call) string {
	switch v := v.(type) {
	case *syntax.Lambda:
		return c.problem(v.Args)
	case *syntax.Call:
		if f, ok := v.Func.(*syntax.Attribute); ok && f.Attr == "as_view" {
			return "" // view(request, *args, **kwargs)
		}
	case *syntax.Name, *syntax.Attribute:
		if p := m.dotted(v); p != "" {
			return m.r.problem(p, c)
		}
	}
	return document.ViewUnknown
}

// problem tells whether parameters take the call.
func (c call) problem(a *syntax.Arguments) string {
	if c.fits(a) {
		return ""
	}
	return document.ViewArguments
}

// fits is inspect.signature(view).bind.
func (c call) fits(a *syntax.Arguments) bool {
	params := append(append([]*syntax.Arg{}, a.PosOnlyArgs...), a.Args...)
	if c.positional > len(params) && a.Vararg == nil {
		return false
	}
	named := map[string]bool{}
	for _, name := range c.named {
		named[name] = true
	}
	required := len(params) - len(a.Defaults)
	for i, p := range params {
		switch filled := i < c.positional; {
		case filled && named[p.Arg] && i >= len(a.PosOnlyArgs):
			return false // given twice
		case !filled && i < required && (!named[p.Arg] || i < len(a.PosOnlyArgs)):
			return false
		case !filled && i >= len(a.PosOnlyArgs):
			delete(named, p.Arg)
		}
	}
	for i, p := range a.KwOnlyArgs {
		if !named[p.Arg] && a.KwDefaults[i] == nil {
			return false
		}
		delete(named, p.Arg)
	}
	return len(named) == 0 || a.Kwarg != nil
}
