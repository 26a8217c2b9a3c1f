package settings

import (
	"io/fs"
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
)

// Imported is a name that a file imports, which may be that of a module: from sys.path, or
// where Dir is set from that folder of the file system.
type Imported struct{ Dir, Name string }

// Imports are the names that a file imports anywhere, with those of the packages around them.
func (all *Outlines) Imports(file string) []Imported {
	src, err := fs.ReadFile(all.fsys, file)
	if err != nil || len(src) > maxNaming || !isPython(file) {
		return nil
	}
	tree, err := all.trees.Tree(file, src)
	if err != nil {
		return nil
	}
	var out []Imported
	note := func(n syntax.Node) bool {
		switch at := n.(type) {
		case *syntax.Import:
			for _, a := range at.Names {
				out = withPackages(out, "", a.Name)
			}
		case *syntax.ImportFrom:
			dir := ""
			if at.Level > 0 {
				dir = path.Join(path.Dir(file), strings.Repeat("../", at.Level-1))
			}
			for _, a := range at.Names {
				out = withPackages(out, dir, strings.Trim(at.Module+"."+a.Name, "."))
			}
		}
		return true
	}
	for _, statement := range tree.Body {
		syntax.Walk(statement, note)
	}
	return out
}

func withPackages(out []Imported, dir, name string) []Imported {
	for i, c := range name + "." {
		if c == '.' {
			out = append(out, Imported{dir, name[:i]})
		}
	}
	return out
}
