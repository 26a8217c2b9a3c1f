package process

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/settings"
	"github.com/djgate/djgate/inputs/tree"
)

// This file finds the files of the project that a command or a module name means.

// File finds the file of one of the project's modules, as it is named where the command
// is run; false for a module that is not here.
func (f *Follower) File(module string) (string, bool) {
	m, ok := settings.Resolve(f.FS, module, append(f.path(), f.Roots...))
	return m.File, ok
}

// Imported finds the file of the project that an import means, if it is of a module.
func (f *Follower) Imported(m settings.Imported) (string, bool) {
	if m.Dir == "" {
		return f.File(m.Name)
	}
	return settings.ModuleFile(f.FS, m.Dir, m.Name)
}

// path are the folders of the root that modules are imported from before those of the
// project: where the program is run, and those of PYTHONPATH.
func (f *Follower) path() []string {
	out := slices.Clone(f.Dirs)
	v := f.Env["PYTHONPATH"]
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
func (f *Follower) enter(dir string) {
	if at, ok := f.folder(dir); ok {
		f.Dirs = append([]string{at}, f.Dirs...)
	}
}

// folder finds the folder of the root that the process has under a path: the one that
// lies there, else the longest end of the path that is one.
func (f *Follower) folder(dir string) (string, bool) {
	if dir == "" || strings.Contains(dir, "$") {
		return "", false
	}
	at := path.Clean(f.absolute(dir))
	if found := f.exactly(at); found.Told == container.Project {
		return found.Source, true
	}
	parts := strings.Split(strings.Trim(at, "/"), "/")
	for len(parts) > 0 && parts[0] != "" {
		for _, base := range []string{f.Base, "."} {
			if found := path.Join(base, path.Join(parts...)); isFolder(f.FS, found) {
				return found, true
			}
		}
		parts = parts[1:]
	}
	return "", false
}

// exactly is the folder of the root that surely lies under a path as absolute gives it.
func (f *Follower) exactly(at string) container.Found {
	if !path.IsAbs(at) {
		if at = path.Join(f.source, at); f.source != "" && isFolder(f.FS, at) {
			return container.Found{Told: container.Project, Source: at}
		}
		return container.Found{}
	}
	files := container.Files{FS: f.FS, Mounts: f.Mounts}
	if f.Image != nil && !f.Image.Guessed {
		files.Copies = f.Image.Copies
	}
	return files.FolderAt(at)
}

func isFolder(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

// here is the folder of the root in which commands are run, as far as that is told.
func (f *Follower) here() container.Found {
	at := path.Clean(f.absolute("."))
	found := f.exactly(at)
	switch {
	case f.astray:
		return container.Found{Told: container.Unclear}
	case found.Told == container.Nothing && path.IsAbs(at) && f.Image != nil && !f.Image.Guessed && f.Image.CopiesProject:
		return container.Found{Told: container.Elsewhere}
	}
	return found
}

// begin follows what a deployment starts in a folder that it names.
func (f *Follower) begin(dir string, read func()) {
	if f.Image == nil && !path.IsAbs(dir) && !strings.Contains(dir, "$") {
		f.source, dir = dir, ""
	}
	f.in(dir, read)
}

// in follows what is started in another folder, from where modules are then imported.
func (f *Follower) in(dir string, read func()) {
	if dir == "" {
		read()
		return
	}
	outer, dirs, astray := f.dir, f.Dirs, f.astray
	defer func() { f.dir, f.Dirs, f.astray = outer, dirs, astray }()
	_, known := f.folder(dir)
	f.enter(dir)
	switch {
	case strings.Contains(dir, "$"):
		f.astray = true
	case path.IsAbs(dir) && f.Image == nil && !known: // of a machine of which only the project is known
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
func (f *Follower) find(name string) (string, bool) {
	if f.Over != nil {
		if found := f.Over.Find(path.Clean(f.absolute(name))); found.Told != container.Nothing {
			return found.Source, found.Told == container.Project && tree.IsRegular(f.FS, found.Source)
		}
	}
	if file, ok := f.mounted(name); ok {
		return file, true
	}
	if !path.IsAbs(name) && f.dir != "" {
		name = path.Join(f.dir, name)
	}
	if at := path.Join(f.source, name); f.source != "" && !path.IsAbs(name) && tree.IsRegular(f.FS, at) {
		return at, true
	}
	clean := strings.TrimPrefix(path.Clean("/"+strings.TrimPrefix(name, ".")), "/")
	if f.Image != nil {
		full := name
		if !path.IsAbs(name) {
			full = path.Join("/", f.Image.Workdir, name)
		}
		if file, ok := f.Image.source(f.FS, path.Clean(full)); ok {
			return file, true
		}
		if !f.Image.CopiesProject {
			return "", false
		}
		if rel, ok := strings.CutPrefix("/"+clean, strings.TrimSuffix(f.Image.Workdir, "/")+"/"); ok {
			clean = rel
		}
	}
	for _, dir := range []string{f.Base, "."} {
		if at := path.Join(dir, clean); tree.IsRegular(f.FS, at) {
			return at, true
		}
	}
	return f.findByName(clean)
}

func (f *Follower) findByName(clean string) (string, bool) {
	found := f.Files.named(clean)
	if len(found) == 1 {
		return found[0], true
	}
	return longestTail(found, clean)
}

// mounted finds the file of the project that a bind mount puts under a path.
func (f *Follower) mounted(name string) (string, bool) {
	at := path.Clean(f.absolute(name))
	if len(f.Mounts) == 0 || !path.IsAbs(at) {
		return "", false
	}
	all := container.Files{Mounts: f.Mounts}
	m, rest := all.Mount(at)
	if m == nil {
		return "", false
	}
	dir, ok := container.InProject(*m)
	file := path.Join(dir, rest)
	return file, ok && tree.IsRegular(f.FS, file)
}

// Listing is the files of the whole root. A nil one has none.
type Listing struct {
	list   []string
	sorted func() map[string][]string // by their base names
}

// NewListing returns a listing of files, which are in order; one that is aside is not
// found by its name alone. It is sorted by names when one is first asked for.
func NewListing(files []string, aside func(string) bool) *Listing {
	return &Listing{files, sync.OnceValue(func() map[string][]string {
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
func (l *Listing) all() []string {
	if l == nil {
		return nil
	}
	return l.list
}

// named are the files of a base name that are not aside.
func (l *Listing) named(name string) []string {
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
