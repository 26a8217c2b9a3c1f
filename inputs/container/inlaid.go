package container

import (
	"bytes"
	"io/fs"
	"path"
	"time"

	"github.com/djgate/djgate/inputs/document"
)

// This file makes files of texts that stand in other files, so that whoever reads a
// file of a container need not ask which of the two it is.

// Inlaid returns a project in which insets are regular files by their names. They are
// in no folder's list. Neither may change while it is used.
func Inlaid(project fs.FS, insets map[string]*document.Inset) fs.FS {
	return &inlaid{project, insets}
}

// Settle gives all places in what is pointed to that lie in insets the places of the
// files around them.
func (f *Files) Settle(found ...any) {
	if f == nil {
		return
	}
	for _, v := range found {
		document.Resettle(v, f.Insets)
	}
}

type inlaid struct {
	fs.FS
	insets map[string]*document.Inset
}

// Open opens a file or folder.
func (f *inlaid) Open(name string) (fs.File, error) {
	if i := f.insets[name]; i != nil {
		return &insetFile{*bytes.NewReader([]byte(i.Text.Reveal())), insetInfo{i}}, nil
	}
	return f.FS.Open(name)
}

// ReadFile reads a whole file.
func (f *inlaid) ReadFile(name string) ([]byte, error) {
	if i := f.insets[name]; i != nil {
		return []byte(i.Text.Reveal()), nil
	}
	return fs.ReadFile(f.FS, name)
}

// Stat tells what is at a path.
func (f *inlaid) Stat(name string) (fs.FileInfo, error) {
	if i := f.insets[name]; i != nil {
		return insetInfo{i}, nil
	}
	return fs.Stat(f.FS, name)
}

// ReadDir lists a folder of the project.
func (f *inlaid) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.FS, name) }

type insetFile struct {
	bytes.Reader
	info insetInfo
}

func (f *insetFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *insetFile) Close() error               { return nil }

type insetInfo struct{ inset *document.Inset }

func (i insetInfo) Name() string       { return path.Base(i.inset.Name) }
func (i insetInfo) Size() int64        { return int64(len(i.inset.Text.Reveal())) }
func (i insetInfo) Mode() fs.FileMode  { return 0o444 }
func (i insetInfo) ModTime() time.Time { return time.Time{} }
func (i insetInfo) IsDir() bool        { return false }
func (i insetInfo) Sys() any           { return nil }
