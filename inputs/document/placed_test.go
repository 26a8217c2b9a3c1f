package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const manifest = `data:
  a.py: |
    X = 1

    if X:
      Y = [2]
  b.py: "X = 1\nY = 2\n"
  c.conf: |2
      $$host;
     x
`

func TestInset(t *testing.T) {
	lines := strings.Split(manifest, "\n")
	at := func(line, column int) Location { return Location{File: "k.yaml", Line: line, Column: column} }
	block := NewInset("X = 1\n\nif X:\n  Y = [2]\n", at(2, 9), "ConfigMap c", "a.py")
	quoted := NewInset("X = 1\nY = 2\n", at(7, 9), "ConfigMap c", "b.py")
	changed := NewInset("  $host;\n x\n", at(8, 11), "config", "c.conf")
	long := NewInset(strings.Repeat("x\n", 20), at(8, 11), "config", "long")
	for _, i := range []*Inset{block, changed, long} {
		i.Block(lines)
	}
	insets := map[string]*Inset{}
	for _, i := range []*Inset{block, quoted, changed, long} {
		insets[i.Name] = i
	}
	in := func(name string, line, column int) Location {
		return Location{File: "k.yaml/" + name, Line: line, Column: column}
	}
	for _, tt := range []struct{ in, want Location }{
		{in("ConfigMap c/a.py", 1, 1), at(3, 5)},
		{in("ConfigMap c/a.py", 4, 7), at(6, 11)},
		{in("ConfigMap c/a.py", 4, 0), at(6, 0)},
		{in("ConfigMap c/a.py", 99, 1), at(2, 9)},
		{in("ConfigMap c/b.py", 2, 5), at(7, 9)},
		{in("config/c.conf", 1, 5), at(9, 1)},
		{in("config/c.conf", 2, 2), at(10, 6)},
		{in("config/long", 2, 2), at(8, 11)},
		{at(1, 1), at(1, 1)},
	} {
		got := tt.in
		Resettle(&got, insets)
		if got != tt.want {
			t.Errorf("%v: %v, want %v", tt.in, got, tt.want)
		}
	}
	for _, words := range [][]string{{"a/b"}, {".."}, {""}, {"a", "\x00"}} {
		if NewInset("", at(1, 1), words...) != nil {
			t.Error(words)
		}
	}
}

// All places of a node are turned, whatever holds them, and what its place does not
// tell a step says.
func TestResettle(t *testing.T) {
	i := NewInset("X = 1\nY = 2\n", Location{File: "k.yaml", Line: 7, Column: 9}, "b.py")
	place := Location{File: i.Name, Line: 2, Column: 1}
	node := func(at Location, note string) map[string]*Node {
		chain := []Step{{At: at, Note: note}}
		n := &Node{At: at, AtPaths: map[string]Location{"x": at}, Chain: chain, Parts: map[string]Part{"x": {Chain: []Step{{At: at, Note: note}}}}}
		n.Choices, n.IfUnset = []Choice{{Node: &Node{At: at}}}, &Node{At: at}
		return map[string]*Node{"X": n}
	}
	got := node(place, "")
	Resettle(&got, map[string]*Inset{i.Name: i})
	if diff := cmp.Diff(node(Location{File: "k.yaml", Line: 7, Column: 9}, "line 2 of b.py"), got); diff != "" {
		t.Error(diff)
	}
}
