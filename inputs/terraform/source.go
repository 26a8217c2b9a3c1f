package terraform

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// The codes of the diagnostics of this package.
const (
	codeModule     = "terraform-module"     // a call of a module that is not followed
	codeSyntax     = "terraform-syntax"     // a file that Terraform could not load
	codeUnread     = "terraform-unread"     // a file that could not be read, or is not understood
	codeVariable   = "terraform-variable"   // a value that does not fit its variable
	codeUnresolved = "terraform-unresolved" // containers or a listener that are not known before an apply
	codeLimit      = "terraform-limit"      // more work than the files may cause
)

const (
	maxFile  = 1 << 20
	maxFiles = 500
)

// sources holds the text of the files that were read, to give places in them.
type sources struct {
	fsys        fs.FS
	text        map[string][]byte
	diagnostics []document.Diagnostic
	calls       []Call // of modules that are not followed
	punctuation int    // in what was parsed
}

func newSources(fsys fs.FS) *sources {
	return &sources{fsys: fsys, text: map[string][]byte{}}
}

func (s *sources) names() []string {
	var out []string
	for name := range s.text {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

func (s *sources) note(severity, code string, at document.Location, message string) {
	d := document.Diagnostic{Code: code, Message: message, At: at, Severity: severity}
	if !slices.Contains(s.diagnostics, d) {
		s.diagnostics = append(s.diagnostics, d)
	}
}

// The reasons for which a file is not read.
var (
	errTooLarge = errors.New("the file is larger than 1 MiB")
	errTooMany  = errors.New("too many files")
	errBinary   = errors.New("the file is not text")
	errOutside  = errors.New("the path leads out of the project")
	errAbsent   = errors.New("the file cannot be read")
)

// read returns the text of a file inside the root.
func (s *sources) read(name string) ([]byte, error) {
	if text, ok := s.text[name]; ok {
		return text, nil
	}
	if !fs.ValidPath(name) {
		return nil, errOutside
	}
	info, err := fs.Stat(s.fsys, name)
	switch {
	case err != nil || !info.Mode().IsRegular():
		return nil, errAbsent
	case info.Size() > maxFile:
		return nil, errTooLarge
	case len(s.text) >= maxFiles:
		return nil, errTooMany
	}
	text, err := fs.ReadFile(s.fsys, name)
	switch {
	case err != nil:
		return nil, errAbsent
	case len(text) > maxFile:
		return nil, errTooLarge
	case bytes.IndexByte(text, 0) >= 0 || !utf8.Valid(text):
		return nil, errBinary
	}
	s.text[name] = text
	return text, nil
}

// readIn is read for a path as the files write it: relative to the module.
func (s *sources) readIn(dir, name string) (string, []byte, error) {
	if path.IsAbs(name) {
		return name, nil, errOutside
	}
	full := path.Join(dir, name)
	text, err := s.read(full)
	return full, text, err
}

// parse reads and parses a file of HCL; nil, and a diagnostic, where that fails.
func (s *sources) parse(name string) *hclsyntax.Body {
	text, err := s.read(name)
	if errors.Is(err, errBinary) {
		s.note("error", codeSyntax, document.Location{File: name, Line: 1, Column: 1}, err.Error())
		return nil
	}
	if err != nil {
		s.note("error", codeUnread, document.Location{File: name}, err.Error())
		return nil
	}
	size, marks := readable(text, min(maxPunctuation, maxAllPunctuation-s.punctuation))
	s.punctuation += marks
	if at, deep := tooDeep(hclsyntax.LexConfig, text[:size], name); deep {
		s.note("error", codeSyntax, s.at(at), "the expression is nested too deeply")
		return nil
	}
	if size < len(text) {
		s.note("error", codeUnread, s.atByte(name, size), "the files hold more than is read from here on")
		return nil
	}
	file, diags := hclsyntax.ParseConfig(text, name, hcl.InitialPos)
	if s.syntaxError(diags) {
		return nil
	}
	return file.Body.(*hclsyntax.Body)
}

// parseTemplate parses a text that templatefile reads; one without a name is a
// text of its own, of which no place can be told.
func (s *sources) parseTemplate(name string, text []byte) (hclsyntax.Expression, bool) {
	if !isReadable(text) {
		return nil, false
	}
	if at, deep := tooDeep(hclsyntax.LexTemplate, text, name); deep {
		if name != "" {
			s.note("warning", codeSyntax, s.at(at), "the template is nested too deeply")
		}
		return nil, false
	}
	expr, diags := hclsyntax.ParseTemplate(text, name, hcl.InitialPos)
	return expr, !s.syntaxError(diags)
}

// syntaxError notes the first error. HCL's own words may quote the file, so only
// the place of it is told.
func (s *sources) syntaxError(diags hcl.Diagnostics) bool {
	for _, d := range diags {
		if d.Severity == hcl.DiagError && d.Subject != nil {
			if d.Subject.Filename == "" {
				return true
			}
			s.note("error", codeSyntax, s.at(*d.Subject), "Terraform cannot read this: the syntax is wrong here")
			return true
		}
	}
	return false
}

// at gives the place where a range begins. HCL counts columns in what is seen as
// one character; the document counts code points.
func (s *sources) at(r hcl.Range) document.Location {
	return document.Location{File: r.Filename, Line: r.Start.Line, Column: s.column(r.Filename, r.Start.Byte)}
}

// atByte gives the place of a byte of a file.
func (s *sources) atByte(name string, offset int) document.Location {
	text := s.text[name]
	offset = min(offset, len(text))
	line := 1 + bytes.Count(text[:offset], []byte{'\n'})
	return document.Location{File: name, Line: line, Column: s.column(name, offset)}
}

func (s *sources) column(name string, offset int) int {
	text := s.text[name]
	if offset > len(text) {
		return 1
	}
	start := bytes.LastIndexByte(text[:offset], '\n') + 1
	return 1 + utf8.RuneCount(text[start:offset])
}
