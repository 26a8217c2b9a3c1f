package dotenv

import (
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
)

// The expressions of django-dotenv 1.4.2. In its line \' and \" are mere quotes, and
// [\s\v\x1c-\x1f\x85\pZ] is \s of Python.
var (
	djangoLine     = pattern.New(`^(?:export[\s\v\x1c-\x1f\x85\pZ]+)?([\pL\pN_.]+)(?:[\s\v\x1c-\x1f\x85\pZ]*=[\s\v\x1c-\x1f\x85\pZ]*|:[\s\v\x1c-\x1f\x85\pZ]+?)('[^\n]*'|"[^\n]*"|[^#\n]+)?(?:[\s\v\x1c-\x1f\x85\pZ]*#.*)?$`)
	djangoVariable = pattern.New(`(?i)(\\)?\$(\{?([A-Z0-9_]+)\}?)`)
	djangoEscape   = pattern.New(`\\([^$])`)
)

// readDjangoDotenv follows parse_dotenv of django-dotenv 1.4.2.
func (r *reader) readDjangoDotenv() {
	r.lines(splitLine, func(line string, offset int) bool {
		m := djangoLine.FindStringSubmatchIndex(line)
		if m == nil {
			if rest := strings.TrimLeftFunc(line, pythonSpace); rest != "" && rest[0] != '#' {
				r.ignored(DjangoDotenv, r.at(offset))
			}
			return true
		}
		keyAt, at, value := r.at(offset+m[2]), r.at(offset+m[3]), ""
		if m[4] >= 0 {
			value = strings.TrimRightFunc(line[m[4]:m[5]], pythonSpace)
			at = r.at(offset + m[4] + len(value) - len(strings.TrimLeftFunc(value, pythonSpace)))
		}
		x := &expansion{reader: r}
		text := x.djangoValue(strings.TrimLeftFunc(value, pythonSpace))
		if x.stop != "" {
			r.stopAt(x, DjangoDotenv, at)
			return false
		}
		e := x.entry(line[m[2]:m[3]], text)
		e.KeyAt, e.At = keyAt, at
		r.add(e)
		return true
	})
}

// djangoValue is a value without its quotes, with the variables that it refers to: each is
// replaced wherever its text stands by then.
func (x *expansion) djangoValue(value string) string {
	text, quote := unquote(value, `'"`), byte(0)
	if text != value {
		quote = value[0]
	}
	if quote == '"' {
		text = djangoEscape.ReplaceAllString(text, "$1")
	}
	if quote == '\'' {
		return text
	}
	for _, m := range djangoVariable.FindAllStringSubmatch(text, -1) {
		with := "$" + m[2]
		if m[1] == "" {
			with = x.text(m[3])
		}
		if !x.spend(strings.Count(text, m[0]) * len(with)) {
			return ""
		}
		text = strings.ReplaceAll(text, m[0], with)
	}
	return text
}
