package script

import (
	"maps"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/inputs/document"
)

// This file reads branches and loops: the arm that is taken where that is known,
// else every arm, with nothing certain in it.

// arms are the alternatives of an if or a case, read in order.
type arms struct {
	*reader
	certain bool // the statement itself is run whatever happens before it
	open    bool // whether an arm before is taken is not known
}

// arm reads one; it tells whether none after it can be taken.
func (a *arms) arm(t truth, g guard, stmts []*syntax.Stmt, depth int) bool {
	switch {
	case t == no:
	case t == yes && !a.open:
		a.statements(stmts, a.certain, depth)
	default:
		a.maybe(g, stmts, depth)
		a.open = true
	}
	return t == yes
}

func (r *reader) ifClause(c *syntax.IfClause, certain bool, depth int) {
	a := arms{reader: r, certain: certain}
	for ; c != nil; c = c.Else {
		if len(c.Cond) == 0 {
			a.arm(yes, guard{}, c.Then, depth)
			return
		}
		first := certain && !a.open
		r.statements(c.Cond, first, depth)
		if a.arm(r.holds(c.Cond), r.guardOf(c.Cond, first), c.Then, depth) {
			return
		}
	}
}

func (r *reader) caseClause(c *syntax.CaseClause, certain bool, depth int) {
	a := arms{reader: r, certain: certain}
	v := r.value(c.Word)
	falls := slices.ContainsFunc(c.Items, func(i *syntax.CaseItem) bool { return i.Op != syntax.Break })
	for _, item := range c.Items {
		t := no
		for _, p := range item.Patterns {
			if falls || !v.known() {
				t = maybe
				break
			}
			t = or(t, r.matches(v.text, p))
		}
		if a.arm(t, guard{}, item.Stmts, depth) {
			return
		}
	}
}

// binary reads a && b, a || b and a | b.
func (r *reader) binary(c *syntax.BinaryCmd, certain bool, depth int) {
	if c.Op == syntax.Pipe || c.Op == syntax.PipeAll {
		r.apart(func() { r.statement(c.X, certain, depth) })
		r.apart(func() {
			r.input = r.handedOn(c.X)
			r.statement(c.Y, certain, depth)
		})
		return
	}
	r.statement(c.X, certain, depth)
	if r.ended || r.returned {
		return
	}
	a, t, g := arms{reader: r, certain: certain}, r.succeeds(c.X), guard{}
	if c.Op == syntax.OrStmt {
		t = -t
	} else {
		g = r.guardOf([]*syntax.Stmt{c.X}, certain)
	}
	a.arm(t, g, []*syntax.Stmt{c.Y}, depth)
}

// handedOn is the text that a statement prints, where that is all it does.
func (r *reader) handedOn(s *syntax.Stmt) Word {
	call, ok := s.Cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) == 0 {
		return Word{}
	}
	switch call.Args[0].Lit() {
	case "echo", "printf":
		if len(call.Args) > 1 {
			return r.word(call.Args[len(call.Args)-1])
		}
	case "cat":
		for _, to := range s.Redirs {
			if to.Hdoc != nil {
				return r.document(to)
			}
		}
	}
	return Word{}
}

// forClause reads a loop over words that are known, each round by itself.
func (r *reader) forClause(c *syntax.ForClause, certain bool, depth int) {
	loop, ok := c.Loop.(*syntax.WordIter)
	if !ok {
		r.loop(c.Do, depth, nil)
		return
	}
	items := r.items(loop)
	if items == nil || len(items) > maxRounds || jumps(c.Do) || slices.ContainsFunc(items, func(w Word) bool { return !w.Known }) {
		r.loop(c.Do, depth, loop.Name)
		return
	}
	for _, w := range items {
		r.put(Export{Name: loop.Name.Value, Value: document.NewText(w.Text), HasValue: true, Known: true, Certain: certain, At: r.at(c), KeyAt: r.at(c)})
		r.statements(c.Do, certain, depth)
	}
}

// items are the words of a loop, the arguments where it names none; nil where
// they are not known.
func (r *reader) items(loop *syntax.WordIter) []Word {
	if !loop.InPos.IsValid() {
		return r.args
	}
	items := []Word{}
	for _, w := range loop.Items {
		items = append(items, r.words(w)...)
	}
	return items
}

// jumps tells whether a loop is left before its end.
func jumps(stmts []*syntax.Stmt) bool {
	found := false
	for _, s := range stmts {
		syntax.Walk(s, func(n syntax.Node) bool {
			if c, ok := n.(*syntax.CallExpr); ok && len(c.Args) > 0 {
				name := c.Args[0].Lit()
				found = found || name == "break" || name == "continue"
			}
			return !found
		})
	}
	return found
}

// loop reads statements that are run any number of times: what they set is not
// known while they are read. A for sets a name before each round.
func (r *reader) loop(stmts []*syntax.Stmt, depth int, name *syntax.Lit) {
	var called []*syntax.Stmt
	for _, s := range stmts {
		called = r.unsettle(s, called)
	}
	for i := 0; i < len(called); i++ {
		called = r.unsettle(called[i], called)
	}
	if name != nil {
		r.drop(name.Value, name)
	}
	r.maybe(guard{}, stmts, depth)
}

// unsettle drops what is known of all that a statement may change. It adds the
// functions that it calls to a list.
func (r *reader) unsettle(s *syntax.Stmt, called []*syntax.Stmt) []*syntax.Stmt {
	syntax.Walk(s, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			if n.Name != nil {
				r.drop(n.Name.Value, n)
			}
		case *syntax.ParamExp:
			if n.Exp != nil && (n.Exp.Op == syntax.AssignUnset || n.Exp.Op == syntax.AssignUnsetOrNull) {
				r.drop(n.Param.Value, n)
			}
		case *syntax.CallExpr:
			if body := r.functionOf(n); body != nil && !slices.Contains(called, body) {
				called = append(called, body)
			}
			r.unsettleCall(n)
		}
		return true
	})
	return called
}

func (r *reader) unsettleCall(c *syntax.CallExpr) {
	if len(c.Args) == 0 {
		return
	}
	switch c.Args[0].Lit() {
	case "shift":
		r.args = nil
	case "set":
		r.args = nil
		if len(c.Args) > 1 && strings.Contains(c.Args[1].Lit(), "a") {
			r.all = or(r.all, maybe)
		}
	case "unset", "read":
		for _, w := range c.Args[1:] {
			if name := w.Lit(); syntax.ValidName(name) {
				r.drop(name, w)
			}
		}
	}
}

// drop makes a variable one of which nothing is known.
func (r *reader) drop(name string, n syntax.Node) {
	r.put(Export{Name: name, At: r.at(n), KeyAt: r.at(n)})
}

// functionOf is the body of the function that a command calls, or nil.
func (r *reader) functionOf(c *syntax.CallExpr) *syntax.Stmt {
	if len(c.Args) == 0 {
		return nil
	}
	return r.functions[c.Args[0].Lit()]
}

// maybe reads statements that may not be run: what they set is known among
// them, and not after them.
func (r *reader) maybe(g guard, stmts []*syntax.Stmt, depth int) {
	before := *r
	r.vars, r.exported, r.guard = maps.Clone(r.vars), maps.Clone(r.exported), g
	r.statements(stmts, false, depth)
	after := *r
	r.vars, r.exported, r.all, r.args = before.vars, before.exported, before.all, before.args
	r.guard, r.ended, r.returned = before.guard, before.ended, before.returned
	for name, v := range after.vars {
		if old, ok := r.vars[name]; !ok || !old.equal(v) {
			r.vars[name] = g.join(name, v)
		}
	}
	for name, exported := range after.exported {
		if r.exports(name) != exported {
			r.exported[name] = maybe
		}
	}
	if after.all != r.all {
		r.all = maybe
	}
	if r.dir = before.dir; after.dir != r.dir {
		r.dir = computed
	}
	if !slices.EqualFunc(after.args, r.args, Word.equal) {
		r.args = nil
	}
}

// guard is the variable that a condition has found to be empty.
type guard struct {
	name    string
	certain bool // the condition is tested whatever happens before it
}

// join is a variable after statements that may have set it to v: under the guard of its
// own name they have made v its default.
func (g guard) join(name string, v value) value {
	if name != g.name || !g.certain || !v.known() {
		return value{}
	}
	return value{text: v.text, ok: true, needs: []string{name}, from: v.from, fallback: true, certain: true, at: v.at}
}

// guardOf returns the guard of [ -z "$NAME" ], and of [ -z ${NAME+x} ].
func (r *reader) guardOf(cond []*syntax.Stmt, certain bool) guard {
	if len(cond) != 1 || cond[0].Negated {
		return guard{}
	}
	p := emptyTest(cond[0].Cmd)
	if p == nil || p.Length || p.Excl || p.Index != nil || p.Slice != nil || p.Repl != nil {
		return guard{}
	}
	if _, state := r.lookup(p.Param.Value); state != isOpen {
		return guard{}
	}
	return guard{name: p.Param.Value, certain: certain}
}

// emptyTest returns what a test -z tests, if that is one parameter.
func emptyTest(c syntax.Command) *syntax.ParamExp {
	var tested *syntax.Word
	switch c := c.(type) {
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
		return nil
	}
	return wholeParameter(tested)
}
