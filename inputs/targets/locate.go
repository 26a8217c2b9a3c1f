package targets

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
)

// This file finds the files of the project that a command or a module name means.

// file finds the file of one of the project's modules.
func (f *follower) file(module string) (string, bool) {
	rel := strings.ReplaceAll(module, ".", "/")
	for _, dir := range append(f.path(), f.project.roots()...) {
		for _, name := range []string{path.Join(dir, rel+".py"), path.Join(dir, rel, "__init__.py")} {
			if regular(f.fsys, name) {
				return name, true
			}
		}
	}
	return "", false
}

// imported is the file of the project that an import means, if it is of a module.
func (f *follower) imported(m settings.Imported) (string, bool) {
	if m.Dir == "" {
		return f.file(m.Name)
	}
	rel := path.Join(m.Dir, strings.ReplaceAll(m.Name, ".", "/"))
	for _, name := range []string{rel + ".py", path.Join(rel, "__init__.py")} {
		if regular(f.fsys, name) {
			return name, true
		}
	}
	return "", false
}

// path are the folders of the root that modules are imported from before those of the
// project: where the program is run, and those of PYTHONPATH.
func (f *follower) path() []string {
	out := slices.Clone(f.dirs)
	v := f.env["PYTHONPATH"]
	if v.State != document.Known {
		return out
	}
	for _, dir := range strings.Split(v.Text.Reveal(), ":") {
		if at, ok := f.folder(dir); ok {
			out = append(out, at)
		}
	}
	return out
}

// enter adds the folder of the root that the process has under a path to those
// that modules are imported from, before the others.
func (f *follower) enter(dir string) {
	if at, ok := f.folder(dir); ok {
		f.dirs = append([]string{at}, f.dirs...)
	}
}

// folder finds the folder of the root that the process has under a path: the one that
// lies there, else the longest end of the path that is one.
func (f *follower) folder(dir string) (string, bool) {
	if dir == "" || strings.Contains(dir, "$") {
		return "", false
	}
	at := path.Clean(f.absolute(dir))
	if found := f.exactly(at); found.Told == container.Project {
		return found.Source, true
	}
	parts := strings.Split(strings.Trim(at, "/"), "/")
	for len(parts) > 0 && parts[0] != "" {
		for _, base := range []string{f.project.Dir, "."} {
			if found := path.Join(base, path.Join(parts...)); isFolder(f.fsys, found) {
				return found, true
			}
		}
		parts = parts[1:]
	}
	return "", false
}

// exactly is the folder of the root that surely lies under a path as absolute gives it.
func (f *follower) exactly(at string) container.Found {
	if !path.IsAbs(at) {
		if at = path.Join(f.source, at); f.source != "" && isFolder(f.fsys, at) {
			return container.Found{Told: container.Project, Source: at}
		}
		return container.Found{}
	}
	files := container.Files{FS: f.fsys, Mounts: f.mounts}
	if f.image != nil && !f.image.guessed {
		files.Copies = f.image.copies
	}
	return files.FolderAt(at)
}

func isFolder(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// here is the folder of the root in which commands are run, as far as that is told.
func (f *follower) here() container.Found {
	at := path.Clean(f.absolute("."))
	found := f.exactly(at)
	switch {
	case f.astray:
		return container.Found{Told: container.Unclear}
	case found.Told == container.Nothing && path.IsAbs(at) && f.image != nil && !f.image.guessed && f.image.copiesProject:
		return container.Found{Told: container.Elsewhere}
	}
	return found
}

// begin follows what a deployment starts in a folder that it names.
func (f *follower) begin(dir string, read func()) {
	if f.image == nil && !path.IsAbs(dir) && !strings.Contains(dir, "$") {
		f.source, dir = dir, ""
	}
	f.in(dir, read)
}

// in follows what is started in another folder, from where modules are then imported.
func (f *follower) in(dir string, read func()) {
	if dir == "" {
		read()
		return
	}
	outer, dirs, astray := f.dir, f.dirs, f.astray
	defer func() { f.dir, f.dirs, f.astray = outer, dirs, astray }()
	_, known := f.folder(dir)
	f.enter(dir)
	switch {
	case strings.Contains(dir, "$"):
		f.astray = true
	case path.IsAbs(dir) && f.image == nil && !known: // of a machine of which only the project is known
		f.dir, f.astray = "", false
	case path.IsAbs(dir):
		f.dir, f.astray = path.Clean(dir), false
	default:
		f.dir = path.Join(f.dir, dir)
	}
	read()
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
	if at := path.Join(f.source, name); f.source != "" && !path.IsAbs(name) && regular(f.fsys, at) {
		return at, true
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
	found := f.files.named(clean)
	if len(found) == 1 {
		return found[0], true
	}
	return longestTail(found, clean)
}

// mounted finds the file of the project that a bind mount puts under a path.
func (f *follower) mounted(name string) (string, bool) {
	at := path.Clean(f.absolute(name))
	if len(f.mounts) == 0 || !path.IsAbs(at) {
		return "", false
	}
	all := container.Files{Mounts: f.mounts}
	m, rest := all.Mount(at)
	if m == nil {
		return "", false
	}
	dir, ok := container.InProject(*m)
	file := path.Join(dir, rest)
	return file, ok && regular(f.fsys, file)
}

// listing is the files of the whole root; nil: none is looked for by its name.
type listing struct {
	list   []string
	sorted func() map[string][]string // by their base names
}

// newListing returns one that is sorted when a name is first asked for.
func newListing(files []string) *listing {
	return &listing{files, sync.OnceValue(func() map[string][]string {
		out := map[string][]string{}
		for _, file := range files {
			if !aside(file) {
				out[path.Base(file)] = append(out[path.Base(file)], file)
			}
		}
		return out
	})}
}

// all are the files in order.
func (l *listing) all() []string {
	if l == nil {
		return nil
	}
	return l.list
}

// named are the files of a base name that are not aside.
func (l *listing) named(name string) []string {
	if l == nil {
		return nil
	}
	return l.sorted()[path.Base(name)]
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
