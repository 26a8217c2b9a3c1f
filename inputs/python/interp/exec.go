package interp

// exec, eval and compile, of texts that are known and of files of the project.

import (
	"path"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// code is what compile() gives.
type code struct {
	unit *unit
	body []syntax.Stmt
	expr syntax.Expr  // of eval; nil for exec
	from *value.Trace // of the text
}

// Class is code.
func (*code) Class() *value.Class { return codeClass }

// Trace is nil.
func (*code) Trace() *value.Trace { return nil }

// With returns the code, resting on what the trace assumes.
func (c *code) With(t *value.Trace) value.Value { return value.Resting(c, t) }

var codeClass = value.NewClass("code", "")

// compile reads a text. Its places are those of the file it is said to come
// from, or else the place at work.
func (in *interp) compile(from value.Value, file string, expr bool) (*code, error) {
	text, _ := value.Content(from)
	at := in.t.At
	u := &unit{path: in.t.File, fixed: &at}
	if in.frame != nil {
		u.module, u.pkg, u.display = in.frame.unit.module, in.frame.unit.pkg, in.frame.unit.display
	}
	if path.IsAbs(file) {
		u.display, u.fixed = in.Host.Display(file), nil
		in.ran(file)
	}
	c := &code{unit: u, from: from.Trace()}
	var err error
	if expr {
		c.expr, u.file, err = syntax.ParseExpr(u.display, text)
	} else {
		var tree *syntax.Module
		if tree, err = compile(u.display, []byte(text)); err == nil {
			u.file, c.body = tree.File, tree.Body
		}
	}
	if err != nil {
		return nil, in.t.RaiseClass(value.Exceptions()["SyntaxError"], "...", from.Trace())
	}
	return c, nil
}

func (in *interp) callCompile(t *value.Thread, c *value.Call) (value.Value, error) {
	if len(c.Args) < 3 {
		return value.NewUnknown("compile() is not followed", t.At, nil), nil
	}
	if _, ok := value.Content(c.Args[0]); !ok {
		return value.Doubt(nil, c.Args[0], value.NewUnknown("compile() of what is no text is not followed", t.At, nil)), nil
	}
	name := ""
	if file, err := value.ToStr(t, c.Args[1]); err == nil {
		if s, ok := file.(value.Str); ok {
			name = s.Text()
		}
	}
	mode, _ := c.Args[2].(value.Str)
	made, err := in.compile(c.Args[0], name, mode.Text() == "eval")
	if err != nil {
		return nil, err
	}
	return made, nil
}

func (in *interp) callExec(t *value.Thread, c *value.Call) (value.Value, error) {
	s, done, err := in.codeScope(t, c, "exec")
	if err != nil {
		return nil, err
	}
	defer done()
	compiled, err := in.codeOf(c, false)
	if err != nil {
		return nil, err
	}
	if compiled == nil {
		s.ns.Open(in.t, value.Doubt(nil, c.Args[0], value.NewUnknown("the code given to exec is not known", t.At, nil)))
		return value.None(), nil
	}
	names := boundBy(compiled.body...)
	if s.ns != s.globals {
		declaredWithin(names.globals, compiled.body)
	}
	s.declare(names)
	if err := in.runBody(compiled.unit, s, compiled.body); err != nil {
		return nil, err
	}
	if assumes(compiled.from) {
		s.ns.Assume(in.t, compiled.from) // another text binds other names
	}
	return value.None(), nil
}

func (in *interp) callEval(t *value.Thread, c *value.Call) (value.Value, error) {
	scope := in.frame.scope
	if len(c.Args) > 1 {
		s, done, err := in.codeScope(t, c, "eval")
		if err != nil {
			return nil, err
		}
		defer done()
		scope = s
	}
	compiled, err := in.codeOf(c, true)
	if err != nil {
		return nil, err
	}
	if compiled == nil || compiled.expr == nil {
		return value.Doubt(nil, append(c.Args, value.NewUnknown("the code given to eval is not known", t.At, nil))...), nil
	}
	f := &frame{in: in, t: t, unit: compiled.unit, scope: scope, fn: in.frame.fn}
	leave := in.enter(f)
	defer leave()
	return f.eval(compiled.expr)
}

// codeScope is the scope in which a builtin such as exec runs code (Python/bltinmodule.c): its
// second argument are the globals, its third the locals, and None stands for those at work.
// done writes back what the code has bound.
func (in *interp) codeScope(t *value.Thread, c *value.Call, builtin string) (s *scope, done func(), err error) {
	given := func(i int) value.Value {
		if i >= len(c.Args) || c.Args[i].Class() == value.NoneClass {
			return nil
		}
		return c.Args[i]
	}
	s, done = in.scopeAtWork(t), func() {}
	if globals := given(1); globals != nil {
		ns, back, err := in.globalsOf(t, globals, builtin)
		if err != nil {
			return nil, nil, err
		}
		s, done = moduleLike(ns, ns), back
	}
	if locals := given(2); locals != nil && locals != given(1) {
		ns, back, err := in.localsOf(t, locals)
		if err != nil {
			return nil, nil, err
		}
		first := done
		s, done = moduleLike(ns, s.globals), func() { first(); back() }
	}
	return s, done, nil
}

// scopeAtWork is that of a module or class, or, of a function, a copy of its names.
func (in *interp) scopeAtWork(t *value.Thread) *scope {
	s := in.frame.scope
	if s.kind != functionScope && s.kind != comprehensionScope {
		return moduleLike(s.ns, s.globals)
	}
	ns, _ := in.dictNamespace(t, in.view(s.ns).snapshot(t))
	for o := s.outer; o != nil; o = o.outer {
		if o.kind != functionScope {
			continue
		}
		for _, name := range o.ns.Names() {
			if _, own := ns.Get(name); !own { // it is there only if the function itself uses it
				ns.Set(t, name, value.NewUnknown("whether a function has the variables around it is not followed", t.At, nil), t.At)
			}
		}
	}
	return moduleLike(ns, s.globals)
}

// globalsOf is the namespace of a dict; Python gives that the builtins.
func (in *interp) globalsOf(t *value.Thread, v value.Value, builtin string) (*value.Namespace, func(), error) {
	v, _ = value.Rested(v)
	if d, ok := value.Underlying(v).(*value.Dict); ok {
		if _, has := d.Get(value.NewStr("__builtins__", nil)); !has {
			d.SetStr(t, "__builtins__", value.NewUnknown("the builtins of Python are not followed as a value", t.At, nil))
		}
	}
	_, unknown := value.IsUnknown(v)
	if !unknown && !v.Class().Is(value.DictClass) {
		return nil, nil, t.Raise("TypeError", builtin+"() globals must be a dict, not "+v.Class().TypeName())
	}
	return in.localsOf(t, v)
}

// localsOf is the namespace of a mapping.
func (in *interp) localsOf(t *value.Thread, v value.Value) (*value.Namespace, func(), error) {
	v, _ = value.Rested(v)
	if view, ok := v.(*namespaceView); ok {
		return view.ns, func() {}, nil
	}
	if d, ok := v.(*value.Dict); ok {
		ns, back := in.dictNamespace(t, d)
		return ns, back, nil
	}
	if !value.MayBeMapping(t, v) {
		return nil, nil, t.Raise("TypeError", "locals must be a mapping")
	}
	why := value.Doubt(nil, v, value.NewUnknown("code that runs in such a mapping is not followed", t.At, nil))
	value.Lose(t, value.Underlying(v), why)
	ns := t.NewNamespace()
	ns.Open(t, why)
	return ns, func() {}, nil
}

// declaredWithin adds the names that some function within code declares global: the code
// itself binds them there, too.
func declaredWithin(globals map[string]bool, body []syntax.Stmt) {
	for _, s := range body {
		syntax.Walk(s, func(n syntax.Node) bool {
			if g, ok := n.(*syntax.Global); ok {
				declare(globals, g.Names)
			}
			return true
		})
	}
}

func moduleLike(ns, globals *value.Namespace) *scope {
	return &scope{kind: moduleScope, ns: ns, globals: globals}
}

// codeOf is the code that exec or eval is given; nil where it is not known.
func (in *interp) codeOf(c *value.Call, expr bool) (*code, error) {
	if len(c.Args) == 0 {
		return nil, in.t.Raise("TypeError", "expected at least 1 argument")
	}
	if made, ok := c.Args[0].(*code); ok {
		return made, nil
	}
	if _, ok := value.Content(c.Args[0]); ok {
		return in.compile(c.Args[0], "", expr)
	}
	return nil, nil
}

// dictNamespace has the names of a dict; back gives the dict what they are by then.
func (in *interp) dictNamespace(t *value.Thread, d *value.Dict) (ns *value.Namespace, back func()) {
	ns = t.NewNamespace()
	var before []string
	for _, e := range d.Entries() {
		if name, ok := e.Key.(value.Str); ok {
			before = append(before, name.Text())
			ns.Set(t, name.Text(), e.Value, t.At)
		}
	}
	if more := d.More(); more != nil {
		ns.Open(t, more)
	}
	return ns, func() {
		for _, name := range before {
			if _, bound := ns.Get(name); !bound && ns.More() == nil {
				d.Delete(t, value.NewStr(name, nil))
			}
		}
		for _, name := range ns.Names() {
			b, _ := ns.Get(name)
			d.SetStr(t, name, b.V.With(b.V.Trace().Under(b.Control)))
		}
		if more := ns.More(); more != nil {
			d.Open(t, more)
		}
		if absent := ns.AllAbsent(); assumes(absent) {
			d.Open(t, value.NewUnknown("no input sets "+absent.Assumes[0], t.At, absent))
		}
	}
}

// runFile runs a file of the project in a namespace: split_settings, exec of a file.
func (in *interp) runFile(file string, ns *value.Namespace) error {
	return in.runFileIn(file, moduleLike(ns, ns))
}

func (in *interp) runFileIn(file string, s *scope) error {
	ns := s.ns
	text, present := in.Host.ReadFile(file)
	display := in.Host.Display(file)
	if present != value.Yes {
		ns.Open(in.t, value.NewUnknown("the content of "+display+" is not known", in.t.At, nil))
		return nil
	}
	source := in.Cache.compile(display, text)
	if wrong, ok := source.err.(*syntax.SyntaxError); ok {
		if in.result.Syntax == nil {
			in.result.Syntax = wrong
		}
		ns.Open(in.t, value.NewUnknown(display+" has a syntax error", in.t.At, nil))
		return nil
	}
	u := &unit{file: source.tree.File, constants: source.constants, path: file, display: display}
	u.module, u.pkg = textAt(s.globals, "__name__"), textAt(s.globals, "__package__")
	in.ran(file)
	return in.runBody(u, s, source.tree.Body)
}

// textAt is the text that a name is bound to, or "".
func textAt(ns *value.Namespace, name string) string {
	b, _ := ns.Get(name)
	s, _ := b.V.(value.Str)
	return s.Text()
}
