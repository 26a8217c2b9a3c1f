package code

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
)

// Superusers are the accounts of administrators that a text of Python makes with a password
// that stands in it. at is the place of the text's first character.
//
// A call of create_superuser makes one; so does what sets a password beside is_superuser,
// and a dict that has both.
func Superusers(src string, at document.Location) []document.Superuser {
	if !strings.Contains(src, "superuser") {
		return nil
	}
	tree, err := syntax.Parse(at.File, []byte(src))
	if err != nil { // of a text on one line
		src = strings.ReplaceAll(src, `\n`, "\n")
		if tree, err = syntax.Parse(at.File, []byte(src)); err != nil {
			return nil
		}
	}
	s := superusers{tree: tree, at: at, marks: strings.Contains(src, "is_superuser")}
	for _, stmt := range tree.Body {
		syntax.Walk(stmt, s.node)
	}
	return s.out
}

type superusers struct {
	tree  *syntax.Module
	at    document.Location
	marks bool // the text says is_superuser
	out   []document.Superuser
}

func (s *superusers) node(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Call:
		if f, ok := n.Func.(*syntax.Attribute); ok && f.Attr == "create_superuser" {
			s.password(given(n))
		} else if ok && f.Attr == "set_password" && s.marks && len(n.Args) == 1 {
			s.password(n.Args[0])
		}
	case *syntax.Dict:
		if c, ok := entry(n, "is_superuser").(*syntax.Constant); ok && c.Value == true {
			s.password(entry(n, "password"))
		}
	}
	return true
}

// given is the password of a call of create_superuser: behind the name and the address, or
// behind the one of them that the model of the users has.
func given(c *syntax.Call) syntax.Expr {
	for _, k := range c.Keywords {
		if k.Arg == "password" {
			return k.Value
		}
	}
	switch n := len(c.Args); {
	case n > 2:
		return c.Args[2]
	case n == 2 && strings.Contains(text(c.Args[0]), "@") && !strings.Contains(text(c.Args[1]), "@"):
		return c.Args[1]
	}
	return nil
}

func entry(d *syntax.Dict, key string) syntax.Expr {
	for i, k := range d.Keys {
		if k != nil && text(k) == key {
			return d.Values[i]
		}
	}
	return nil
}

// password keeps an expression that is a text, or the default of a variable. What stands
// for a variable of the shell is none.
func (s *superusers) password(e syntax.Expr) {
	value, unless := s.resolved(e)
	literal := text(value)
	if literal == "" || strings.Contains(literal, "$") {
		return
	}
	p := s.tree.File.Position(value.Range().Pos)
	at := document.Location{File: s.at.File, Line: s.at.Line + p.Line - 1, Column: p.Column}
	if p.Line == 1 {
		at.Column += s.at.Column - 1
	}
	s.out = append(s.out, document.Superuser{Unless: unless, Facts: document.FactsOf("password", literal), At: at})
}

// resolved is what an expression is, through the name that is assigned once, and the
// variable of which it is the default.
func (s *superusers) resolved(e syntax.Expr) (value syntax.Expr, unless string) {
	if name, ok := e.(*syntax.Name); ok {
		e = s.assigned(name.ID)
	}
	switch e := e.(type) {
	case *syntax.Call:
		if variable, otherwise := readOf(e); variable != "" {
			return otherwise, variable
		}
	case *syntax.BoolOp:
		if read, ok := e.Values[0].(*syntax.Call); ok && e.Or && len(e.Values) == 2 {
			if variable, _ := readOf(read); variable != "" {
				return e.Values[1], variable
			}
		}
	}
	return e, ""
}

// assigned is the only value that a name is given; nil where there are several.
func (s *superusers) assigned(name string) syntax.Expr {
	var values []syntax.Expr
	for _, stmt := range s.tree.Body {
		syntax.Walk(stmt, func(n syntax.Node) bool {
			a, ok := n.(*syntax.Assign)
			if ok && slices.ContainsFunc(a.Targets, func(t syntax.Expr) bool { return dotted(t) == name }) {
				values = append(values, a.Value)
			}
			return true
		})
	}
	if len(values) != 1 {
		return nil
	}
	return values[0]
}

// readers are the calls that read a variable of the environment.
var readers = []string{"os.environ.get", "environ.get", "os.getenv", "getenv", "config", "env", "env.str"}

// readOf is the variable that a call reads, and its default.
func readOf(c *syntax.Call) (variable string, otherwise syntax.Expr) {
	if len(c.Args) == 0 || !slices.Contains(readers, dotted(c.Func)) {
		return "", nil
	}
	if len(c.Args) > 1 {
		return text(c.Args[0]), c.Args[1]
	}
	for _, k := range c.Keywords {
		if k.Arg == "default" {
			return text(c.Args[0]), k.Value
		}
	}
	return text(c.Args[0]), nil
}
