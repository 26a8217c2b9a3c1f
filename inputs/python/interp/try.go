package interp

// Exceptions. Whether a reader without a default raises depends on whether the
// program would catch it: guards are the try statements around the code at work,
// through all calls.

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// guard is a try statement, or a context manager, whose body is being run.
type guard struct {
	frame    *frame
	handlers []*syntax.ExceptHandler
	manager  value.Value // of a with statement
	star     bool        // the handlers are except*, which take groups apart
	outer    []*guard    // around the code that has resumed a generator
	asking   bool
	doubts   int            // the places in it at which an operation may raise
	lost     *value.Unknown // set where there are too many of these
}

// handling tells whether an exception of the class would be caught.
func (in *interp) handling(class *value.Class) bool {
	return slices.ContainsFunc(in.around(), func(g *guard) bool { return g.catches(class) == value.Yes })
}

// expects tells whether the program goes on where an exception of the class is raised, or
// stops under a condition, of which that tells more then.
func (in *interp) expects(class *value.Class) bool {
	return in.handling(class) && !in.demands(class)
}

// demands tells whether an exception of the class is caught only to stop the program with
// another failure, whatever the variables are.
func (in *interp) demands(class *value.Class) bool {
	return in.forks == 0 && in.handling(class) &&
		!slices.ContainsFunc(in.around(), func(g *guard) bool { return g.catches(class) == value.Yes && !g.stops(class) })
}

// perhapsHandling tells whether it may be, by a clause for what is not known.
func (in *interp) perhapsHandling(class *value.Class) bool {
	return slices.ContainsFunc(in.around(), func(g *guard) bool { return g.catches(class) != value.No })
}

// around are the guards around the code at work, innermost first.
func (in *interp) around() []*guard { return inwards(nil, in.guards) }

func inwards(out, guards []*guard) []*guard {
	for i := len(guards) - 1; i >= 0; i-- {
		if outer := guards[i].outer; outer != nil {
			out = inwards(out, outer)
			continue
		}
		out = append(out, guards[i])
	}
	return out
}

// mayCatch tells whether an exception of the class may be caught, or suppressed by
// a context manager of the project.
func (in *interp) mayCatch(class *value.Class) bool {
	return in.handling(class) || slices.ContainsFunc(in.guards, func(g *guard) bool { return exits(g.manager) })
}

// managed tells whether the code at work stands in a with statement.
func (in *interp) managed() bool {
	return slices.ContainsFunc(in.around(), func(g *guard) bool { return g.manager != nil })
}

func (g *guard) catches(class *value.Class) value.Truth {
	if g.asking {
		return value.No
	}
	g.asking = true
	defer func() { g.asking = false }()
	if g.manager != nil {
		return suppresses(g.manager, class)
	}
	out := value.No
	for _, h := range g.handlers {
		group := g.star && class.Is(value.Exceptions()["BaseExceptionGroup"])
		switch accepts := g.frame.accepts(h, class); {
		case group || accepts == value.Yes:
			return value.Yes
		case accepts == value.Maybe:
			out = value.Maybe
		}
	}
	return out
}

// stops tells whether the clause for exceptions of the class does nothing but end the program.
func (g *guard) stops(class *value.Class) bool {
	i := slices.IndexFunc(g.handlers, func(h *syntax.ExceptHandler) bool { return g.frame.accepts(h, class) != value.No })
	if i < 0 {
		return false
	}
	body := g.handlers[i].Body
	switch last := body[len(body)-1].(type) {
	case *syntax.Raise:
		return true
	case *syntax.ExprStmt:
		return isExit(last.Value)
	}
	return false
}

// isExit tells whether an expression ends the process: sys.exit(1), exit().
func isExit(e syntax.Expr) bool {
	call, ok := e.(*syntax.Call)
	if !ok {
		return false
	}
	switch f := call.Func.(type) {
	case *syntax.Name:
		return f.ID == "exit" || f.ID == "quit"
	case *syntax.Attribute:
		module, ok := f.Value.(*syntax.Name)
		return ok && (module.ID == "sys" && f.Attr == "exit" || module.ID == "os" && f.Attr == "_exit")
	}
	return false
}

// accepts tells whether an except clause is for exceptions of the class.
func (f *frame) accepts(h *syntax.ExceptHandler, class *value.Class) value.Truth {
	if h.Type == nil {
		return value.Yes
	}
	v, err := f.eval(h.Type)
	if err != nil {
		return value.No
	}
	return isKind(class, v)
}

// isKind tells whether a class is one of those that an except clause names.
func isKind(class *value.Class, v value.Value) value.Truth {
	switch v := v.(type) {
	case *value.Class:
		if class.Is(v) {
			return value.Yes
		}
		return value.No
	case value.Tuple:
		out := value.No
		for _, e := range v.Elems {
			switch isKind(class, e) {
			case value.Yes:
				return value.Yes
			case value.Maybe:
				out = value.Maybe
			}
		}
		return out
	}
	return value.Maybe
}

func (f *frame) tryStmt(s *syntax.Try) (flow, error) {
	if len(s.Finalbody) == 0 {
		return f.tryExcept(s)
	}
	mark := len(f.in.pending)
	fl, err := f.tryExcept(s)
	last := outcome{flow: fl, ret: f.ret, err: err}
	fl, ret, err := f.each(mark, last, func(o outcome) (flow, value.Value, error) {
		if o.err == errLoaded {
			return next, nil, o.err
		}
		fl, err := f.finally(s, o)
		if err != nil || fl != next {
			return fl, f.ret, f.within(err, o.err)
		}
		return o.flow, o.ret, o.err
	}, next)
	f.ret = ret
	return fl, err
}

// finally runs what is run in any case; an exception that goes through it can be raised
// again there.
func (f *frame) finally(s *syntax.Try, o outcome) (flow, error) {
	raised, ok := o.err.(*value.Raised)
	if !ok {
		return f.block(s.Finalbody)
	}
	in, depth := f.in, len(f.in.caught)
	in.caught = append(in.caught, raised)
	fl, err := f.block(s.Finalbody)
	in.caught = in.caught[:depth]
	return fl, err
}

func (f *frame) tryExcept(s *syntax.Try) (flow, error) {
	mark := len(f.in.pending)
	g := &guard{frame: f, handlers: s.Handlers, star: s.Star}
	fl, err := f.guarded(g, func() (flow, error) { return f.block(s.Body) })
	if len(f.in.pending) == mark && err == nil {
		if fl == next {
			return f.block(s.Orelse)
		}
		return fl, nil
	}
	changed := f.in.survivors(mark)
	last := outcome{flow: fl, ret: f.ret, err: err}
	fl, ret, err := f.each(mark, last, func(o outcome) (flow, value.Value, error) {
		if o.err != nil && g.lost != nil {
			f.t.Obscure(g.lost, changed...)
		}
		return f.afterBody(s, o)
	}, next)
	f.ret = ret
	return fl, err
}

// afterBody is what follows one outcome of a try's body: a handler, or the else.
func (f *frame) afterBody(s *syntax.Try, o outcome) (flow, value.Value, error) {
	if o.err == nil && o.flow == next {
		fl, err := f.block(s.Orelse)
		return fl, f.ret, err
	}
	raised, ok := o.err.(*value.Raised)
	if !ok {
		return o.flow, o.ret, o.err
	}
	handle := func() (flow, error) { return f.handle(s, s.Handlers, raised) }
	if s.Star {
		handle = func() (flow, error) { return f.handleStar(s, raised) }
	}
	fl, err := handle()
	return fl, f.ret, err
}

func (f *frame) guarded(g *guard, run step) (flow, error) {
	in := f.in
	depth := len(in.guards)
	in.guards = append(in.guards, g)
	fl, err := run()
	in.guards = in.guards[:depth]
	return fl, err
}

// handle runs the first except clause that is for the exception.
func (f *frame) handle(s *syntax.Try, handlers []*syntax.ExceptHandler, raised *value.Raised) (flow, error) {
	for i, h := range handlers {
		switch f.accepts(h, raised.Kind) {
		case value.Yes:
			return f.except(s, h, raised)
		case value.Maybe:
			c := f.condition(h.Type, value.NewUnknown("the exception that is caught is not known", f.place(h.Type), nil))
			return f.fork(c,
				func() (flow, error) { return f.except(s, h, raised) },
				func() (flow, error) { return f.handle(s, handlers[i+1:], raised) })
		}
	}
	return next, raised
}

func (f *frame) except(s *syntax.Try, h *syntax.ExceptHandler, raised *value.Raised) (flow, error) {
	in := f.in
	if n := len(in.caught); n > 0 { // it was raised while another was handled
		chain(f.t, raised, "__context__", in.caught[n-1].Exc)
	}
	if h.Name != "" {
		f.bind(h.Name, raised.Exc, f.place(h))
	}
	depth := len(in.caught)
	in.caught = append(in.caught, raised)
	f.handlers++
	fl, err := f.under(raised.Trace, func() (flow, error) { return f.block(h.Body) })
	f.handlers--
	in.caught = in.caught[:depth]
	err = f.within(err, raised)
	if h.Name != "" {
		f.scope.home(h.Name).Delete(f.t, h.Name)
	}
	return fl, err
}

func assumes(t *value.Trace) bool { return t != nil && len(t.Assumes) > 0 }

func (f *frame) raiseStmt(s *syntax.Raise) error {
	if s.Exc == nil {
		if n := len(f.in.caught); n > 0 {
			return f.in.caught[n-1]
		}
		f.at(s)
		return f.t.Raise("RuntimeError", "No active exception to reraise")
	}
	v, err := f.eval(s.Exc)
	if err != nil {
		return err
	}
	var cause value.Value
	if s.Cause != nil {
		if cause, err = f.eval(s.Cause); err != nil {
			return err
		}
	}
	f.at(s)
	v, rests := value.Rested(v)
	if class, ok := v.(*value.Class); ok {
		if v, err = value.CallValue(f.t, class, &value.Call{At: f.t.At}); err != nil {
			return err
		}
	}
	err = f.raised(v)
	if r, ok := err.(*value.Raised); ok && r.Exc == v {
		r.Shape, r.Trace = message(s.Exc), r.Trace.Under(rests)
	}
	if cause != nil {
		return f.cause(err, cause)
	}
	return err
}

// maxMessage is the length of a message above which it is not repeated.
const maxMessage = 200

// message is what a raise statement says where that is one literal or nothing;
// what is computed may hold a value, so "..." stands for it.
func message(exc syntax.Expr) string {
	call, ok := exc.(*syntax.Call)
	switch {
	case !ok || len(call.Keywords) > 0 || len(call.Args) > 1:
		return "..."
	case len(call.Args) == 0:
		return ""
	}
	if c, ok := call.Args[0].(*syntax.Constant); ok {
		if text, ok := c.Value.(string); ok && len(text) <= maxMessage && !document.SecretText(text) {
			return text
		}
	}
	return "..."
}

// raised makes the error of an exception instance. What is raised is not known
// where its class is not.
func (f *frame) raised(v value.Value) error {
	kind := v.Class()
	if _, unknown := value.IsUnknown(v); unknown || kind == value.UnknownClass {
		kind = value.Exceptions()["Exception"]
	}
	if !kind.Is(value.Exceptions()["BaseException"]) && kind.Unknown == nil {
		return f.t.Raise("TypeError", "exceptions must derive from BaseException")
	}
	return &value.Raised{Exc: v, Kind: kind, Shape: "...", At: f.t.At, Trace: f.t.Control()}
}
