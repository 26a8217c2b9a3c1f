package value

import (
	_ "embed"
	"strings"
	"sync"
)

// A model of a library's class has what settings use of it. librarynames.txt, which
// testdata/librarynames.py writes, lists what else a class has, by its module and name:
// such an attribute is not followed, and that it is absent would be wrong. A class that
// is not listed may have any attribute.

//go:embed librarynames.txt
var libraryText string

// libraryNames are read when a class of a library lacks an attribute.
var libraryNames = sync.OnceValue(func() map[string]map[string]bool { return readAttributes(libraryText) })

// ofLibrary tells whether one of the classes is a library's, and perhaps has an
// attribute of that name. Private names are not listed, special ones are.
func ofLibrary(classes []*Class, name string) bool {
	special := strings.HasPrefix(name, "__")
	for _, k := range classes {
		if k.Written || k.Module == "" {
			continue
		}
		names, listed := libraryNames()[k.Module+"."+k.Name]
		if names[name] || !special && (!listed || name[0] == '_') {
			return true
		}
	}
	return false
}

// inLibrary is ofLibrary of an object, or of a class and its instances.
func inLibrary(v Value, name string) bool {
	c, ok := v.(*Class)
	return ok && ofLibrary(c.MRO(), name) || ofLibrary(v.Class().MRO(), name)
}
