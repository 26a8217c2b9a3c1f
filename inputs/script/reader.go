package script

import (
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/inputs/document"
)

// reader walks the statements of a script.
type reader struct {
	file     string
	lines    []string
	nested   int
	script   *Script
	vars     map[string]value // what the script has set, and is not the environment's
	exported map[string]bool
	all      bool // set -a
	guard    guard
	ended    bool // a top-level exec or exit: nothing after it is run
}

// statements reads statements that are run one after the other.
func (r *reader) statements(stmts []*syntax.Stmt, certain bool, depth int) {
	for _, s := range stmts {
		if r.ended || len(r.script.Commands) > maxCommands {
			return
		}
		r.statement(s, certain, depth)
	}
}

func (r *reader) statement(s *syntax.Stmt, certain bool, depth int) {
	if depth > maxDepth {
		r.opaque(s)
		return
	}
	if s.Background {
		r.apart(func() { r.command(s.Cmd, certain, depth) })
		return
	}
	r.command(s.Cmd, certain, depth)
}

// apart reads what runs in a shell of its own: its variables end with it.
func (r *reader) apart(read func()) {
	before, exports := *r, len(r.script.Exports)
	r.vars, r.exported = maps.Clone(r.vars), maps.Clone(r.exported)
	read()
	*r = before
	r.script.Exports = slices.Clip(r.script.Exports[:exports])
}

func (r *reader) command(c syntax.Command, certain bool, depth int) {
	depth++
	switch c := c.(type) {
	case *syntax.CallExpr:
		r.call(c, certain)
	case *syntax.DeclClause:
		r.declare(c, certain)
	case *syntax.Block:
		r.statements(c.Stmts, certain, depth)
	case *syntax.Subshell:
		r.apart(func() { r.statements(c.Stmts, certain, depth) })
	case *syntax.BinaryCmd:
		r.binary(c, certain, depth)
	case *syntax.IfClause:
		for ; c != nil; c = c.Else {
			r.statements(c.Cond, certain, depth)
			r.maybe(r.guardOf(c.Cond, certain), c.Then, depth)
			certain = false
		}
	case *syntax.WhileClause:
		r.maybe(guard{}, append(slices.Clone(c.Cond), c.Do...), depth)
	case *syntax.ForClause:
		if loop, ok := c.Loop.(*syntax.WordIter); ok {
			r.vars[loop.Name.Value] = value{}
		}
		r.maybe(guard{}, c.Do, depth)
	case *syntax.CaseClause:
		for _, item := range c.Items {
			r.maybe(guard{}, item.Stmts, depth)
		}
	case *syntax.FuncDecl:
		r.maybe(guard{}, []*syntax.Stmt{c.Body}, depth)
	case *syntax.TimeClause:
		if c.Stmt != nil {
			r.statement(c.Stmt, certain, depth)
		}
	}
}

// binary reads a && b, a || b and a | b.
func (r *reader) binary(c *syntax.BinaryCmd, certain bool, depth int) {
	if c.Op == syntax.Pipe || c.Op == syntax.PipeAll {
		r.apart(func() { r.statement(c.X, certain, depth) })
		r.apart(func() { r.statement(c.Y, certain, depth) })
		return
	}
	r.statement(c.X, certain, depth)
	var g guard
	if c.Op == syntax.AndStmt {
		g = r.guardOf([]*syntax.Stmt{c.X}, certain)
	}
	r.maybe(g, []*syntax.Stmt{c.Y}, depth)
}

// guard is the variable that a condition has found to be empty.
type guard struct {
	name    string
	certain bool // the condition is tested whatever happens before it
}

// guardOf returns the guard of [ -z "$NAME" ], and of [ -z ${NAME+x} ].
func (r *reader) guardOf(cond []*syntax.Stmt, certain bool) guard {
	if len(cond) != 1 || cond[0].Negated {
		return guard{}
	}
	var tested *syntax.Word
	switch c := cond[0].Cmd.(type) {
	case *syntax.CallExpr:
		if n := len(c.Args); n >= 3 && c.Args[1].Lit() == "-z" && (c.Args[0].Lit() == "test" && n == 3 || c.Args[0].Lit() == "[" && n == 4) {
			tested = c.Args[2]
		}
	case *syntax.TestClause:
		if u, ok := c.X.(*syntax.UnaryTest); ok && u.Op == syntax.TsEmpStr {
			tested, _ = u.X.(*syntax.Word)
		}
	}
	if tested == nil {
		return guard{}
	}
	p := wholeParameter(tested)
	if p == nil || p.Length || p.Excl || p.Index != nil || p.Slice != nil || p.Repl != nil {
		return guard{}
	}
	if _, ok := r.vars[p.Param.Value]; ok {
		return guard{} // not the environment's
	}
	return guard{name: p.Param.Value, certain: certain}
}

// maybe reads statements that may not be run: what they set is known among
// them, and not after them.
func (r *reader) maybe(g guard, stmts []*syntax.Stmt, depth int) {
	before, outer, ended := r.vars, r.guard, r.ended
	r.vars, r.guard = maps.Clone(before), g
	r.statements(stmts, false, depth)
	changed := r.vars
	r.vars, r.guard, r.ended = before, outer, ended
	for name, v := range changed {
		if old, ok := before[name]; !ok || !old.equal(v) {
			r.vars[name] = value{}
		}
	}
}

func (r *reader) at(n syntax.Node) document.Location { return r.place(n.Pos()) }

func (r *reader) place(p syntax.Pos) document.Location {
	at := document.Location{File: r.file, Line: int(p.Line()), Column: int(p.Col())}
	if i := at.Line - 1; i >= 0 && i < len(r.lines) && at.Column > 0 {
		at.Column = 1 + utf8.RuneCountInString(r.lines[i][:min(at.Column-1, len(r.lines[i]))])
	}
	return at
}

func (r *reader) opaque(n syntax.Node) {
	r.script.Opaque = append(r.script.Opaque, r.at(n))
}

// call reads a simple command, or assignments without one.
func (r *reader) call(c *syntax.CallExpr, certain bool) {
	if len(c.Args) == 0 {
		for _, a := range c.Assigns {
			r.assign(a, certain)
		}
		return
	}
	cmd := Command{Certain: certain, At: r.at(c)}
	for _, a := range c.Assigns {
		if e, ok := r.export(a, certain); ok {
			cmd.Env = append(cmd.Env, e)
		}
	}
	for _, w := range c.Args {
		cmd.Words = append(cmd.Words, r.word(w))
	}
	cmd, injected := unwrap(cmd)
	if injected {
		r.opaque(c)
	}
	r.simple(cmd, c)
}

// simple keeps a command, or does what a command of the shell does.
func (r *reader) simple(cmd Command, c *syntax.CallExpr) {
	if len(cmd.Words) == 0 {
		return
	}
	name := cmd.Words[0]
	if slices.ContainsFunc(cmd.Words, func(w Word) bool { return w.Args }) {
		r.script.UsesArgs = true
	}
	if text, ok := shellText(cmd); ok && cmd.Words[0].Known {
		r.inner(text, cmd, c)
		return
	}
	if !name.Known || !r.builtin(name.Text, cmd, c) {
		r.script.Commands = append(r.script.Commands, cmd)
	}
	r.ended = r.ended || cmd.Certain && cmd.Exec
}

// inner reads the text of sh -c.
func (r *reader) inner(text string, cmd Command, c *syntax.CallExpr) {
	s, err := parse(r.file, text, r.nested+1)
	if err != nil {
		r.script.Commands = append(r.script.Commands, cmd)
		return
	}
	for _, in := range s.Commands {
		in.At, in.Certain = cmd.At, in.Certain && cmd.Certain
		in.Env = append(append(slices.Clone(cmd.Env), s.Exports...), in.Env...)
		in.Exec = false
		r.script.Commands = append(r.script.Commands, in)
	}
	r.script.UsesArgs = r.script.UsesArgs || s.UsesArgs
	r.ended = r.ended || cmd.Certain && cmd.Exec
}

// builtin does what a command of the shell does to variables; false for a
// command that is none, or none that matters here.
func (r *reader) builtin(name string, cmd Command, c *syntax.CallExpr) bool {
	switch name {
	case ".", "source":
		r.source(cmd, c)
	case "eval":
		r.opaque(c)
	case "set":
		r.set(cmd)
	case "unset":
		r.unset(cmd)
	case "read", "mapfile", "readarray", "getopts":
		r.forget(cmd)
	case "exit", "return":
		r.ended = r.ended || cmd.Certain
	case ":", "true", "false", "echo", "printf", "cd", "test", "[", "shift", "trap", "wait", "umask", "ulimit", "pwd", "type", "hash", "alias", "break", "continue", "local":
	default:
		return false
	}
	return true
}

// source reads . file.
func (r *reader) source(cmd Command, c *syntax.CallExpr) {
	if len(cmd.Words) < 2 || !cmd.Words[1].Known {
		r.opaque(c)
		return
	}
	r.script.Sources = append(r.script.Sources, Source{Path: cmd.Words[1].Text, All: r.all, Certain: cmd.Certain, At: cmd.At})
}

// set notes set -a and set +a.
func (r *reader) set(cmd Command) {
	for i, w := range cmd.Words[1:] {
		on := strings.HasPrefix(w.Text, "-")
		switch {
		case !on && !strings.HasPrefix(w.Text, "+"):
			return
		case strings.HasSuffix(w.Text, "o") && i+2 < len(cmd.Words) && cmd.Words[i+2].Text == "allexport",
			!strings.HasPrefix(w.Text, "--") && strings.Contains(w.Text, "a"):
			r.all = on
		}
	}
}

func (r *reader) unset(cmd Command) {
	for _, w := range cmd.Words[1:] {
		if w.Text == "-f" {
			return
		}
		if w.Known && syntax.ValidName(w.Text) {
			delete(r.vars, w.Text)
			r.script.Exports = append(r.script.Exports, Export{Name: w.Text, Unset: true, Certain: cmd.Certain, At: cmd.At, KeyAt: cmd.At})
		}
	}
}

// forget drops what is known of the variables that a command sets.
func (r *reader) forget(cmd Command) {
	for _, w := range cmd.Words[1:] {
		if w.Known && syntax.ValidName(w.Text) {
			r.vars[w.Text] = value{}
		}
	}
}

// declare reads export, declare -x and their like.
func (r *reader) declare(c *syntax.DeclClause, certain bool) {
	exports := c.Variant.Value == "export"
	for _, a := range c.Args {
		switch {
		case a.Name == nil && strings.HasPrefix(a.Value.Lit(), "-"):
			exports = exports && a.Value.Lit() != "-n" || strings.Contains(a.Value.Lit(), "x")
		case a.Name == nil && exports:
			r.opaque(a)
		case a.Name == nil:
		case exports:
			r.exportName(a, certain)
		case !a.Naked:
			r.assign(a, certain)
		}
	}
}

// exportName reads one name of export: with a value, or with that which the
// script has set before.
func (r *reader) exportName(a *syntax.Assign, certain bool) {
	name := a.Name.Value
	r.exported[name] = true
	if !a.Naked {
		r.assign(a, certain)
		return
	}
	if v, ok := r.vars[name]; ok {
		e := v.export(name)
		e.Certain = certain && v.certain
		if e.At = v.at; e.At.Line == 0 {
			e.At = r.at(a)
		}
		e.KeyAt = r.at(a)
		e.guard(r.guard)
		r.script.Exports = append(r.script.Exports, e)
	}
}

// assign reads NAME=value: an export where the name is exported, else a variable
// of the script, which reaches commands only if the environment has the name.
func (r *reader) assign(a *syntax.Assign, certain bool) {
	if a.Name == nil {
		return
	}
	e, ok := r.export(a, certain)
	if !ok {
		r.vars[a.Name.Value] = value{}
		return
	}
	r.vars[e.Name] = value{text: e.Value.Reveal(), ok: e.HasValue, needs: e.Needs, fallback: e.Default, certain: certain, at: e.At}
	if r.all || r.exported[e.Name] {
		e.guard(r.guard)
		r.script.Exports = append(r.script.Exports, e)
	}
}

// guard makes an export of a text the default of its name, where it is set only
// if that is empty.
func (e *Export) guard(g guard) {
	if g.name == e.Name && e.Known {
		e.Known, e.Default, e.Needs, e.Certain = false, true, []string{e.Name}, g.certain
	}
}

// export returns what NAME=value sets; false for an array, or NAME+=value.
func (r *reader) export(a *syntax.Assign, certain bool) (Export, bool) {
	if a.Name == nil || a.Array != nil || a.Index != nil || a.Append {
		return Export{}, false
	}
	v := r.value(a.Value)
	if a.Value == nil {
		v = value{ok: true}
	}
	if slices.Contains(v.needs, a.Name.Value) && !v.fallback {
		v.ok = false // PATH=$PATH:more
	}
	e := v.export(a.Name.Value)
	e.Certain, e.KeyAt = certain, r.at(a)
	e.At = e.KeyAt
	e.At.Column += utf8.RuneCountInString(a.Name.Value) + 1
	return e, true
}

// shellText returns the text that a command has a shell run (sh -c text).
func shellText(c Command) (string, bool) {
	if len(c.Words) < 3 || !slices.Contains([]string{"sh", "bash", "dash", "ash"}, path.Base(c.Words[0].Text)) {
		return "", false
	}
	for i, w := range c.Words[1 : len(c.Words)-1] {
		if !strings.HasPrefix(w.Text, "-") {
			return "", false
		}
		if !strings.HasPrefix(w.Text, "--") && strings.Contains(w.Text, "c") {
			return c.Words[i+2].Text, true
		}
	}
	return "", false
}
