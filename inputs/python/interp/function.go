package interp

import (
	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// Function is a function of the project: def or lambda.
type Function struct {
	in        *interp
	name      string
	qualified string // with the names of what it is defined in
	node      syntax.Node
	params    *syntax.Arguments
	body      []syntax.Stmt
	expr      syntax.Expr // of a lambda
	async     bool
	symbols   *symbols
	scope     *scope // in which it is defined
	unit      *unit
	attrs     *value.Namespace // its __dict__
	replaced  *value.Namespace // what was set of the attributes that every function has

	defaults   []value.Value
	kwDefaults []value.Value // nil where there is none

	active int // calls of it that are running
	forks  int // the nested arms around the outermost of these
	// deep is set where one of them is deeper than is followed.
	deep   *value.Unknown
	beyond *beyond // set within a call that stands for any number of them
}

// Class is function.
func (*Function) Class() *value.Class { return value.FunctionClass }

// Trace is nil: a function comes from its own source.
func (*Function) Trace() *value.Trace { return nil }

// With returns the function, resting on what the trace assumes.
func (fn *Function) With(t *value.Trace) value.Value { return value.Resting(fn, t) }

// Parameters are the names of what the function takes; more is set where it takes
// any further arguments.
func (fn *Function) Parameters() (names []string, more bool) {
	for _, list := range [][]*syntax.Arg{fn.params.PosOnlyArgs, fn.params.Args, fn.params.KwOnlyArgs} {
		for _, a := range list {
			names = append(names, a.Arg)
		}
	}
	return names, fn.params.Vararg != nil || fn.params.Kwarg != nil
}

// docOf is the docstring of a body, or None.
func docOf(body []syntax.Stmt) value.Value {
	if len(body) > 0 {
		if s, ok := body[0].(*syntax.ExprStmt); ok {
			if c, ok := s.Value.(*syntax.Constant); ok {
				if text, ok := c.Value.(string); ok {
					return value.NewStr(text, nil)
				}
			}
		}
	}
	return value.None()
}

func (f *frame) functionDef(s *syntax.FunctionDef) error {
	decorators, err := f.decorators(s.DecoratorList)
	if err != nil {
		return err
	}
	fn, err := f.newFunction(s.Name, s, s.Args)
	if err != nil {
		return err
	}
	fn.body, fn.async = s.Body, s.Async
	fn.symbols = f.in.symbolsOfFunction(s)
	v, err := f.decorate(fn, decorators, s.DecoratorList)
	if err != nil {
		return err
	}
	f.bind(s.Name, v, f.place(s))
	return nil
}

func (f *frame) lambda(e *syntax.Lambda) (value.Value, error) {
	fn, err := f.newFunction("<lambda>", e, e.Args)
	if err != nil {
		return nil, err
	}
	fn.expr = e.Body
	fn.symbols = f.in.symbolsOfLambda(e)
	return fn, nil
}

func (f *frame) newFunction(name string, n syntax.Node, params *syntax.Arguments) (*Function, error) {
	fn := &Function{in: f.in, name: name, qualified: f.scope.qualify(name), node: n, params: params, scope: f.scope, unit: f.unit, attrs: f.t.NewNamespace(), replaced: f.t.NewNamespace()}
	for _, e := range params.Defaults {
		v, err := f.eval(e)
		if err != nil {
			return nil, err
		}
		fn.defaults = append(fn.defaults, v)
	}
	fn.kwDefaults = make([]value.Value, len(params.KwDefaults))
	for i, e := range params.KwDefaults {
		if e == nil {
			continue
		}
		v, err := f.eval(e)
		if err != nil {
			return nil, err
		}
		fn.kwDefaults[i] = v
	}
	return fn, nil
}

func (f *frame) decorators(list []syntax.Expr) ([]value.Value, error) {
	var out []value.Value
	for _, e := range list {
		v, err := f.eval(e)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (f *frame) decorate(v value.Value, decorators []value.Value, at []syntax.Expr) (value.Value, error) {
	for i := len(decorators) - 1; i >= 0; i-- {
		place := f.at(at[i])
		out, err := value.CallValue(f.t, decorators[i], &value.Call{Args: []value.Value{v}, At: place})
		if v, err = f.orOther(value.Perhaps(out, v), err, decorators[i], v); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// Call runs the function.
func (fn *Function) Call(t *value.Thread, c *value.Call) (value.Value, error) {
	if fn.async {
		return value.NewUnknown("coroutines are not run", c.At, nil), nil
	}
	if fn.cutOff(t) {
		return fn.anyDeeper(t, c)
	}
	f := fn.newFrame(t)
	if err := fn.bind(f, c); err != nil {
		return nil, err
	}
	return fn.begin(f, c)
}

// begin runs the function, or gives its generator, in a frame that has the parameters.
func (fn *Function) begin(f *frame, c *value.Call) (value.Value, error) {
	if fn.symbols.generator {
		return fn.generate(f, c), nil
	}
	at := f.t.At
	v, err := fn.run(f)
	if err == nil {
		f.t.At = at // what the caller raises now, it raises where it is
	}
	return v, err
}

func (fn *Function) newFrame(t *value.Thread) *frame {
	outer := fn.scope
	if outer.kind == moduleScope {
		outer = nil
	}
	s := &scope{kind: functionScope, ns: t.NewNamespace(), symbols: fn.symbols, outer: outer, globals: fn.scope.globals,
		qualified: fn.qualified + ".<locals>"}
	return &frame{in: fn.in, t: t, unit: fn.unit, scope: s, fn: fn}
}

// run runs the body and joins all ways in which it returns.
func (fn *Function) run(f *frame) (value.Value, error) {
	in := fn.in
	leave := in.enter(f)
	defer leave()
	if fn.active == 0 {
		fn.forks, fn.deep = in.forks, nil
	}
	fn.active++
	defer func() { fn.active-- }()
	v, err := fn.result(f)
	if fn.deep != nil && err == nil { // it is too deep, whatever it would give
		v = value.Doubt(nil, fn.deep, v)
	}
	return v, err
}

// result runs the body in the frame of the function.
func (fn *Function) result(f *frame) (value.Value, error) {
	if fn.expr != nil {
		return f.eval(fn.expr)
	}
	mark := len(f.in.pending)
	fl, err := f.block(fn.body)
	if _, err = f.settle(mark, fl, err, next, returns); err != nil {
		return nil, err
	}
	if f.ret == nil {
		return value.None(), nil
	}
	return f.ret, nil
}
