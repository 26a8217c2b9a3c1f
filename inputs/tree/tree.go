// Package tree reads the files of the project that is judged, and nothing else.
//
// It is an fs.FS over one directory: a symbolic link that leads out of it, a
// path with "..", a device, a FIFO and a file above the size bound are refused,
// each with an error that says so and never holds content.
package tree

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
)

// MaxFile is the size in bytes above which no file is read.
const MaxFile = 4 << 20

// maxEntries bounds a walk: what lies beyond is not looked at, and Walk says so.
const maxEntries = 50_000

// The reasons for which a file is refused.
var (
	ErrTooLarge   = fmt.Errorf("larger than %d bytes", MaxFile)
	ErrNotRegular = errors.New("not a regular file")
	ErrOutside    = errors.New("leads out of the project")
)

// Tree is the directory that is judged. It is safe for concurrent use. What it
// has looked at once it remembers: a run sees one state of the files.
type Tree struct {
	root    *os.Root
	beneath beneath // the same directory
	path    string  // real absolute path

	lock   sync.Mutex
	stats  map[string]looked
	lists  map[string][]fs.DirEntry
	texts  map[string][]byte
	memory int // bytes of texts
	listed int // entries of lists
}

// looked is what Stat found.
type looked struct {
	info fs.FileInfo
	err  error
}

// Bounds on what is remembered.
const (
	maxLooked     = 200_000  // paths, and entries of folders
	maxRemembered = 16 << 20 // bytes of all files
)

// Open opens a directory. The error says what is wrong with the path.
func Open(dir string) (*Tree, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, plain(err))
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, plain(err))
	}
	info, err := os.Stat(real)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, plain(err))
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s: not a directory", dir)
	}
	root, err := os.OpenRoot(real)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, plain(err))
	}
	return &Tree{root: root, beneath: openBeneath(real), path: real, stats: map[string]looked{}, lists: map[string][]fs.DirEntry{}, texts: map[string][]byte{}}, nil
}

// plain drops the path that os errors repeat.
func plain(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// Path is the real absolute path of the directory.
func (t *Tree) Path() string { return t.path }

// Close releases the directory.
func (t *Tree) Close() error {
	t.beneath.close()
	return t.root.Close()
}

// Open opens a file or directory, as fs.FS.
func (t *Tree) Open(name string) (fs.File, error) {
	info, err := t.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		if err := readable(name, info); err != nil {
			return nil, err
		}
	}
	f, err := t.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, refuse("open", name, err)
	}
	return f, nil
}

// ReadFile reads a whole file.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	t.lock.Lock()
	src, ok := t.texts[name]
	t.lock.Unlock()
	if ok {
		return bytes.Clone(src), nil
	}
	src, err := t.readFile(name)
	if err != nil {
		return nil, err
	}
	t.lock.Lock()
	if t.memory+len(src) <= maxRemembered {
		t.texts[name] = bytes.Clone(src)
		t.memory += len(src)
	}
	t.lock.Unlock()
	return src, nil
}

func (t *Tree) readFile(name string) ([]byte, error) {
	if t.mayHold(name) {
		if src, ok := t.beneath.read(name, MaxFile); ok {
			return src, nil
		}
	}
	info, err := t.Stat(name)
	if err != nil {
		return nil, err
	}
	f, err := t.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead))
	size, err := src.ReadFrom(io.LimitReader(f, MaxFile+1))
	switch {
	case err != nil:
		return nil, refuse("read", name, err)
	case size > MaxFile:
		return nil, &fs.PathError{Op: "read", Path: name, Err: ErrTooLarge}
	}
	return src.Bytes(), nil
}

// Stat follows links that stay inside the directory.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	t.lock.Lock()
	l, ok := t.stats[name]
	t.lock.Unlock()
	if ok {
		return l.info, l.err
	}
	l.info, l.err = t.stat(name)
	t.lock.Lock()
	if len(t.stats) < maxLooked {
		t.stats[name] = l
	}
	t.lock.Unlock()
	return l.info, l.err
}

func (t *Tree) stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: ErrOutside}
	}
	if t.isAbsent(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: syscall.ENOENT}
	}
	info, err := t.root.Stat(filepath.FromSlash(name))
	if err != nil {
		return nil, refuse("stat", name, err)
	}
	return info, nil
}

// mayHold tells whether the system is worth asking for a path.
func (t *Tree) mayHold(name string) bool { return fs.ValidPath(name) && !t.isAbsent(name) }

// isAbsent tells that a directory was listed and does not have the path, or what is
// above it: most of what is asked for is where Python would look for a module.
func (t *Tree) isAbsent(name string) bool {
	t.lock.Lock()
	defer t.lock.Unlock()
	for ; name != "."; name = path.Dir(name) {
		entries, listed := t.lists[path.Dir(name)]
		if !listed {
			continue
		}
		_, has := slices.BinarySearchFunc(entries, path.Base(name), func(e fs.DirEntry, base string) int { return cmp.Compare(e.Name(), base) })
		return !has && len(entries) < maxEntries
	}
	return false
}

// ReadDir lists a directory, sorted by name.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	t.lock.Lock()
	entries, ok := t.lists[name]
	t.lock.Unlock()
	if ok {
		return slices.Clone(entries), nil
	}
	entries, err := t.readDir(name)
	if err != nil {
		return nil, err
	}
	t.lock.Lock()
	if t.listed += len(entries); t.listed <= maxLooked {
		t.lists[name] = entries
	}
	t.lock.Unlock()
	return slices.Clone(entries), nil
}

func (t *Tree) readDir(name string) ([]fs.DirEntry, error) {
	entries, err := t.list(name)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (t *Tree) list(name string) ([]fs.DirEntry, error) {
	if t.mayHold(name) {
		if entries, ok := t.beneath.list(name, maxEntries); ok {
			return entries, nil
		}
	}
	f, err := t.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("not a directory")}
	}
	entries, err := d.ReadDir(maxEntries)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, refuse("readdir", name, err)
	}
	return entries, nil
}

func readable(name string, info fs.FileInfo) error {
	switch {
	case !info.Mode().IsRegular():
		return &fs.PathError{Op: "open", Path: name, Err: ErrNotRegular}
	case info.Size() > MaxFile:
		return &fs.PathError{Op: "open", Path: name, Err: ErrTooLarge}
	}
	return nil
}

// refuse names a path that leads out of the root as such: os.Root has no exported error for it.
func refuse(op, name string, err error) error {
	cause := plain(err)
	if !errors.Is(cause, fs.ErrNotExist) && !errors.Is(cause, fs.ErrPermission) && cause.Error() == "path escapes from parent" {
		cause = ErrOutside
	}
	return &fs.PathError{Op: op, Path: name, Err: cause}
}

// skipped are directories that hold no deployment of the project.
var skipped = map[string]bool{
	".git": true, "node_modules": true, ".terraform": true, ".tox": true, "site-packages": true,
	"__pycache__": true, ".mypy_cache": true, ".pytest_cache": true, ".ruff_cache": true, ".hg": true, ".svn": true,
}

// Walk returns the paths of all files of fsys, sorted, without the directories
// that are never looked into (.git, node_modules, virtual environments, ...).
// complete is false where the tree holds more entries than are looked at.
// Symbolic links are listed and not followed.
func Walk(fsys fs.FS) (files []string, complete bool) {
	complete = true
	seen := 0
	var walk func(dir string, depth int)
	walk = func(dir string, depth int) {
		entries, err := fs.ReadDir(fsys, dir)
		if err != nil || depth > 40 || hasVirtualenv(entries) {
			return
		}
		for _, e := range entries {
			seen++
			if seen > maxEntries {
				complete = false
				return
			}
			name := path.Join(dir, e.Name())
			switch {
			case e.IsDir():
				if !skipped[e.Name()] {
					walk(name, depth+1)
				}
			default:
				files = append(files, name)
			}
		}
	}
	walk(".", 0)
	slices.Sort(files)
	return files, complete
}

func hasVirtualenv(entries []fs.DirEntry) bool {
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "pyvenv.cfg" })
}
