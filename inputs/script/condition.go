package script

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// This file decides conditions: test, [ ], [[ ]], && and ||, on what is known.

// truth is whether a command succeeds.
type truth int

const (
	no    truth = -1
	maybe truth = 0
	yes   truth = 1
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// and is "x && y" of the shell and of [[ ]].
func and(x, y truth) truth { return min(x, y) }

// or is "x || y".
func or(x, y truth) truth { return max(x, y) }

// holds tells whether the condition of an if or a while holds.
func (r *reader) holds(cond []*syntax.Stmt) truth {
	if len(cond) == 0 {
		return maybe
	}
	return r.succeeds(cond[len(cond)-1])
}

func (r *reader) succeeds(s *syntax.Stmt) truth {
	t := r.exit(s.Cmd)
	if s.Negated {
		return -t
	}
	return t
}

// exit tells whether a command ends with status 0.
func (r *reader) exit(c syntax.Command) truth {
	switch c := c.(type) {
	case *syntax.CallExpr:
		return r.callSucceeds(c)
	case *syntax.TestClause:
		return r.testClause(c.X)
	case *syntax.BinaryCmd:
		switch c.Op {
		case syntax.AndStmt:
			return and(r.succeeds(c.X), r.succeeds(c.Y))
		case syntax.OrStmt:
			return or(r.succeeds(c.X), r.succeeds(c.Y))
		}
	case *syntax.Block:
		return r.holds(c.Stmts)
	}
	return maybe
}

func (r *reader) callSucceeds(c *syntax.CallExpr) truth {
	if len(c.Args) == 0 {
		return maybe
	}
	switch args := c.Args[1:]; c.Args[0].Lit() {
	case "true", ":", "cd", "set", "echo", "export":
		return yes
	case "sleep", "mkdir", "chmod", "chown":
		return yes // or nothing after it matters
	case "false":
		return no
	case "test":
		return r.test(args)
	case "[":
		if n := len(args) - 1; n >= 0 && args[n].Lit() == "]" {
			return r.test(args[:n])
		}
	}
	if prepares(c.Args) {
		return yes
	}
	return maybe
}

// prepares tells whether a command is one of manage.py without which the site does not
// run: where it fails, what would be run instead is none of it.
func prepares(words []*syntax.Word) bool {
	i := slices.IndexFunc(words, func(w *syntax.Word) bool { return path.Base(w.Lit()) == "manage.py" })
	if i < 0 || i+1 >= len(words) || slices.ContainsFunc(words, func(w *syntax.Word) bool { return strings.HasPrefix(w.Lit(), "--check") }) {
		return false
	}
	switch words[i+1].Lit() {
	case "migrate", "makemigrations", "collectstatic", "compilemessages", "createcachetable", "loaddata":
		return true
	}
	return false
}

// test decides the arguments of test, as POSIX orders them by their number.
func (r *reader) test(args []*syntax.Word) truth {
	for i, w := range args {
		if i > 0 && i+1 < len(args) && w.Lit() == "-o" {
			return or(r.test(args[:i]), r.test(args[i+1:]))
		}
	}
	for i, w := range args {
		if i > 0 && i+1 < len(args) && w.Lit() == "-a" {
			return and(r.test(args[:i]), r.test(args[i+1:]))
		}
	}
	texts := make([]string, len(args))
	for i, w := range args {
		text, ok := r.field(w)
		if !ok {
			return maybe
		}
		texts[i] = text
	}
	switch {
	case len(args) > 1 && texts[0] == "!":
		return -r.test(args[1:])
	case len(args) == 1:
		return truthOf(texts[0] != "")
	case len(args) == 2:
		return unary(texts[0], texts[1])
	case len(args) == 3:
		return binary(texts[0], texts[1], texts[2])
	}
	return maybe
}

// field returns a word that is one argument, whatever its text: without quotes
// an empty one would be none, and one with blanks several.
func (r *reader) field(w *syntax.Word) (string, bool) {
	v := r.value(w)
	if !v.known() {
		return "", false
	}
	if v.text != "" && !strings.ContainsAny(v.text, " \t\n*?[") {
		return v.text, true
	}
	for _, p := range w.Parts {
		if _, bare := p.(*syntax.ParamExp); bare {
			return "", false
		}
	}
	return v.text, true
}

func unary(op, x string) truth {
	switch op {
	case "-z":
		return truthOf(x == "")
	case "-n":
		return truthOf(x != "")
	}
	return maybe
}

func binary(x, op, y string) truth {
	switch op {
	case "=", "==":
		return truthOf(x == y)
	case "!=":
		return truthOf(x != y)
	}
	return numeric(x, op, y)
}

// numeric decides -eq and its like; test fails on what is no number.
func numeric(x, op, y string) truth {
	a, errA := strconv.Atoi(x)
	b, errB := strconv.Atoi(y)
	if errA != nil || errB != nil {
		return maybe
	}
	switch op {
	case "-eq":
		return truthOf(a == b)
	case "-ne":
		return truthOf(a != b)
	case "-lt":
		return truthOf(a < b)
	case "-le":
		return truthOf(a <= b)
	case "-gt":
		return truthOf(a > b)
	case "-ge":
		return truthOf(a >= b)
	}
	return maybe
}

// testClause decides [[ ]], in which words are not split.
func (r *reader) testClause(x syntax.TestExpr) truth {
	switch x := x.(type) {
	case *syntax.Word:
		if v := r.value(x); v.known() {
			return truthOf(v.text != "")
		}
	case *syntax.ParenTest:
		return r.testClause(x.X)
	case *syntax.UnaryTest:
		return r.unaryTest(x)
	case *syntax.BinaryTest:
		return r.binaryTest(x)
	}
	return maybe
}

func (r *reader) unaryTest(x *syntax.UnaryTest) truth {
	if x.Op == syntax.TsNot {
		return -r.testClause(x.X)
	}
	w, ok := x.X.(*syntax.Word)
	if !ok {
		return maybe
	}
	v := r.value(w)
	switch {
	case !v.known():
		return maybe
	case x.Op == syntax.TsVarSet:
		v, state := r.lookup(v.text)
		if state == isUnset || state == isSet && v.known() {
			return truthOf(state == isSet)
		}
		return maybe
	}
	return unary(x.Op.String(), v.text)
}

func (r *reader) binaryTest(x *syntax.BinaryTest) truth {
	switch x.Op {
	case syntax.AndTest:
		return and(r.testClause(x.X), r.testClause(x.Y))
	case syntax.OrTest:
		return or(r.testClause(x.X), r.testClause(x.Y))
	}
	left, ok := x.X.(*syntax.Word)
	right, ok2 := x.Y.(*syntax.Word)
	if !ok || !ok2 {
		return maybe
	}
	v := r.value(left)
	if !v.known() {
		return maybe
	}
	switch x.Op {
	case syntax.TsMatchShort, syntax.TsMatch:
		return r.matches(v.text, right)
	case syntax.TsNoMatch:
		return -r.matches(v.text, right)
	}
	if w := r.value(right); w.known() {
		return numeric(v.text, x.Op.String(), w.text)
	}
	return maybe
}
