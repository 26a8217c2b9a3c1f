package interp

import (
	"bytes"
	"sync"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// The bounds of a Cache: the size in bytes of all sources that it keeps the trees
// of, and the number of literals in one of them that it keeps the values of.
const (
	maxCached   = 8 << 20
	maxLiterals = 10_000
)

// Cache keeps the trees of the modules that were parsed, and the values of their
// literals, for interpretations that run the same files. It is safe for concurrent
// use; a nil Cache keeps nothing. No interpretation changes a tree.
type Cache struct {
	lock  sync.Mutex
	files map[string]*parsed // by the name under which errors show a file
	size  int
}

// parsed is what a source compiles to.
type parsed struct {
	src       []byte
	parse     sync.Once
	tree      *syntax.Module
	refused   error // by the parser
	compile   sync.Once
	constants constants
	err       error // refused, or what else stops the module
}

// constants are the values of literals; not changed.
type constants map[*syntax.Constant]value.Value

// Tree is the tree of a source, which is not to be changed, as syntax.Parse gives it:
// parsed once as long as the file stays the same, whoever asks. A name is that under
// which errors show the file.
func (c *Cache) Tree(name string, src []byte) (*syntax.Module, error) {
	return c.file(name, src).read(name)
}

// compile is what a source compiles to, once as long as the file stays the same.
func (c *Cache) compile(name string, src []byte) *parsed {
	p := c.file(name, src)
	p.compile.Do(func() {
		if _, p.err = p.read(name); p.err != nil {
			return
		}
		if p.err = syntax.Check(p.tree); p.err == nil {
			p.constants = constantsOf(p.tree, &unit{file: p.tree.File, display: name})
		}
	})
	return p
}

func (p *parsed) read(name string) (*syntax.Module, error) {
	p.parse.Do(func() { p.tree, p.refused = syntax.Parse(name, p.src) })
	return p.tree, p.refused
}

// file is what is kept of a file, or will be.
func (c *Cache) file(name string, src []byte) *parsed {
	if c == nil {
		return &parsed{src: src}
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	before := c.files[name]
	if before != nil && bytes.Equal(before.src, src) {
		return before
	}
	p, size := &parsed{src: src}, c.size+len(src)
	if before != nil {
		size -= len(before.src)
	}
	if size > maxCached {
		return p
	}
	if c.files == nil {
		c.files = map[string]*parsed{}
	}
	c.files[name], c.size = p, size
	return p
}

// constantsOf are the values of a tree's first literals.
func constantsOf(tree *syntax.Module, u *unit) constants {
	out := constants{}
	for _, s := range tree.Body {
		syntax.Walk(s, func(n syntax.Node) bool {
			if c, ok := n.(*syntax.Constant); ok && !c.Undecoded && len(out) < maxLiterals {
				out[c] = literalValue(c, u.place(c.Pos))
			}
			return true
		})
	}
	return out
}
