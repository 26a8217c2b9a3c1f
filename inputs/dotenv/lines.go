package dotenv

// This file holds the dialects that read line by line and interpolate nothing.

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
)

// maxDockerLine is the longest line that the docker command reads, its end included.
const maxDockerLine = 64 << 10

// lines calls do for each line of src with its offset, until it returns false.
// width is the length of the line end at the start of its argument, or 0.
func (r *reader) lines(width func(string) int, do func(line string, offset int) bool) {
	start := 0
	for i := 0; i < len(r.src); {
		w := width(r.src[i:])
		if w == 0 {
			i++
			continue
		}
		if !do(r.src[start:i], start) {
			return
		}
		i += w
		start = i
	}
	if start < len(r.src) {
		do(r.src[start:], start)
	}
}

func newline(s string) int {
	if s[0] == '\n' {
		return 1
	}
	return 0
}

// splitLine is the line ends of Python's str.splitlines, after text mode made \n of \r.
func splitLine(s string) int {
	switch s[0] {
	case '\n', '\v', '\f', 0x1c, 0x1d, 0x1e:
		return 1
	case 0xc2, 0xe2:
		if c, n := utf8.DecodeRuneInString(s); c == 0x85 || c == 0x2028 || c == 0x2029 {
			return n
		}
	}
	return 0
}

// readDockerRun follows pkg/kvfile of docker/cli 28.
func (r *reader) readDockerRun() {
	r.lines(newline, func(line string, offset int) bool {
		if len(line)+1 > maxDockerLine {
			r.refuse(r.at(offset), "docker refuses a line of more than 64 KiB")
			return false
		}
		return r.dockerLine(strings.TrimSuffix(line, "\r"), offset)
	})
}

func (r *reader) dockerLine(raw string, offset int) bool {
	line := strings.TrimLeftFunc(raw, unicode.IsSpace)
	offset += len(raw) - len(line)
	if !utf8.ValidString(raw) {
		r.refuse(r.at(offset), "the line is not valid UTF-8: docker refuses the file")
		return false
	}
	if line == "" || line[0] == '#' {
		return true
	}
	name, value, assigned := strings.Cut(line, "=")
	at := r.at(offset)
	switch {
	case name == "":
		r.refuse(at, "docker refuses a line without a name before \"=\"")
		return false
	case strings.ContainsAny(name, " \t"):
		r.refuse(at, "docker refuses a name with white space in it; write NAME=value")
		return false
	case assigned:
		r.plain(name, at, value, offset+len(name)+1)
	default:
		r.passThrough(name, at)
	}
	return true
}

// passThrough keeps a name without "=", whose value comes from the environment.
func (r *reader) passThrough(name string, at document.Location) {
	e := Entry{Name: name, KeyAt: at, At: at}
	if r.over != nil {
		if v, ok := r.over(name); ok {
			e.Value, e.HasValue, e.Reads = document.NewText(v), true, []string{name}
		}
	}
	if !e.HasValue {
		e.Unknown = []string{name}
	}
	r.add(e)
}

// readDecouple follows RepositoryEnv of python-decouple 3.8, parse_dotenv of python-dotenv
// 0.5, which was that of python-decouple 2.2, and parse_env_file of everett 3.5, which does
// not pass over what is no assignment.
func (r *reader) readDecouple(d Dialect) {
	r.lines(newline, func(raw string, offset int) bool {
		line := strings.TrimLeftFunc(raw, pythonSpace)
		offset += len(raw) - len(line)
		line = strings.TrimRightFunc(line, pythonSpace)
		if line == "" || line[0] == '#' {
			return true
		}
		name, value, assigned := strings.Cut(line, "=")
		at := r.at(offset)
		switch {
		case d == Everett && !(assigned && isEverettName(strings.TrimFunc(name, pythonSpace))):
			r.refuse(at, "everett raises here: this line is not NAME=value")
			return false
		case assigned:
		default:
			r.ignored(d, at)
			return true
		}
		if d == Decouple22 || d == PythonDotenv05 {
			r.plain(name, at, strings.Trim(strings.Trim(value, "'"), `"`), offset+len(name)+1)
			return true
		}
		text := strings.TrimLeftFunc(value, pythonSpace)
		r.plain(strings.TrimRightFunc(name, pythonSpace), at, decoupleUnquote(d, text), offset+len(line)-len(text))
		return true
	})
}

// decoupleUnquote takes away the quotes that the version does.
func decoupleUnquote(d Dialect, text string) string {
	const quotes = `'"`
	bare := unquote(text, quotes)
	if d == Decouple31 || d == Decouple34 && bare != text {
		return strings.Trim(text, quotes)
	}
	return bare
}

// isEverettName tells whether everett takes a name: ASCII letters, digits and "_".
func isEverettName(name string) bool {
	letter := func(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }
	for i := range len(name) {
		if !letter(name[i]) && (i == 0 || name[i] < '0' || name[i] > '9') {
			return false
		}
	}
	return name != ""
}

func (r *reader) ignored(d Dialect, at document.Location) {
	r.warn(CodeIgnored, at, string(d)+" ignores this line: it is not NAME=value")
}

// unquote takes one pair of the given quotes off a text.
func unquote(s, quotes string) string {
	if n := len(s); n >= 2 && s[0] == s[n-1] && strings.IndexByte(quotes, s[0]) >= 0 {
		return s[1 : n-1]
	}
	return s
}

// readEnviron follows Env.read_env of django-environ 0.4.4, 0.4.5, 0.11.2 and 0.14.
func (r *reader) readEnviron(d Dialect) {
	r.lines(splitLine, func(line string, offset int) bool {
		assignment := line
		if d != Environ044 {
			assignment = strings.TrimPrefix(line, "export ")
		}
		name, value, ok := strings.Cut(assignment, "=")
		if !ok || !environName(name) {
			if line != "" && line[0] != '#' && strings.TrimFunc(line, pythonSpace) != "" {
				r.ignored(d, r.at(offset))
			}
			return true
		}
		offset += len(line) - len(assignment)
		at := r.at(offset)
		offset += len(name) + 1
		text := environValue(d, value)
		r.plain(name, at, text, offset)
		return true
	})
}

func environName(s string) bool {
	for _, c := range s {
		if c != '_' && !isLetter(c) && !isDigit(c) {
			return false
		}
	}
	return s != ""
}

// environValue takes quotes, and in 0.11 comments, off a value. What was in
// single quotes may be in double quotes inside them.
func environValue(d Dialect, value string) string {
	if d == Environ011 {
		value = environComment(value)
	} else {
		value = unquote(value, `'`)
	}
	inner := unquote(value, `"`)
	if len(inner) == len(value) {
		return value
	}
	return environEscapes(d, inner)
}

// environComment is 0.11's way: single quotes hold up to the last one that only
// white space and a comment follow; without them the first # ends the value.
func environComment(value string) string {
	text := strings.TrimLeftFunc(value, pythonSpace)
	if strings.HasPrefix(text, "'") {
		for end := strings.LastIndexByte(text, '\''); end > 0; end = strings.LastIndexByte(text[:end], '\'') {
			after := strings.TrimLeftFunc(text[end+1:], pythonSpace)
			if after == "" || after[0] == '#' {
				return text[1:end]
			}
		}
	}
	value, _, _ = strings.Cut(value, "#")
	return value
}

// environEscapes takes the backslash off every character; from 0.8 on not off r, n and t.
func environEscapes(d Dialect, s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
			if !d.FirstWins() && strings.IndexByte("rnt", s[i]) >= 0 {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
