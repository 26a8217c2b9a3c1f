package compose

import (
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
)

// kind is what a node is.
type kind int

const (
	null kind = iota
	scalar
	list
	mapping
)

// mark is what !reset and !override say of a node: it takes away what earlier
// files set at its key, or replaces it instead of being merged.
type mark int

const (
	merged mark = iota
	reset
	override
)

// node is a value of a Compose file, its aliases and merge keys followed. Nodes
// are shared between the places that alias them, and never change once made.
type node struct {
	kind    kind
	mark    mark
	marked  bool   // it or a node below it has a mark
	text    string // of a scalar, as compose gives it to a process
	str     bool   // a string of YAML: ${NAME} in it is replaced
	block   bool   // a literal block below its place
	items   []*node
	entries []entry
	pairs   bool // a mapping made of a list of KEY=VALUE
	at      document.Location
	body    document.Location // where text begins, if it stands there as it is
	src     *source
	likes   []string // anchors that the mapping has or merges
	base    *node    // the service that it extends
	size    int      // nodes with aliases expanded
}

// entry is a key of a mapping and its value.
type entry struct {
	key   string
	at    document.Location
	value *node
	open  bool // key is not known
}

// source is a Compose file as one of its readers sees it.
type source struct {
	file  string
	dir   string // what its paths are relative to
	scope *scope
	lines []string
}

// get returns the value of a key, or nil.
func (n *node) get(key string) *node {
	if n == nil {
		return nil
	}
	for i := range n.entries {
		if n.entries[i].key == key {
			return n.entries[i].live()
		}
	}
	return nil
}

// live returns the value, or nil where it is reset.
func (e *entry) live() *node {
	if e.value.mark == reset {
		return nil
	}
	return e.value
}

// isNull tells whether there is no value: no key, or null.
func (n *node) isNull() bool { return n == nil || n.kind == null }

// each returns the items of a list; a scalar or a mapping is a list of itself.
func (n *node) each() []*node {
	switch {
	case n.isNull():
		return nil
	case n.kind == list:
		return n.items
	}
	return []*node{n}
}

// inner returns the place of the byte offset in the text of a scalar: exact
// where the file holds the text as it is, else the place of the scalar.
func (n *node) inner(offset int) document.Location {
	rest, ok := n.src.from(n.body)
	if !ok || offset > len(n.text) || !strings.HasPrefix(rest, n.text[:offset]) {
		return n.at
	}
	at := n.body
	at.Column += utf8.RuneCountInString(n.text[:offset])
	return at
}

// tail returns the scalar that the text from offset on is.
func (n *node) tail(offset int) *node {
	at := n.inner(offset)
	return &node{kind: scalar, text: n.text[offset:], str: n.str, at: at, body: at, src: n.src, size: 1}
}

// from returns the rest of the line at a place.
func (s *source) from(at document.Location) (string, bool) {
	if at.Line < 1 || at.Line > len(s.lines) {
		return "", false
	}
	line := s.lines[at.Line-1]
	for col := 1; col < at.Column; col++ {
		if line == "" {
			return "", false
		}
		_, n := utf8.DecodeRuneInString(line)
		line = line[n:]
	}
	return line, true
}

// plain returns n without the marks in it: marks of a service that is extended
// say nothing of the one that extends it.
func (n *node) plain() *node {
	if n == nil || !n.marked {
		return n
	}
	c := *n
	c.mark, c.marked = merged, false
	c.items = make([]*node, len(n.items))
	for i, item := range n.items {
		c.items[i] = item.plain()
	}
	c.entries = nil
	for _, e := range n.entries {
		if e.value.mark != reset {
			e.value = e.value.plain()
			c.entries = append(c.entries, e)
		}
	}
	return &c
}
