package interp

import "testing"

func TestCache(t *testing.T) {
	var c Cache
	parse := func(name, src string) any {
		p := c.compile(name, []byte(src))
		if p.err != nil {
			return p.err
		}
		return p.tree
	}
	first := parse("a.py", "x = 1")
	tests := []struct {
		what, name, src string
		same            bool
	}{
		{"the same file", "a.py", "x = 1", true},
		{"another file of that text", "b.py", "x = 1", false},
		{"the file with another text", "a.py", "x = 2", false},
		{"what does not parse", "a.py", "x =", false},
	}
	for _, test := range tests {
		if got := parse(test.name, test.src) == first; got != test.same {
			t.Errorf("%s: the tree is the same: %v", test.what, got)
		}
	}
	if wrong := parse("c.py", "x ="); parse("c.py", "x =") != wrong {
		t.Error("an error is not kept")
	}
	c.file("d.py", make([]byte, maxCached))
	if _, kept := c.files["d.py"]; kept {
		t.Error("more is kept than the bound allows")
	}
}
