package platforms

import (
	"bytes"
	"errors"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/djgate/djgate/inputs/document"
)

// tomlReader builds the tree of a TOML file.
type tomlReader struct {
	file  string
	src   []byte
	left  int
	table *node
}

// parseTOML reads a file. line is where it breaks off; 0: nowhere.
func parseTOML(file string, src []byte) (root *node, line int) {
	r := &tomlReader{file: file, src: src, left: maxNodes}
	root = &node{kind: mapping, at: document.Location{File: file, Line: 1, Column: 1}}
	r.table = root
	var p unstable.Parser
	p.Reset(src)
	for p.NextExpression() && r.left > 0 {
		switch e := p.Expression(); e.Kind {
		case unstable.Table:
			r.table = r.descend(root, e.Key(), false)
		case unstable.ArrayTable:
			r.table = r.descend(root, e.Key(), true)
		case unstable.KeyValue:
			r.set(r.table, e, 0)
		}
	}
	if err := p.Error(); err != nil {
		line = 1
		if e := (*unstable.ParserError)(nil); errors.As(err, &e) && len(e.Highlight) > 0 {
			line = r.place(p.Range(e.Highlight).Offset).Line
		}
	}
	return root, line
}

// place is the place of an offset.
func (r *tomlReader) place(offset uint32) document.Location {
	before := r.src[:min(int(offset), len(r.src))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return document.Location{File: r.file, Line: 1 + bytes.Count(before, []byte("\n")), Column: 1 + utf8.RuneCount(before[start:])}
}

// descend goes to the table of a key, made where it is missing: of an array of
// tables to its last element, or to a new one.
func (r *tomlReader) descend(n *node, keys unstable.Iterator, array bool) *node {
	for depth := 0; keys.Next() && depth < maxDepth; depth++ {
		n = r.member(n, keys.Node(), array && keys.IsLast())
	}
	return n
}

func (r *tomlReader) member(n *node, key *unstable.Node, array bool) *node {
	at := r.place(key.Raw.Offset)
	child := n.get(string(key.Data))
	if child == nil {
		r.left--
		child = &node{at: at, kind: mapping}
		if array {
			child.kind = sequence
		}
		n.pairs = append(n.pairs, pair{string(key.Data), at, child})
	}
	if array {
		r.left--
		child.items = append(child.items, &node{at: at, kind: mapping})
	}
	if child.kind == sequence && len(child.items) > 0 {
		return child.items[len(child.items)-1]
	}
	return child
}

// set adds a key and its value to a table; a dotted key makes tables.
func (r *tomlReader) set(n *node, e *unstable.Node, depth int) {
	var keys []*unstable.Node
	for it := e.Key(); it.Next(); {
		keys = append(keys, it.Node())
	}
	if len(keys) == 0 || len(keys) > maxDepth || r.left <= 0 {
		return
	}
	for _, key := range keys[:len(keys)-1] {
		n = r.member(n, key, false)
	}
	last := keys[len(keys)-1]
	n.pairs = append(n.pairs, pair{string(last.Data), r.place(last.Raw.Offset), r.value(e.Value(), depth)})
}

func (r *tomlReader) value(v *unstable.Node, depth int) *node {
	r.left--
	n := &node{at: r.place(v.Raw.Offset), text: string(v.Data)}
	if depth > maxDepth {
		return n
	}
	switch v.Kind {
	case unstable.String:
		n.kind = text
	case unstable.Bool:
		n.kind = truth
	case unstable.Array:
		n.kind = sequence
		for it := v.Children(); it.Next(); {
			n.items = append(n.items, r.value(it.Node(), depth+1))
		}
	case unstable.InlineTable:
		n.kind = mapping
		for it := v.Children(); it.Next(); {
			r.set(n, it.Node(), depth+1)
		}
	default:
		n.kind = number
	}
	return n
}
