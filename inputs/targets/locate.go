package targets

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/container"
)

// This file finds the files of the project that a command or a module name means.

// file finds the file of one of the project's modules.
func (f *follower) file(module string) (string, bool) {
	rel := strings.ReplaceAll(module, ".", "/")
	for _, dir := range append(slices.Clone(f.dirs), f.project.roots()...) {
		for _, name := range []string{path.Join(dir, rel+".py"), path.Join(dir, rel, "__init__.py")} {
			if regular(f.fsys, name) {
				return name, true
			}
		}
	}
	return "", false
}

// enter adds the folder of the root that the process has under a path to those
// that modules are imported from.
func (f *follower) enter(dir string) {
	if at, ok := f.folder(dir); ok {
		f.dirs = append(slices.Clip(f.dirs), at)
	}
}

// folder finds the folder of the root that the process has under a path: the longest
// end of the path that is one.
func (f *follower) folder(dir string) (string, bool) {
	parts := strings.Split(strings.Trim(path.Clean("/"+dir), "/"), "/")
	for dir != "" && len(parts) > 0 {
		for _, base := range []string{f.project.Dir, "."} {
			at := path.Join(base, path.Join(parts...))
			if info, err := fs.Stat(f.fsys, at); err == nil && info.IsDir() {
				return at, true
			}
		}
		parts = parts[1:]
	}
	return "", false
}

// in follows what is started in another folder, from where modules are then imported.
func (f *follower) in(dir string, read func()) {
	if dir == "" {
		read()
		return
	}
	outer, dirs, astray := f.dir, f.dirs, f.astray
	switch {
	case strings.Contains(dir, "$"):
		f.astray = true
	case path.IsAbs(dir) && f.image == nil: // of a machine of which only the project is known
		f.dir, f.astray = "", false
		if _, ok := f.folder(dir); ok {
			f.dir = path.Clean(dir)
		}
	case path.IsAbs(dir):
		f.dir, f.astray = path.Clean(dir), false
	default:
		f.dir = path.Join(f.dir, dir)
	}
	f.enter(dir)
	read()
	f.dir, f.dirs, f.astray = outer, dirs, astray
}

// find looks for the file of the project that the container has under a path: by what
// the deployment puts there, and by the image's copies; then, unless its image holds other things than the project, by
// the path itself, and by a base name that only one file has.
func (f *follower) find(name string) (string, bool) {
	if f.over != nil {
		if found := f.over.Find(path.Clean(f.absolute(name))); found.Told != container.Nothing {
			return found.Source, found.Told == container.Project && regular(f.fsys, found.Source)
		}
	}
	if file, ok := f.mounted(name); ok {
		return file, true
	}
	if !path.IsAbs(name) && f.dir != "" {
		name = path.Join(f.dir, name)
	}
	clean := strings.TrimPrefix(path.Clean("/"+strings.TrimPrefix(name, ".")), "/")
	if f.image != nil {
		full := name
		if !path.IsAbs(name) {
			full = path.Join("/", f.image.image.Workdir, name)
		}
		if file, ok := f.image.source(f.fsys, path.Clean(full)); ok {
			return file, true
		}
		if !f.image.copiesProject {
			return "", false
		}
		if rel, ok := strings.CutPrefix("/"+clean, strings.TrimSuffix(f.image.image.Workdir, "/")+"/"); ok {
			clean = rel
		}
	}
	for _, dir := range []string{f.project.Dir, "."} {
		if at := path.Join(dir, clean); regular(f.fsys, at) {
			return at, true
		}
	}
	return f.findByName(clean)
}

func (f *follower) findByName(clean string) (string, bool) {
	found := f.named(clean)
	if len(found) == 1 {
		return found[0], true
	}
	return longestTail(found, clean)
}

// mounted finds the file of the project that a bind mount puts under a path.
func (f *follower) mounted(name string) (string, bool) {
	if len(f.mounts) == 0 || f.image == nil {
		return "", false
	}
	all := container.Files{Mounts: f.mounts}
	m, rest := all.Mount(path.Clean(f.absolute(name)))
	if m == nil {
		return "", false
	}
	dir, ok := container.InProject(*m)
	file := path.Join(dir, rest)
	return file, ok && regular(f.fsys, file)
}

// named are the files of a base name.
func (f *follower) named(name string) []string {
	var found []string
	for _, file := range f.files {
		if path.Base(file) == path.Base(name) && !aside(file) {
			found = append(found, file)
		}
	}
	return found
}

// longestTail picks the one file that shares the most of its path's end with name.
func longestTail(files []string, name string) (string, bool) {
	best, length, tie := "", 0, false
	for _, file := range files {
		a, b := strings.Split(file, "/"), strings.Split(name, "/")
		n := 0
		for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
			n++
		}
		switch {
		case n > length:
			best, length, tie = file, n, false
		case n == length:
			tie = true
		}
	}
	return best, length > 1 && !tie
}
