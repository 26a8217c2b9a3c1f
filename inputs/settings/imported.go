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
			for _, a := range at.Names {
				out = withPackages(out, folderOf(at, file), strings.Trim(at.Module+"."+a.Name, "."))
			}
		}
		return true
	}
	for _, statement := range tree.Body {
		syntax.Walk(statement, note)
	}
	return out
}

// folderOf is the folder from which a relative import of a file begins; "" of another one.
func folderOf(from *syntax.ImportFrom, file string) string {
	if from.Level == 0 {
		return ""
	}
	return path.Join(path.Dir(file), strings.Repeat("../", from.Level-1))
}

func withPackages(out []Imported, dir, name string) []Imported {
	for i, c := range name + "." {
		if c == '.' {
			out = append(out, Imported{dir, name[:i]})
		}
	}
	return out
}
