package settings

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
)

// SearchPath is what a program adds to sys.path: folders of the file system that are
// searched before those that the process starts with, and after them.
type SearchPath struct{ Before, After []string }

// programFuel is what interpreting a program may take: it changes sys.path before it
// imports what takes long.
const programFuel = 200_000

// SearchPath interprets a program that changes sys.path, once: manage.py as it is run in
// its own folder, any other as an import does.
func (all *Outlines) SearchPath(file string) SearchPath {
	found, ok := all.paths[file]
	if !ok {
		found = all.searchPath(file)
		all.paths[file] = found
	}
	return found
}

func (all *Outlines) searchPath(file string) SearchPath {
	src, err := fs.ReadFile(all.fsys, file)
	if err != nil || len(src) > maxNaming || !bytes.Contains(src, []byte("sys.path")) {
		return SearchPath{}
	}
	const root = "/project" // wherever the program lies: what it adds of itself lies beside it
	in := all.running(Program{File: file, Root: root})
	if path.Base(file) == "manage.py" {
		in.Program.Main, in.Dir = true, path.Dir(file)
	}
	ran := interpret(in, newHost(in))
	return SearchPath{belowAll(root, ran.Before), belowAll(root, ran.After)}
}

// importable is a search path on which a file is a module, and its name there: in a package,
// since a program asks whether its own folder is on the path.
func importable(file string) (search []string, module string) {
	dir, module := path.Dir(file), strings.TrimSuffix(path.Base(file), ".py")
	if dir == "." {
		return []string{dir}, module
	}
	return []string{path.Dir(dir)}, path.Base(dir) + "." + module
}

// belowAll are the paths below a root, relative to it.
func belowAll(root string, paths []string) (out []string) {
	for _, p := range paths {
		if p == root {
			out = append(out, ".")
		} else if rel, ok := below(root, p); ok {
			out = append(out, rel)
		}
	}
	return out
}
