package git

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Files are those of one directory in one revision, as an fs.FS. It is safe for
// concurrent use.
type Files struct {
	repository *Repository
	root       ID

	lock    sync.Mutex
	folders map[ID][]treeEntry
	texts   map[ID][]byte
	memory  int // bytes of texts
}

// maxMemory bounds what is remembered of files.
const maxMemory = 32 << 20

// maxLinks bounds the symbolic links on one path.
const maxLinks = 10

// Files gives the files of the repository's directory as they are in a revision.
func (r *Repository) Files(revision string) (*Files, error) {
	id, err := r.commit(revision)
	if err != nil {
		return nil, err
	}
	_, data, err := r.peel(id)
	tree, ok := parseID(header(data, "tree", 1))
	if err != nil || !ok {
		return nil, fmt.Errorf("%s: %w", revision, errors.Join(err, errObject))
	}
	f := &Files{repository: r, root: tree, folders: map[ID][]treeEntry{}, texts: map[ID][]byte{}}
	if r.prefix == "" {
		return f, nil
	}
	e, err := f.walk("open", strings.TrimSuffix(r.prefix, "/"), 0)
	if err != nil || !e.mode.IsDir() {
		return nil, fmt.Errorf("%s: %s is not there", revision, strings.TrimSuffix(r.prefix, "/"))
	}
	f.root = e.id
	return f, nil
}

// walk finds the entry of a path and follows links that stay inside.
func (f *Files) walk(op, name string, links int) (treeEntry, error) {
	if !fs.ValidPath(name) || links > maxLinks {
		return treeEntry{}, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	at := treeEntry{name: ".", mode: fs.ModeDir | 0o755, id: f.root}
	if name == "." {
		return at, nil
	}
	parts := strings.Split(name, "/")
	for i, part := range parts {
		entries, err := f.folder(at)
		if err != nil {
			return at, &fs.PathError{Op: op, Path: name, Err: err}
		}
		j := slices.IndexFunc(entries, func(e treeEntry) bool { return e.name == part })
		if j < 0 {
			return at, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
		}
		if at = entries[j]; at.mode&fs.ModeSymlink != 0 {
			target, err := f.text(at.id)
			if err != nil || path.IsAbs(string(target)) {
				return at, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
			}
			return f.walk(op, path.Join(append([]string{path.Join(parts[:i]...), string(target)}, parts[i+1:]...)...), links+1)
		}
	}
	return at, nil
}

// folder lists a folder, by name.
func (f *Files) folder(e treeEntry) ([]treeEntry, error) {
	switch {
	case !e.mode.IsDir():
		return nil, fs.ErrNotExist
	case e.id == ID{}: // a submodule, which is another repository
		return nil, nil
	}
	f.lock.Lock()
	defer f.lock.Unlock()
	if entries, ok := f.folders[e.id]; ok {
		return entries, nil
	}
	entries, err := f.repository.tree(e.id)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b treeEntry) int { return strings.Compare(a.name, b.name) })
	f.folders[e.id] = entries
	return entries, nil
}

func (f *Files) text(id ID) ([]byte, error) {
	f.lock.Lock()
	defer f.lock.Unlock()
	if src, ok := f.texts[id]; ok {
		return src, nil
	}
	kind, src, err := f.repository.object(id)
	if err == nil && kind != blobObject {
		err = errObject
	}
	if err == nil && f.memory+len(src) <= maxMemory {
		f.texts[id] = src
		f.memory += len(src)
	}
	return src, err
}

// Open opens a file or folder.
func (f *Files) Open(name string) (fs.File, error) {
	info, err := f.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return &openFolder{info: info, files: f, name: name}, nil
	}
	src, err := f.ReadFile(name)
	return &openFile{info: info, Reader: *bytes.NewReader(src)}, err
}

// Stat follows links that stay inside the directory.
func (f *Files) Stat(name string) (fs.FileInfo, error) {
	e, err := f.walk("stat", name, 0)
	if err != nil {
		return nil, err
	}
	e.name = path.Base(name)
	if e.mode.IsDir() {
		return fileInfo{e, 0}, nil
	}
	src, err := f.text(e.id)
	if errors.Is(err, errLarge) {
		return fileInfo{e, maxObject + 1}, nil
	}
	if err != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return fileInfo{e, int64(len(src))}, nil
}

// ReadFile reads a whole file.
func (f *Files) ReadFile(name string) ([]byte, error) {
	e, err := f.walk("read", name, 0)
	if err != nil {
		return nil, err
	}
	src, err := f.text(e.id)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return bytes.Clone(src), nil
}

// ReadDir lists a folder, by name.
func (f *Files) ReadDir(name string) ([]fs.DirEntry, error) {
	e, err := f.walk("readdir", name, 0)
	if err != nil {
		return nil, err
	}
	entries, err := f.folder(e)
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err}
	}
	out := make([]fs.DirEntry, len(entries))
	for i, e := range entries {
		out[i] = dirEntry{fileInfo{e, 0}, f, path.Join(name, e.name)}
	}
	return out, nil
}

// fileInfo is an entry of a tree and its size.
type fileInfo struct {
	treeEntry
	size int64
}

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) Mode() fs.FileMode  { return i.mode }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) IsDir() bool        { return i.mode.IsDir() }
func (i fileInfo) Sys() any           { return nil }

type dirEntry struct {
	fileInfo
	files *Files
	path  string
}

func (d dirEntry) Type() fs.FileMode { return d.mode.Type() }
func (d dirEntry) Info() (fs.FileInfo, error) {
	if d.mode&fs.ModeSymlink != 0 {
		return d.fileInfo, nil
	}
	return d.files.Stat(d.path)
}

type openFile struct {
	info fs.FileInfo
	bytes.Reader
}

func (o *openFile) Stat() (fs.FileInfo, error) { return o.info, nil }
func (o *openFile) Close() error               { return nil }

type openFolder struct {
	info  fs.FileInfo
	files *Files
	name  string
	read  int
}

func (o *openFolder) Stat() (fs.FileInfo, error) { return o.info, nil }
func (o *openFolder) Close() error               { return nil }
func (o *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: o.name, Err: errors.New("is a directory")}
}

// ReadDir lists the next n entries, or all that are left.
func (o *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	entries, err := o.files.ReadDir(o.name)
	if err != nil {
		return nil, err
	}
	rest := entries[min(o.read, len(entries)):]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 {
		rest = rest[:min(n, len(rest))]
	}
	o.read += len(rest)
	return rest, nil
}
