package interp

import (
	"bytes"
	"sync"

	"github.com/djgate/djgate/inputs/python/syntax"
)

// maxCached is the size in bytes of all sources that a Cache keeps the trees of.
const maxCached = 8 << 20

// Cache keeps the trees of the modules that were parsed, for interpretations
// that run the same files. It is safe for concurrent use; a nil Cache keeps
// nothing. No interpretation changes a tree.
type Cache struct {
	lock  sync.Mutex
	files map[string]parsed // by the name under which errors show a file
	size  int
}

// parsed is what a source compiles to.
type parsed struct {
	src  []byte
	tree *syntax.Module
	err  error
}

// compile is the tree of a source, parsed once as long as the file stays the same.
func (c *Cache) compile(name string, src []byte) (*syntax.Module, error) {
	if c == nil {
		return compile(name, src)
	}
	if p, ok := c.find(name); ok && bytes.Equal(p.src, src) {
		return p.tree, p.err
	}
	tree, err := compile(name, src)
	c.keep(name, parsed{src, tree, err})
	return tree, err
}

func (c *Cache) find(name string) (parsed, bool) {
	c.lock.Lock()
	defer c.lock.Unlock()
	p, ok := c.files[name]
	return p, ok
}

func (c *Cache) keep(name string, p parsed) {
	c.lock.Lock()
	defer c.lock.Unlock()
	size := c.size - len(c.files[name].src) + len(p.src)
	if size > maxCached {
		return
	}
	if c.files == nil {
		c.files = map[string]parsed{}
	}
	c.files[name], c.size = p, size
}
