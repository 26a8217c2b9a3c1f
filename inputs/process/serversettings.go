package process

import (
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
)

// This file takes the facts of a server from its configuration file.

// fact is what the file says of an option; nil where it does not.
func (c *serverConfig) fact(o serverOption) *document.Node {
	if c == nil || o.setting == "" {
		return nil
	}
	if n := c.facts[o.setting]; n != nil {
		if text, ok := n.Value.(string); ok && (o.number || o.list) {
			n = o.value(text, n.At)
			if o.list {
				n = toldValue([]any{text}, n.At)
			}
		}
		return n
	}
	if c.unread {
		return document.Untold(c.file+" cannot be read", document.Location{File: c.file, Line: 1})
	}
	return nil
}

// user is the user that the server changes to; "" for none.
func (c *serverConfig) user() string {
	for _, key := range []string{"uid", "user"} {
		if c == nil || c.facts[key] == nil {
			continue
		}
		if text, ok := c.facts[key].Value.(string); ok {
			return text
		}
		return "${user}"
	}
	return ""
}

// note keeps what the file says, the later on top.
func (c *serverConfig) note(setting string, n *document.Node) {
	if c.facts == nil {
		c.facts = map[string]*document.Node{}
	}
	c.facts[setting] = n
}

// noteKey keeps a key of an ini file, and those that are other words for it.
func (c *serverConfig) noteKey(key, text string, at document.Location, certain bool) {
	switch key {
	case "workers":
		key = "processes"
	case "python-autoreload":
		key = "py-autoreload"
	case "uwsgi-socket", "http-socket", "http":
		key = "socket"
	}
	if !certain {
		c.note(key, document.Untold("it is computed, or given under a condition", at))
		return
	}
	c.note(key, document.Told(text, at))
}

// noteStatements keeps the literals that a Python file binds at its top. What it
// binds otherwise, or under a condition, is not known.
func (c *serverConfig) noteStatements(body []syntax.Stmt) {
	for _, s := range body {
		targets, value := assigned(s)
		if value == nil {
			c.noteDoubts(s)
		}
		for _, target := range targets {
			if name, ok := target.(*syntax.Name); ok && value != nil {
				c.note(name.ID, c.literal(value))
			}
		}
	}
}

// assigned are the targets and the value of "bind = x" and of "bind: list = x".
func assigned(s syntax.Stmt) ([]syntax.Expr, syntax.Expr) {
	switch s := s.(type) {
	case *syntax.Assign:
		return s.Targets, s.Value
	case *syntax.AnnAssign:
		return []syntax.Expr{s.Target}, s.Value
	}
	return nil, nil
}

// noteDoubts marks what a statement may bind. The body of a function binds nothing here.
func (c *serverConfig) noteDoubts(s syntax.Stmt) {
	syntax.Walk(s, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.FunctionDef, *syntax.ClassDef, *syntax.Lambda:
			return false
		case *syntax.Name:
			if n.Ctx == syntax.Store {
				c.note(n.ID, document.Untold("it is bound under a condition", c.place(n)))
			}
		case *syntax.ImportFrom:
			for _, name := range n.Names {
				if name.Name == "*" {
					c.unread = true
				}
			}
		}
		return true
	})
}

// literal is the value of a literal: a text, a number, a truth, a list of texts.
func (c *serverConfig) literal(v syntax.Expr) *document.Node {
	at := c.place(v)
	if list, ok := v.(*syntax.List); ok {
		var out []any
		for _, e := range list.Elts {
			text, ok := c.literal(e).Value.(string)
			if !ok {
				return document.Untold("it is computed", at)
			}
			out = append(out, text)
		}
		return toldValue(out, at)
	}
	if constant, ok := v.(*syntax.Constant); ok {
		switch value := constant.Value.(type) {
		case string, bool, int64:
			return document.Told(value, at)
		}
	}
	return document.Untold("it is computed", at)
}

func (c *serverConfig) place(n syntax.Node) document.Location {
	at := c.source.Position(n.Range().Pos)
	return document.Location{File: c.file, Line: at.Line, Column: at.Column}
}
