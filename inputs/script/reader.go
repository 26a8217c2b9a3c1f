package script

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/inputs/document"
)

// reader walks the statements of a script in the order in which they are run.
type reader struct {
	fsys      fs.FS
	given     Given
	script    *Script
	file      string
	lines     []string
	args      []Word           // $1, $2, ...; nil: not known
	vars      map[string]value // what the script has set
	exported  map[string]truth // whether commands see a name; one of the environment is here once that changes
	functions map[string]*syntax.Stmt
	locals    map[string]Export // what the names that a function declares local are outside
	all       truth             // set -a
	strict    bool              // set -u: what is not set ends the script
	dir       string            // where it stands, as Command.Dir says it
	guard     guard
	certain   bool              // the statement is run whatever happens before it
	here      document.Location // of the statement
	calls     int               // functions, sourced files and texts of sh -c that are open
	steps     int               // statements that were read
	input     Word              // the text on the standard input of the statement
	returned  bool              // a return, or an exit: nothing after it is run
	ended     bool              // the same of the whole script, by exec or exit
}

// in reads a file within another one, and then goes on with that.
func (r *reader) in(file, src string, read func()) {
	outer, lines := r.file, r.lines
	r.file, r.lines = file, strings.Split(src, "\n")
	r.calls++
	read()
	r.calls--
	r.file, r.lines, r.returned = outer, lines, false
}

// statements reads statements that are run one after the other.
func (r *reader) statements(stmts []*syntax.Stmt, certain bool, depth int) {
	for _, s := range stmts {
		if r.steps++; r.steps == maxSteps {
			r.opaque(s)
		}
		if r.ended || r.returned || r.steps >= maxSteps || len(r.script.Commands) > maxCommands {
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
	r.certain, r.here = certain, r.at(s)
	before := r.input
	defer func() { r.input = before }()
	for _, to := range s.Redirs {
		r.write(to)
		r.read(to)
	}
	if s.Background {
		r.apart(func() { r.command(s.Cmd, certain, depth) })
		return
	}
	r.command(s.Cmd, certain, depth)
}

// write keeps a file that is written.
func (r *reader) write(to *syntax.Redirect) {
	if to.N != nil && to.N.Value != "1" {
		return // errors, mostly
	}
	switch to.Op {
	case syntax.RdrOut, syntax.AppOut, syntax.RdrAll, syntax.AppAll:
		if words := r.words(to.Word); len(words) == 1 {
			r.script.Writes = append(r.script.Writes, Write{words[0], r.at(to.Word)})
		}
	}
}

// read keeps the text that a redirection gives to a command.
func (r *reader) read(to *syntax.Redirect) {
	switch {
	case to.Op == syntax.RdrIn:
		r.input = Word{}
	case to.Op == syntax.WordHdoc:
		r.input = r.word(to.Word)
	case to.Hdoc != nil:
		r.input = r.document(to)
	}
}

// document is the text of a here document.
func (r *reader) document(to *syntax.Redirect) Word {
	if to.Hdoc == nil || len(to.Hdoc.Parts) == 0 {
		return Word{}
	}
	b := &builder{reader: r, ok: true, shown: true}
	b.parts(to.Hdoc.Parts, true)
	return Word{Text: b.text.String(), Known: b.ok && len(b.needs) == 0, At: r.at(to.Hdoc)}
}

// apart reads what runs in a shell of its own: its variables end with it.
func (r *reader) apart(read func()) {
	before, exports := *r, len(r.script.Exports)
	r.vars, r.exported = maps.Clone(r.vars), maps.Clone(r.exported)
	read()
	steps := r.steps
	*r = before
	r.steps = steps
	r.script.Exports = slices.Clip(r.script.Exports[:exports])
}

func (r *reader) command(c syntax.Command, certain bool, depth int) {
	depth++
	switch c := c.(type) {
	case *syntax.CallExpr:
		r.call(c, certain, depth)
	case *syntax.DeclClause:
		r.declare(c, certain)
	case *syntax.Block:
		r.statements(c.Stmts, certain, depth)
	case *syntax.Subshell:
		r.apart(func() { r.statements(c.Stmts, certain, depth) })
	case *syntax.BinaryCmd:
		r.binary(c, certain, depth)
	case *syntax.IfClause:
		r.ifClause(c, certain, depth)
	case *syntax.WhileClause:
		r.loop(append(slices.Clone(c.Cond), c.Do...), depth, nil)
	case *syntax.ForClause:
		r.forClause(c, certain, depth)
	case *syntax.CaseClause:
		r.caseClause(c, certain, depth)
	case *syntax.FuncDecl:
		r.functions[c.Name.Value] = c.Body
	case *syntax.TimeClause:
		if c.Stmt != nil {
			r.statement(c.Stmt, certain, depth)
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
