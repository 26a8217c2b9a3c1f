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
	ns, done := in.target(t, c)
	compiled, err := in.codeOf(c, false)
	if err != nil {
		return nil, err
	}
	if compiled == nil {
		ns.Open(in.t, value.Doubt(nil, c.Args[0], value.NewUnknown("the code given to exec is not known", t.At, nil)))
		return value.None(), done()
	}
	if err := in.runBody(compiled.unit, ns, compiled.body); err != nil {
		return nil, err
	}
	if assumes(compiled.from) {
		ns.Assume(in.t, compiled.from) // another text binds other names
	}
	return value.None(), done()
}

func (in *interp) callEval(t *value.Thread, c *value.Call) (value.Value, error) {
	compiled, err := in.codeOf(c, true)
	if err != nil {
		return nil, err
	}
	if compiled == nil || compiled.expr == nil {
		return value.Doubt(nil, append(c.Args, value.NewUnknown("the code given to eval is not known", t.At, nil))...), nil
	}
	scope := in.frame.scope
	if len(c.Args) > 1 {
		scope = in.evalScope(t, c)
	}
	f := &frame{in: in, t: t, unit: compiled.unit, scope: scope, fn: in.frame.fn}
	leave := in.enter(f)
	defer leave()
	return f.eval(compiled.expr)
}

// evalScope is the scope of eval with globals, and perhaps with locals.
func (in *interp) evalScope(t *value.Thread, c *value.Call) *scope {
	globals, _ := in.target(t, &value.Call{Args: c.Args[:2]})
	ns := globals
	if len(c.Args) > 2 {
		ns, _ = in.target(t, &value.Call{Args: []value.Value{c.Args[0], c.Args[2]}})
	}
	return moduleLike(ns, globals)
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

// target is the namespace in which exec runs its code; done writes it back
// where that is a plain dict.
func (in *interp) target(t *value.Thread, c *value.Call) (ns *value.Namespace, done func() error) {
	nothing := func() error { return nil }
	var given value.Value
	if len(c.Args) > 1 {
		given = c.Args[len(c.Args)-1]
	}
	switch v := given.(type) {
	case nil:
		if in.frame.scope.kind == functionScope {
			return t.NewNamespace(), nothing
		}
		return in.frame.scope.ns, nothing
	case *namespaceView:
		return v.ns, nothing
	case *value.Dict:
		return in.dictNamespace(t, v)
	}
	return t.NewNamespace(), nothing
}

func (in *interp) dictNamespace(t *value.Thread, d *value.Dict) (*value.Namespace, func() error) {
	ns := t.NewNamespace()
	for _, e := range d.Entries() {
		if name, ok := e.Key.(value.Str); ok {
			ns.Set(t, name.Text(), e.Value, t.At)
		}
	}
	if more := d.More(); more != nil {
		ns.Open(t, more)
	}
	return ns, func() error {
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
		return nil
	}
}

// runFile runs a file of the project in a namespace: split_settings, exec of a file.
func (in *interp) runFile(file string, ns *value.Namespace) error {
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
	u.module, u.pkg = textAt(ns, "__name__"), textAt(ns, "__package__")
	in.ran(file)
	return in.runBody(u, ns, source.tree.Body)
}

// textAt is the text that a name is bound to, or "".
func textAt(ns *value.Namespace, name string) string {
	b, _ := ns.Get(name)
	s, _ := b.V.(value.Str)
	return s.Text()
}
