package dotenv

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
)

// Bounds on hostile files.
const (
	maxFile        = 1 << 20 // bytes of a file
	maxValue       = 1 << 20 // bytes of a value after interpolation
	maxExpanded    = 8 << 20 // bytes of all values after interpolation
	maxNames       = 32      // names in a list of an Entry
	maxDiagnostics = 50
	maxNesting     = 64 // ${A:-${B:-...}}
)

// usualLines is the number of lines for which room is made beforehand.
const usualLines = 256

// binding is what a line of the file has set a name to.
type binding struct {
	text                   string
	reads, unknown, hiding []string
	because                string
}

// reader holds the state of reading one file; the dialects are its methods.
type reader struct {
	file        string
	src         string // as the program sees it: decoded, its line ends translated
	over, under Lookup
	literal     bool // python-dotenv does not interpolate
	set         map[string]binding
	expanded    int // bytes that interpolation has made

	entries     []Entry
	diagnostics []document.Diagnostic

	// The last place that was located: places are asked for in order.
	offset, line, column int
}

// at returns the place of an offset into src.
func (r *reader) at(offset int) document.Location {
	if r.line == 0 || offset < r.offset {
		r.offset, r.line, r.column = 0, 1, 1
	}
	passed := r.src[r.offset:offset]
	if n := strings.Count(passed, "\n"); n > 0 {
		r.line += n
		r.column = 1
		passed = passed[strings.LastIndexByte(passed, '\n')+1:]
	}
	r.column += utf8.RuneCountInString(passed)
	r.offset = offset
	return document.Location{File: r.file, Line: r.line, Column: r.column}
}

// add keeps an entry, and what it sets for the lines after it.
func (r *reader) add(e Entry) {
	r.entries = append(r.entries, e)
	if e.HasValue {
		r.set[e.Name] = binding{e.Value.Reveal(), e.Reads, e.Unknown, e.Hiding, e.Because}
	}
}

// plain keeps an entry whose value is text as it stands, found at offset.
func (r *reader) plain(name string, keyAt document.Location, value string, offset int) {
	r.add(Entry{Name: name, Value: document.NewText(value), HasValue: true, KeyAt: keyAt, At: r.at(offset),
		KeepsQuotes: keepsQuotes(r.src[offset:], value)})
}

// keepsQuotes tells whether a value still has the quotes in which the file has it.
func keepsQuotes(src, value string) bool {
	return len(value) > 1 && (value[0] == '"' || value[0] == '\'') && src[0] == value[0] && strings.IndexByte(value[1:], value[0]) >= 0
}

func (r *reader) refuse(at document.Location, message string) {
	r.diagnostics = append(r.diagnostics, document.Diagnostic{Code: CodeRefused, Message: message, At: at, Severity: "error"})
}

// stopAt reports a value that cannot be interpolated; name is the program's.
func (r *reader) stopAt(x *expansion, name Dialect, at document.Location) {
	if x.stop == CodeLimit {
		r.limit(at, "the values of the env file grow too large by interpolation")
		return
	}
	r.refuse(at, string(name)+" refuses the file: "+x.fault)
}

func (r *reader) limit(at document.Location, message string) {
	r.diagnostics = append(r.diagnostics, document.Diagnostic{Code: CodeLimit, Message: message, At: at, Severity: "error"})
}

// warn keeps a warning; a file of nothing else gets a bounded number of them.
func (r *reader) warn(code string, at document.Location, message string) {
	if n := len(r.diagnostics); n == maxDiagnostics {
		message = "there are more lines like those named before"
	} else if n > maxDiagnostics {
		return
	}
	r.diagnostics = append(r.diagnostics, document.Diagnostic{Code: code, Message: message, At: at, Severity: "warning"})
}

// bom is the byte order mark.
const bom = "\ufeff"

// textMode ends lines as Python's text mode does.
var textMode = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// decode makes the text that the program of dialect d sees of a file's bytes.
func (r *reader) decode(d Dialect, src []byte) (string, bool) {
	whole := document.Location{File: r.file}
	if len(src) > maxFile {
		r.limit(whole, "the env file is larger than 1 MiB")
		return "", false
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		whole.Line = 1 + bytes.Count(src[:i], []byte("\n"))
		r.refuse(whole, "the env file holds a NUL byte: no environment variable can (a file in UTF-16?)")
		return "", false
	}
	if !utf8.Valid(src) && !r.tolerates(d, src) {
		return "", false
	}
	text := string(src)
	switch d {
	case Compose, DockerRun:
		text = strings.TrimPrefix(text, bom)
	case Environ044, Environ07, Environ011, Environ, DjangoDotenv, Decouple22, Decouple31, Decouple34, Decouple, Everett,
		PythonDotenv05, PythonDotenv063, PythonDotenv064, PythonDotenv07, PythonDotenv08, PythonDotenv09,
		PythonDotenv0100, PythonDotenv0102, PythonDotenv0103, PythonDotenv0104, PythonDotenv012, PythonDotenv014,
		PythonDotenv122, PythonDotenv123, PythonDotenv:
		text = textMode.Replace(text)
	}
	if d == PythonDotenv123 || d == PythonDotenv {
		text = strings.TrimPrefix(text, bom)
	}
	return text, true
}

// tolerates reports bytes that are not UTF-8, and tells whether the program
// reads on. DockerRun and Systemd find the line by themselves.
func (r *reader) tolerates(d Dialect, src []byte) bool {
	at := document.Location{File: r.file, Line: 1 + bytes.Count(src[:invalid(src)], []byte("\n"))}
	switch d {
	case DockerRun, Systemd:
		return true
	case Compose, Shell:
		r.warn(CodeEncoding, at, "the line is not valid UTF-8: the process gets another text than is written")
		return true
	}
	r.refuse(at, "the line is not valid UTF-8: "+string(d)+" refuses the file")
	return false
}

// invalid returns the offset of the first byte that is not UTF-8.
func invalid(src []byte) int {
	for i := 0; i < len(src); {
		c, n := utf8.DecodeRune(src[i:])
		if c == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(src)
}

// expansion collects what the interpolation of one value meets.
type expansion struct {
	*reader
	reads, unknown, empty, required, hiding []string
	because                                 string
	stop                                    string // CodeRefused or CodeLimit where there is no value; else ""
	fault                                   string // why the value is refused
}

// get looks a variable up. One that nothing sets is noted: the value depends on it.
func (x *expansion) get(name string) (string, bool) {
	if x.over != nil {
		if v, ok := x.over(name); ok {
			x.reads = join(x.reads, name)
			return v, true
		}
	}
	if b, ok := x.set[name]; ok {
		if x.over != nil {
			x.hiding = join(x.hiding, name)
		}
		x.hiding = join(x.hiding, b.hiding...)
		x.reads = join(x.reads, b.reads...)
		x.unknown = join(x.unknown, b.unknown...)
		if x.because == "" {
			x.because = b.because
		}
		return b.text, true
	}
	if x.under != nil {
		if v, ok := x.under(name); ok {
			x.reads = join(x.reads, name)
			return v, true
		}
	}
	if settable(name) {
		x.unknown = join(x.unknown, name)
	}
	return "", false
}

// text looks up a variable that is replaced by empty text where it is not set.
func (x *expansion) text(name string) string {
	v, ok := x.get(name)
	if !ok && name != "" {
		x.empty = join(x.empty, name)
	}
	return v
}

// spend tells whether n more bytes may be made.
func (x *expansion) spend(n int) bool {
	x.expanded += n
	if x.expanded > maxExpanded {
		x.stop = CodeLimit
	}
	return x.stop == ""
}

// entry makes the entry of an interpolated value.
func (x *expansion) entry(name, value string) Entry {
	return Entry{Name: name, Value: document.NewText(value), HasValue: true,
		Reads: x.reads, Hiding: x.hiding, Unknown: x.unknown, Empty: x.empty, Required: x.required, Because: x.because}
}

// join adds names that are not in the list yet.
func join(list []string, names ...string) []string {
	for _, n := range names {
		if len(list) < maxNames && !slices.Contains(list, n) {
			list = append(slices.Clip(list), n)
		}
	}
	return list
}

// settable tells whether a shell or a deployment file can set such a name:
// others are taken as unset for certain.
func settable(name string) bool {
	for i, c := range name {
		if c != '_' && !isLetter(c) && (i == 0 || !isDigit(c)) {
			return false
		}
	}
	return name != ""
}

func isLetter(c rune) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c rune) bool { return '0' <= c && c <= '9' }

// pythonSpace is str.isspace of Python, which \s and str.strip() go by.
func pythonSpace(c rune) bool { return unicode.IsSpace(c) || 0x1c <= c && c <= 0x1f }

// inlineSpace is pythonSpace without the line end.
func inlineSpace(c rune) bool { return c != '\n' && c != '\r' && pythonSpace(c) }
