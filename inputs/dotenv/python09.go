package dotenv

import (
	"fmt"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// readPythonDotenv09 follows parse_line of python-dotenv 0.9. Which ${NAME} of a value it
// replaces by what depends on all of the file, and is not followed.
func (r *reader) readPythonDotenv09() {
	r.lines(newline, func(raw string, offset int) bool {
		line := strings.TrimLeftFunc(raw, pythonSpace)
		offset += len(raw) - len(line)
		line = strings.TrimRightFunc(line, pythonSpace)
		name, value, assigned := strings.Cut(line, "=")
		switch {
		case line == "" || line[0] == '#':
			return true
		case !assigned:
			r.ignored(PythonDotenv09, r.at(offset))
			return true
		}
		key := strings.TrimPrefix(name, "export ")
		keyAt := r.at(offset + len(name) - len(strings.TrimLeftFunc(key, pythonSpace)))
		text := strings.TrimLeftFunc(value, pythonSpace)
		e := Entry{Name: strings.TrimFunc(key, pythonSpace), KeyAt: keyAt, At: r.at(offset + len(line) - len(text)), HasValue: true}
		e.Value = document.NewText(unquote09(text))
		if strings.Contains(text, "${") && !r.literal {
			e.Because = "what python-dotenv 0.9 makes of ${NAME} is not followed"
		}
		r.add(e)
		return true
	})
}

// unquote09 is a value without its quotes, in which no escape means anything; one without
// quotes is written with escapes for what Python writes so.
func unquote09(text string) string {
	if text == "" {
		return ""
	}
	if first, last := text[0], text[len(text)-1]; first == last && (first == '"' || first == '\'') {
		return strings.TrimSuffix(text[1:], text[:1])
	}
	var b strings.Builder
	for _, c := range text {
		switch {
		case c == '\\':
			b.WriteString(`\\`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '\r':
			b.WriteString(`\r`)
		case c < ' ' || c >= 0x7f && c < 0x100:
			fmt.Fprintf(&b, `\x%02x`, c)
		case c >= 0x10000:
			fmt.Fprintf(&b, `\U%08x`, c)
		case c >= 0x100:
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
