package versions

import (
	"errors"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/djgate/djgate/inputs/document"
)

// tomlPair is one key and its value in a TOML file.
type tomlPair struct {
	path    []string // the keys of the table, and the key
	element int      // which table header it stands under, from 1; 0: none
	value   *unstable.Node
}

// toml calls visit for every pair at the top of a table, in order. The offset of
// a value is offset(value).
func (r *reader) toml(s *source, visit func(tomlPair)) {
	var p unstable.Parser
	p.Reset([]byte(s.text))
	var table []string
	element := 0
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = keys(e)
			element++
		case unstable.KeyValue:
			visit(tomlPair{slices.Concat(table, keys(e)), element, e.Value()})
		}
	}
	if err := p.Error(); err != nil {
		at := document.Location{File: s.path}
		if e := (*unstable.ParserError)(nil); errors.As(err, &e) && len(e.Highlight) > 0 {
			at = s.at(int(p.Range(e.Highlight).Offset))
		}
		r.refuse(s, CodeSyntax, "error", at, "the file is not valid TOML from here on")
	}
}

func keys(n *unstable.Node) []string {
	var out []string
	for it := n.Key(); it.Next(); {
		out = append(out, string(it.Node().Data))
	}
	return out
}

// offset returns where a value begins, its quote included.
func offset(n *unstable.Node) int { return int(n.Raw.Offset) }

// stringAt returns the text of a string and the offset of its first character.
// With escapes in it, the characters after them are found too early.
func stringAt(s *source, n *unstable.Node) (text string, at int, ok bool) {
	if n.Kind != unstable.String {
		return "", 0, false
	}
	at = offset(n)
	if at < len(s.text) && (s.text[at] == '"' || s.text[at] == '\'') {
		at++
	}
	return string(n.Data), at, true
}

// field returns a value of an inline table, or nil.
func field(n *unstable.Node, name string) *unstable.Node {
	for it := n.Children(); it.Next(); {
		if k := keys(it.Node()); len(k) == 1 && k[0] == name {
			return it.Node().Value()
		}
	}
	return nil
}
