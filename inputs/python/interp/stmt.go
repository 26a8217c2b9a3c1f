package interp

import (
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// block runs statements in order. At the top of a module a statement that
// certainly fails is recorded, and the next one runs.
func (f *frame) block(body []syntax.Stmt) (flow, error) {
	for _, s := range body {
		fl, err := f.stmt(s)
		if err != nil {
			err = f.goOn(s, err)
		}
		if err != nil || fl != next {
			return fl, err
		}
	}
	return next, nil
}

// goOn decides whether the module goes on after a statement that failed: not
// where the exception would be caught or a context manager has to see it, nor in
// an arm that may not be taken, nor in a handler: what the try would have bound
// is lost then.
func (f *frame) goOn(s syntax.Stmt, err error) error {
	if f.fn != nil || f.scope.kind != moduleScope || f.handlers > 0 || err == errLoaded || f.in.limited(err) {
		return err
	}
	raised, ok := err.(*value.Raised)
	if ok && (f.in.perhapsHandling(raised.Kind) || f.in.managed() || !f.t.Certain()) {
		return err
	}
	u := value.NewUnknown("the statement could not be followed", f.place(s), nil)
	if ok {
		f.in.fail(raised)
		if f.in.starting && f.in.result.Failure != nil {
			for _, m := range f.in.running {
				f.in.stopped = append(f.in.stopped, m.Name)
			}
		}
		u.Because = "the statement at " + placeText(u.At) + " raises " + raised.Kind.Name
		if u.Needs = f.in.unsetIn(raised.Trace); len(u.Needs) > 0 {
			u.Because += unlessGiven(u.Needs)
		}
	}
	f.lose(boundBy(s).order, u)
	return nil
}

// unsetIn are the variables that a trace has read and that are not set.
func (in *interp) unsetIn(tr *value.Trace) []string {
	if tr == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(tr.Reads), func(name string) bool {
		v, _ := in.t.Environ.Lookup(in.t, name)
		return v != nil
	})
}

// lose makes names unknown.
func (f *frame) lose(names []string, u *value.Unknown) {
	for _, name := range names {
		f.scope.home(name).Set(f.t, name, u, u.At)
	}
}

func (f *frame) stmt(s syntax.Stmt) (flow, error) {
	if err := f.t.Burn(1); err != nil {
		return next, err
	}
	switch s := s.(type) {
	case *syntax.ExprStmt:
		v, err := f.eval(s.Value)
		if err == nil {
			f.exports(s.Value, v)
		}
		return next, err
	case *syntax.Assign:
		return next, f.assignStmt(s)
	case *syntax.AugAssign:
		return next, f.augAssign(s)
	case *syntax.AnnAssign:
		return next, f.annAssign(s)
	case *syntax.If:
		return f.ifStmt(s)
	case *syntax.Return:
		return f.returnStmt(s)
	case *syntax.Import:
		return f.importing(s, func() error { return f.importStmt(s) })
	case *syntax.ImportFrom:
		return f.importing(s, func() error { return f.importFrom(s) })
	case *syntax.FunctionDef:
		return next, f.functionDef(s)
	case *syntax.ClassDef:
		return next, f.classDef(s)
	case *syntax.Raise:
		return next, f.raiseStmt(s)
	case *syntax.Break:
		return breaks, nil
	case *syntax.Continue:
		return continues, nil
	case *syntax.Delete:
		return next, f.deleteAll(s.Targets)
	case *syntax.Assert:
		return f.assertStmt(s)
	case *syntax.TypeAlias:
		f.bind(s.Name.ID, value.NewUnknown("type aliases are not followed", f.place(s), nil), f.place(s))
		return next, nil
	}
	return f.compound(s)
}

func (f *frame) compound(s syntax.Stmt) (flow, error) {
	switch s := s.(type) {
	case *syntax.For:
		return f.forStmt(s)
	case *syntax.While:
		return f.whileStmt(s)
	case *syntax.Try:
		return f.tryStmt(s)
	case *syntax.With:
		return f.withStmt(s)
	case *syntax.Match:
		return f.matchStmt(s)
	}
	return next, nil // pass, global, nonlocal
}

func (f *frame) ifStmt(s *syntax.If) (flow, error) {
	v, truth, err := f.test(s.Test)
	if err != nil {
		return next, err
	}
	return f.branch(s.Test, v, truth, func() (flow, error) { return f.block(s.Body) }, func() (flow, error) { return f.block(s.Orelse) })
}

// branch runs the arm of a condition that counts, or both.
func (f *frame) branch(test syntax.Expr, v value.Value, truth value.Truth, yes, no step) (flow, error) {
	c := value.Condition{Trace: v.Trace()}
	if truth == value.Maybe || c.Trace != nil && len(c.Trace.Assumes) > 0 {
		c = f.condition(test, v)
	}
	switch truth {
	case value.Yes:
		return f.taken(c, yes, no)
	case value.No:
		return f.taken(flipped(c), no, yes)
	}
	narrowed := func() (flow, error) {
		f.narrow(test)
		return yes()
	}
	return f.fork(c, narrowed, no)
}

func (f *frame) returnStmt(s *syntax.Return) (flow, error) {
	var v value.Value = value.None()
	if s.Value != nil {
		var err error
		if v, err = f.eval(s.Value); err != nil {
			return next, err
		}
	}
	if c := f.t.Control(); c != f.start {
		v = under(v, c)
	}
	f.ret = v
	return returns, nil
}

// assertStmt is an if whose other arm raises.
func (f *frame) assertStmt(s *syntax.Assert) (flow, error) {
	v, truth, err := f.test(s.Test)
	if err != nil {
		return next, err
	}
	if f.in.asserted != nil {
		f.in.asserted(truth, f.place(s))
	}
	holds := func() (flow, error) { return next, nil }
	fails := func() (flow, error) {
		f.at(s)
		return next, f.assertionError(s, v.Trace())
	}
	return f.branch(s.Test, v, truth, holds, fails)
}

func (f *frame) assertionError(s *syntax.Assert, cause *value.Trace) error {
	class := value.Exceptions()["AssertionError"]
	err := f.t.RaiseClass(class, "...", cause).(*value.Raised)
	c := &value.Call{At: f.t.At}
	if s.Msg != nil {
		msg, failed := f.eval(s.Msg)
		if failed != nil {
			return failed
		}
		c.Args = append(c.Args, msg)
	}
	exc, failed := value.CallValue(f.t, class, c)
	if failed != nil {
		return failed
	}
	err.Exc = exc
	return err
}

func (f *frame) deleteAll(targets []syntax.Expr) error {
	for _, e := range targets {
		if err := f.deleteOne(e); err != nil {
			return err
		}
	}
	return nil
}

func (f *frame) deleteOne(e syntax.Expr) error {
	switch e := e.(type) {
	case *syntax.Name:
		return f.unbind(e.ID, e)
	case *syntax.Tuple:
		return f.deleteAll(e.Elts)
	case *syntax.List:
		return f.deleteAll(e.Elts)
	case *syntax.Attribute:
		return f.storeAttr(e, nil)
	case *syntax.Subscript:
		return f.storeItem(e, nil)
	}
	return nil
}
