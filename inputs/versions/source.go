package versions

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"path"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Bounds on hostile projects.
const (
	maxFile        = 8 << 20 // bytes; lock files of large projects have megabytes
	maxFiles       = 64
	maxDepth       = 8        // -r in -r
	maxSpecifiers  = 1024     // bytes of the specifiers of one requirement
	maxPackages    = 20_000   // entries of one project
	maxColumn      = 64 << 10 // bytes of a line before a place whose column is counted
	maxDiagnostics = 50
)

// reader collects what the files of one folder say.
type reader struct {
	fsys        fs.FS
	dir         string
	files       int
	ranks       map[string]rank // of the requirements files that were read
	found       map[string][]candidate
	packages    int
	diagnostics []document.Diagnostic
}

// source is a file and where its lines begin.
type source struct {
	path     string
	text     string
	lines    []int // offsets; made when a place is asked for
	template bool  // it was told to be one
}

// offset returns the offset of a line and column, both from 1, as YAML counts them.
func (s *source) offset(line, column int) int {
	s.at(0)
	if line < 1 || line > len(s.lines) {
		return 0
	}
	start := s.lines[line-1]
	for i := range s.text[start:] {
		if column--; column == 0 {
			return start + i
		}
	}
	return start
}

// at returns the place of an offset; without a column far into a very long line.
func (s *source) at(offset int) document.Location {
	if s.lines == nil {
		s.lines = []int{0}
		for i := range len(s.text) {
			if s.text[i] == '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
	}
	line := sort.SearchInts(s.lines, offset+1)
	at := document.Location{File: s.path, Line: line}
	if before := s.text[s.lines[line-1]:offset]; len(before) <= maxColumn {
		at.Column = 1 + utf8.RuneCountInString(before)
	}
	return at
}

// open reads a file of the project; nil where it is not there or cannot be read.
func (r *reader) open(name string) *source {
	info, err := fs.Stat(r.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	at := document.Location{File: name}
	switch {
	case err != nil:
		r.report(CodeRead, "error", at, "the file cannot be read")
	case !info.Mode().IsRegular():
		r.report(CodeRead, "error", at, "this is not a regular file")
	case info.Size() > maxFile:
		r.report(CodeLimit, "error", at, "the file is larger than 8 MiB")
	case r.files == maxFiles:
		r.report(CodeLimit, "error", at, "the project has more than 64 files of requirements; this and further ones are not read")
		r.files++
	case r.files < maxFiles:
		r.files++
		text, err := fs.ReadFile(r.fsys, name)
		if decoded, ok := decode(text); ok && err == nil && len(text) <= maxFile {
			return &source{path: name, text: decoded}
		}
		r.report(CodeRead, "error", at, "the file cannot be read as text in UTF-8 or UTF-16")
	}
	return nil
}

// decode reads UTF-8, and UTF-16 with a byte order mark, which PowerShell makes
// of "pip freeze > requirements.txt" and pip understands.
func decode(text []byte) (string, bool) {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case bytes.HasPrefix(text, []byte("\xfe\xff")):
		order = binary.BigEndian
	case !bytes.HasPrefix(text, []byte("\xff\xfe")):
		return strings.TrimPrefix(string(text), "\ufeff"), utf8.Valid(text)
	}
	units := make([]uint16, len(text)/2-1)
	for i := range units {
		units[i] = order.Uint16(text[2*i+2:])
	}
	return string(utf16.Decode(units)), true
}

// inDir returns the path of a file of the folder that is read.
func (r *reader) inDir(name string) string { return path.Join(r.dir, name) }

func (r *reader) report(code, severity string, at document.Location, message string) {
	if len(r.diagnostics) < maxDiagnostics {
		r.diagnostics = append(r.diagnostics, document.Diagnostic{Code: code, Message: message, At: at, Severity: severity})
	}
}

// refuse reports what a file should not hold; of a template only that it is one.
func (r *reader) refuse(s *source, code, severity string, at document.Location, message string) {
	if !tree.IsTemplate(s.text) {
		r.report(code, severity, at, message)
	} else if !s.template {
		s.template = true
		r.report(CodeTemplated, "warning", at, tree.TemplateMessage)
	}
}

// full tells whether the project has more entries than are kept.
func (r *reader) full(s *source) bool {
	if r.packages++; r.packages == maxPackages {
		r.report(CodeLimit, "error", document.Location{File: s.path}, "the project names more than 20000 packages; further ones are not read")
	}
	return r.packages >= maxPackages
}

// require keeps the package name, whose specifiers stand at an offset of s.
func (r *reader) require(s *source, k rank, name, specifiers string, in grammar, offset int) {
	if r.full(s) {
		return
	}
	b, at, ok := bounds{}, 0, false
	if len(specifiers) <= maxSpecifiers {
		b, at, ok = specifier(specifiers, in)
	}
	if !ok {
		r.refuse(s, CodeLine, "warning", s.at(offset), "the version of a requirement is not understood; any version is taken as possible")
	}
	r.add(name, candidate{bounds: b, rank: k, file: s, offset: min(offset+at, len(s.text))})
}

// forDevelopment tells whether a file or group is for development or tests, by
// the words of its name.
func forDevelopment(name string) bool {
	for _, w := range nameWords(name) {
		switch w {
		case "dev", "develop", "development", "devel", "test", "tests", "testing", "lint", "linting", "linters", "doc", "docs", "ci", "local",
			"debug", "tox", "mypy", "typing", "types", "style", "qa", "e2e", "bench", "benchmark", "coverage", "build":
			return true
		}
	}
	return false
}

// keptAside tells whether a file is what another one was before: installed no more.
func keptAside(name string) bool {
	for _, w := range nameWords(name) {
		switch w {
		case "old", "orig", "original", "backup", "bak", "copy", "prev", "previous":
			return true
		}
	}
	return false
}

func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return strings.ContainsRune("-_. ()", c) })
}
