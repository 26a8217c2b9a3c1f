package templates

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// scope is what holds where a token stands.
type scope struct {
	bound  []string // names that tags bind
	guards []bool   // of the open tags: nothing below is printed
	depth  int
}

func (s scope) guarded() bool { return slices.Contains(s.guards, true) }

// walk reads tokens in order.
func (r *reader) walk(c content, given blocks, s scope) {
	for i := 0; i < len(c.tokens); i++ {
		t := c.tokens[i]
		switch {
		case t.print != "":
			r.print(c.file, t.line, t.print, s)
			continue
		case t.is("block") && len(t.words) > 1:
			if own, ok := given[t.words[1]]; ok && s.depth < maxDepth {
				inner := s
				inner.depth++
				r.walk(own, nil, inner)
				i = blockEnd(c.tokens, i)
			}
			continue
		case t.is("include"):
			r.include(t, given, s)
			continue
		case t.is("url"):
			r.url(c.file, t, s)
		}
		s.bound = append(slices.Clip(s.bound), binds(t.words)...)
		s.open(t)
	}
}

// open keeps the guards of the tags that are open.
func (s *scope) open(t token) {
	last := len(s.guards) - 1
	switch t.words[0] {
	case "if", "for", "ifchanged":
		s.guards = append(slices.Clip(s.guards), s.hides(t.words))
	case "elif":
		if last >= 0 {
			s.guards = append(slices.Clone(s.guards[:last]), s.hides(t.words))
		}
	case "else", "empty":
		if last >= 0 {
			s.guards = append(slices.Clone(s.guards[:last]), !s.guards[last])
		}
	case "endif", "endfor", "endifchanged":
		if last >= 0 {
			s.guards = s.guards[:last]
		}
	}
}

// hides tells whether what a tag opens is not printed with an empty context: a
// condition on a name that is not bound, or a loop over one.
func (s *scope) hides(words []string) bool {
	if words[0] == "ifchanged" {
		return false
	}
	list := words[1:]
	if i := slices.Index(words, "in"); words[0] == "for" && i > 0 {
		list = words[i+1:]
	}
	if slices.Contains(list, "not") || slices.Contains(list, "!=") || slices.Contains(list, "or") {
		return false
	}
	return slices.ContainsFunc(list, func(w string) bool {
		name := root(w)
		return name != "" && !slices.Contains([]string{"and", "in", "is"}, name) && !s.knows(name)
	})
}

func (s *scope) knows(name string) bool {
	switch name {
	case "True", "False", "None", "block", "forloop", "_":
		return true
	}
	return slices.Contains(s.bound, name)
}

// binds are the names that a tag binds: "as x", "x=...", "for x, y in ...".
func binds(words []string) []string {
	var out []string
	for i, w := range words {
		if i == 0 {
			continue
		}
		if words[i-1] == "as" {
			out = append(out, w)
		}
		if name, _, ok := strings.Cut(w, "="); ok && name != "" && !strings.ContainsAny(name, `"'!<>`) {
			out = append(out, name)
		}
	}
	if end := slices.Index(words, "in"); words[0] == "for" && end > 0 {
		for _, w := range words[1:end] {
			out = append(out, strings.FieldsFunc(w, func(r rune) bool { return r == ',' })...)
		}
	}
	return out
}

var identifier = pattern.New(`^[A-Za-z_][A-Za-z0-9_]*`)

// root is the first name of an expression: request of request.user|title; "" for a literal.
func root(expr string) string { return identifier.FindString(expr) }

func (r *reader) print(file string, line int, expr string, s scope) {
	name := root(expr)
	if name == "" || s.guarded() || s.knows(name) || strings.Contains(expr, "|default:") || len(r.out) >= maxNames {
		return
	}
	r.out = append(r.out, document.Printed{Name: name, At: document.Location{File: file, Line: line}})
}

// url reads the arguments of {% url %}; with "as" nothing is wrong where they are empty.
func (r *reader) url(file string, t token, s scope) {
	if slices.Contains(t.words, "as") || len(t.words) < 2 {
		return
	}
	for _, w := range t.words[2:] {
		if _, v, ok := strings.Cut(w, "="); ok {
			w = v
		}
		r.print(file, t.line, w, s)
	}
}

// include goes on in a template that is named by a literal.
func (r *reader) include(t token, given blocks, s scope) {
	if len(t.words) < 2 || s.depth >= maxDepth || s.guarded() {
		return
	}
	file, found := r.folders.Find(unquoted(t.words[1]))
	if !found {
		return
	}
	s.bound = append(slices.Clip(s.bound), binds(t.words)...)
	s.depth++
	s.guards = nil
	r.walk(content{file, r.tokens(file)}, given, s)
}
