package compose

import (
	"io/fs"

	"github.com/djgate/djgate/inputs/document"
)

// Read reads Compose files that nothing else has read.
func Read(fsys fs.FS, list []string, o Options) (*Project, []document.Diagnostic) {
	return NewFiles(fsys).Read(list, o)
}

// Overview is that of a file that nothing else has read.
func Overview(fsys fs.FS, file string) (*Outline, error) { return NewFiles(fsys).Overview(file) }
