package interp

// Frames and scopes: where names are looked up and bound.

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

type scopeKind uint8

const (
	moduleScope scopeKind = iota
	functionScope
	classScope
	comprehensionScope
)

// scope is one namespace of the source, and what lies around it.
type scope struct {
	kind    scopeKind
	ns      *value.Namespace
	symbols *symbols // nil for a module or class
	outer   *scope   // the enclosing one; nil where that is the module
	globals *value.Namespace
	class   *value.Class    // of a class scope, once it is made
	own     map[string]bool // what the body of a class binds; nil where nothing lies around it
	// declared has what a class body, or code with locals of its own, declares global or
	// nonlocal; nil for nothing.
	declared *symbols

	qualified string // __qualname__ of what is defined in it begins with that
}

// qualify is the __qualname__ of what the scope defines under a name.
func (s *scope) qualify(name string) string {
	for o := s; o != nil; o = o.outer {
		if o.symbols != nil && o.symbols.globals[name] {
			return name
		}
		if o.qualified != "" {
			return o.qualified + "." + name
		}
	}
	return name
}

// unit is a source file, or a text given to exec.
type unit struct {
	file      *syntax.File
	constants constants // that other interpretations of the file share; nil for none
	path      string    // absolute
	display   string
	fixed     *value.Place // the place of everything in it, where it is no file
	module    string       // __name__
	pkg       string       // __package__
}

// frame is the activation of a module, function or class body.
type frame struct {
	in    *interp
	t     *value.Thread
	unit  *unit
	scope *scope
	fn    *Function    // nil for a module
	ret   value.Value  // of the return statement, or of an expression's arm
	gen   *coroutine   // of which it is the body; nil for others
	start *value.Trace // the control when the frame began

	handlers int // nested except clauses at work
}

func (f *frame) place(n syntax.Node) value.Place { return f.unit.place(n.Range().Pos) }

func (u *unit) place(offset int32) value.Place {
	if u.fixed != nil {
		return *u.fixed
	}
	p := u.file.Position(offset)
	return value.Place{File: u.display, Line: p.Line, Column: p.Column}
}

// at makes the node's place the thread's, for errors and for readers.
func (f *frame) at(n syntax.Node) value.Place {
	f.t.At = f.place(n)
	return f.t.At
}

// enter makes f the running frame and returns what leaves it.
func (in *interp) enter(f *frame) (leave func()) {
	t := in.t
	frame, globals, file, around := in.frame, t.Globals, t.File, t.Around()
	in.frame, t.Globals, t.File, f.start = f, f.scope.globals, f.unit.path, t.Control()
	return func() {
		in.frame, t.Globals, t.File = frame, globals, file
		t.Restore(around)
	}
}

// find looks a name up as code in the scope does. lost is set where the name
// may be bound by something that is not here.
func (s *scope) find(in *interp, name string) (b value.Binding, ok bool, lost *value.Unknown) {
	if s.symbols == nil || s.symbols.locals[name] {
		b, ok = s.ns.Get(name)
		if ok || s.symbols != nil {
			return b, ok, s.ns.Lost(name)
		}
	}
	if owner := s.owner(name); owner != nil {
		b, ok = owner.Get(name)
		return b.Under(s.lacks(name)), ok, nil
	}
	if b, ok = s.globals.Get(name); ok {
		return b.Under(s.lacks(name)), ok, nil
	}
	if b, ok = in.builtins.Get(name); ok {
		return b, ok, nil
	}
	lost = s.globals.Lost(name)
	if lost == nil {
		lost = s.ns.Lost(name)
	}
	return b, false, lost
}

// lacks is what it rests on that the body of a class at work has not bound a name.
func (s *scope) lacks(name string) *value.Trace {
	if s.symbols != nil || s.ns == s.globals {
		return nil
	}
	return s.ns.Absent(name)
}

// unbound is what it rests on that a name is bound nowhere.
func (s *scope) unbound(name string) *value.Trace {
	own := s.ns.Absent(name)
	if s.symbols != nil && s.symbols.locals[name] {
		return own
	}
	if owner := s.owner(name); owner != nil {
		return joined(s.lacks(name), owner.Absent(name))
	}
	return joined(own, s.globals.Absent(name))
}

// owner returns the namespace of the enclosing function that has the name as its own. What
// the body of a class binds it never asks there.
func (s *scope) owner(name string) *value.Namespace {
	if s.symbols != nil && s.symbols.globals[name] || s.own[name] {
		return nil
	}
	for o := s.outer; o != nil; o = o.outer {
		if o.symbols == nil {
			continue
		}
		if o.symbols.globals[name] {
			return nil
		}
		if o.symbols.locals[name] {
			return o.ns
		}
	}
	return nil
}

// declare takes over what code declares global or nonlocal.
func (s *scope) declare(names *symbols) {
	if len(names.globals)+len(names.nonlocals) > 0 {
		s.declared = &symbols{globals: names.globals, nonlocals: names.nonlocals}
	}
}

// home returns the namespace in which the scope binds a name.
func (s *scope) home(name string) *value.Namespace {
	symbols := s.symbols
	if symbols == nil {
		symbols = s.declared
	}
	if symbols == nil || symbols.locals[name] {
		return s.ns
	}
	if symbols.globals[name] {
		return s.globals
	}
	if symbols.nonlocals[name] {
		if ns := s.owner(name); ns != nil {
			return ns
		}
	}
	if s.kind == comprehensionScope {
		if s.outer == nil {
			return s.globals
		}
		return s.outer.home(name)
	}
	return s.ns
}

// load is the value of a name.
func (f *frame) load(name string, n syntax.Node) (value.Value, error) {
	b, ok, lost := f.scope.find(f.in, name)
	if ok {
		return f.present(b, name, n)
	}
	if lost != nil {
		return value.Doubt(nil, lost), nil
	}
	if name == "__class__" && f.fn != nil {
		if cls := f.fn.scope.definingClass(); cls != nil {
			return cls, nil
		}
	}
	if builtinNames[name] {
		return value.NewUnknown("the builtin "+name+" is not followed", f.place(n), nil), nil
	}
	f.at(n)
	if name == "__annotations__" {
		return value.NewUnknown("the annotations of a module are not followed", f.place(n), nil), nil
	}
	if v := f.builtinOfPython2(name); v != nil {
		return v, nil
	}
	if u := f.scope.globals.FromBeside(f.t, name); u != nil && !strings.HasPrefix(name, "_") {
		f.in.mayRaiseClass("NameError", u)
		return u, nil
	}
	class, shape := "NameError", "name '"+name+"' is not defined"
	if s := f.scope.symbols; s != nil && s.locals[name] {
		class, shape = "UnboundLocalError", "cannot access local variable '"+name+"' where it is not associated with a value"
	} else if f.scope.owner(name) != nil {
		shape = "cannot access free variable '" + name + "' where it is not associated with a value in enclosing scope"
	}
	return nil, f.t.RaiseClass(value.Exceptions()[class], shape, f.scope.unbound(name))
}

// present is the value of a binding: what its assignment assumed goes with it.
// A name that is perhaps not bound is bound wherever the program goes on.
func (f *frame) present(b value.Binding, name string, n syntax.Node) (value.Value, error) {
	v := b.V
	if f.in.against != nil {
		if other := b.Instead(f.in.against); other != nil {
			return other, nil
		}
	}
	if u, ok := value.IsUnknown(v); ok && len(u.Choices) > 0 {
		if bound, partly := withoutUnbound(u); partly {
			f.t.Note("may-not-load", "the name "+name+" may not be bound here", f.at(n))
			f.in.mayRaiseClass("NameError", u)
			v = f.in.choose(u, bound)
		}
	}
	b = f.t.Seen(b)
	f.doubtName(b)
	return b.Present(under(v, b.Control)), nil
}

// doubtName says that a name that is bound under an assumption may not be bound without it.
func (f *frame) doubtName(b value.Binding) {
	class := value.Exceptions()["NameError"]
	if !assumes(b.Control) || f.in.asking || !f.in.handling(class) || b.Instead(b.Control) != nil {
		return
	}
	if f.in.against == nil || !containsAll(f.in.against.Assumes, b.Control.Assumes) {
		u := value.NewUnknown("no input sets "+b.Control.Assumes[0], f.t.At, b.Control)
		f.in.mayRaiseAny(u, []*value.Class{class}, b.Control)
	}
}

// withoutUnbound returns the choices in which there is a value.
func withoutUnbound(u *value.Unknown) (bound []value.Choice, partly bool) {
	for _, c := range u.Choices {
		if _, absent := c.V.(value.Unbound); absent {
			partly = true
			continue
		}
		bound = append(bound, c)
	}
	return bound, partly
}

// choose is the unknown with other choices, or the only one of them.
func (in *interp) choose(u *value.Unknown, choices []value.Choice) value.Value {
	c := *u
	c.Choices = choices
	v, err := value.Over(in.t, &c, func(v value.Value) (value.Value, error) { return v, nil })
	if err != nil {
		return value.Doubt(nil, u)
	}
	return v
}

// under gives a value what the condition read and assumed.
func under(v value.Value, cond *value.Trace) value.Value {
	if cond == nil || len(cond.Reads) == 0 && len(cond.Assumes) == 0 {
		return v
	}
	own := v.Trace()
	if with := own.Under(cond); !covered(own, cond) {
		return v.With(with)
	}
	return v
}

// covered tells whether a trace has already what a condition adds.
func covered(own, cond *value.Trace) bool {
	if own == nil {
		return false
	}
	return containsAll(own.Reads, cond.Reads) && containsAll(own.Assumes, cond.Assumes)
}

// bind binds a name in the frame's scope.
func (f *frame) bind(name string, v value.Value, at value.Place) {
	f.scope.home(name).Set(f.t, name, v, at)
}

// unbind is "del name".
func (f *frame) unbind(name string, n syntax.Node) error {
	ns := f.scope.home(name)
	if ns.Delete(f.t, name) || ns.Lost(name) != nil {
		return nil
	}
	f.at(n)
	return f.t.Raise("NameError", "name '"+name+"' is not defined")
}

func firstPart(dotted string) string {
	first, _, _ := strings.Cut(dotted, ".")
	return first
}

func containsAll(have, want []string) bool {
	for _, w := range want {
		found := false
		for _, h := range have {
			found = found || h == w
		}
		if !found {
			return false
		}
	}
	return true
}
