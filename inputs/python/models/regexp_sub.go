package models

import (
	"strings"

	"github.com/djgate/djgate/inputs/python/regex"
	"github.com/djgate/djgate/inputs/python/value"
)

// This file replaces what a pattern finds.

// sub replaces by a template, or by what a function gives for each match.
func (u *search) sub(t *value.Thread, name string, with, limit value.Value) (value.Value, error) {
	most, err := wantInt(t, limit, 0, -1<<40, 1<<40, "count")
	if err != nil {
		return nil, err
	}
	replace, err := u.replacement(t, with)
	if err != nil {
		return u.lost(t, u.subject.Class(), err)
	}
	var out []rune
	var doubt *value.Unknown
	last, n, tr := 0, 0, u.trace
	if most >= 0 {
		err = u.all(t, func(r *regex.Result) (bool, error) {
			piece, err := replace(r)
			if err != nil {
				return false, err
			}
			if unknown, doubtful := value.IsUnknown(piece); doubtful {
				doubt = unknown
				return false, nil
			}
			s, _, _ := characters(piece)
			out = append(append(out, u.text[last:r.Places[0]]...), []rune(s)...)
			tr = value.Merge(tr, piece.Trace())
			last = r.Places[1]
			n++
			return n != most, t.Alloc(len(out))
		})
	}
	if err != nil {
		return u.lost(t, u.subject.Class(), err)
	}
	if doubt != nil {
		return typed(spread(doubt), u.subject.Class()), nil
	}
	u.trace = tr
	result := u.joined(append(out, u.text[last:]...))
	if name == "subn" {
		return value.NewTuple([]value.Value{result, value.NewInt(int64(n), tr)}, tr), nil
	}
	return result, nil
}

// joined is a text of the kind of the subject.
func (u *search) joined(s []rune) value.Value {
	if u.bytes {
		return value.NewBytes(string(toBytes(s)), u.trace)
	}
	return value.NewStr(string(s), u.trace)
}

// replacement is what stands in for a match: a str or bytes, or unknown.
func (u *search) replacement(t *value.Thread, with value.Value) (func(r *regex.Result) (value.Value, error), error) {
	if _, _, isText := characters(with); isText {
		tpl, err := u.template(t, with)
		if err != nil {
			return nil, err
		}
		return func(r *regex.Result) (value.Value, error) { return u.joined(tpl.filled(u, r)), nil }, nil
	}
	return func(r *regex.Result) (value.Value, error) {
		v, err := call(t, with, u.match(t, r))
		if err != nil {
			return nil, err
		}
		if _, doubtful := value.IsUnknown(v); doubtful {
			return v, nil
		}
		if isNone(v) {
			return u.joined(nil).With(v.Trace()), nil
		}
		if _, bytes, ok := characters(v); !ok || bytes != u.bytes {
			return nil, t.Raise("TypeError", "sequence item: expected str instance, "+v.Class().Name+" found")
		}
		return v, nil
	}, nil
}

// template is what re.sub and expand make of a match: texts, and groups between them.
type template []templatePart

type templatePart struct {
	text  string
	group int // -1 where it is the text
}

func (tpl template) filled(u *search, r *regex.Result) []rune {
	var out []rune
	for _, part := range tpl {
		switch {
		case part.group < 0:
			out = append(out, []rune(part.text)...)
		case r.Places[2*part.group] >= 0:
			out = append(out, u.text[r.Places[2*part.group]:r.Places[2*part.group+1]]...)
		}
	}
	return out
}

// template reads \\1, \\g<name>, octal numbers and the usual escapes (Lib/re/_parser.py,
// parse_template).
func (u *search) template(t *value.Thread, v value.Value) (template, error) {
	s, bytes, ok := characters(v)
	if bytes != u.bytes || !ok {
		return nil, t.Raise("TypeError", "the replacement is not of the kind of the pattern")
	}
	var tpl template
	for {
		before, after, found := strings.Cut(s, `\`)
		tpl = append(tpl, templatePart{before, -1})
		if !found {
			return tpl, nil
		}
		part, size, ok := u.templateEscape(after)
		switch {
		case !ok && size > 0:
			return nil, t.Raise("IndexError", "unknown group name ...")
		case !ok:
			return nil, t.RaiseClass(u.lib.wrong, "bad escape or group in a replacement", u.trace)
		}
		tpl = append(tpl, part)
		s = after[size:]
	}
}

var templateEscapes = map[byte]string{'a': "\a", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v", '\\': "\\"}

// templateEscape reads after a backslash, and says how much; not ok where Python refuses
// it, as much as a name where no group has that name.
func (u *search) templateEscape(s string) (part templatePart, size int, ok bool) {
	if s == "" {
		return part, 0, false
	}
	switch c := s[0]; {
	case templateEscapes[c] != "":
		return templatePart{templateEscapes[c], -1}, 1, true
	case c == 'g':
		return u.templateName(s)
	case c >= '0' && c <= '9':
		return u.templateNumber(s)
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		return part, 0, false
	}
	return templatePart{`\`, -1}, 0, true
}

// templateName reads g<name>.
func (u *search) templateName(s string) (part templatePart, size int, ok bool) {
	name, _, closed := strings.Cut(strings.TrimPrefix(s, "g<"), ">")
	if !closed || !strings.HasPrefix(s, "g<") {
		return part, 0, false
	}
	if n, isNumber := number(name); isNumber {
		return u.numberedPart(n, len(name)+3)
	}
	n, ok := u.program.Group(name)
	return templatePart{group: n}, len(name) + 3, ok
}

// templateNumber reads a group of one or two digits, or a character by up to three
// octal ones.
func (u *search) templateNumber(s string) (part templatePart, size int, ok bool) {
	size = 1
	for size < 3 && size < len(s) && isOctal(s[size]) && (s[0] == '0' || isOctal(s[0])) {
		size++
	}
	if s[0] == '0' || size == 3 {
		n := 0
		for _, d := range []byte(s[:size]) {
			n = n*8 + int(d-'0')
		}
		if n > 0o377 {
			return part, 0, false
		}
		return templatePart{string(rune(n)), -1}, size, true
	}
	size = 1
	if len(s) > 1 && s[1] >= '0' && s[1] <= '9' {
		size = 2
	}
	n, _ := number(s[:size])
	return u.numberedPart(n, size)
}

func (u *search) numberedPart(n, size int) (templatePart, int, bool) {
	if n > u.program.Groups {
		return templatePart{}, 0, false
	}
	return templatePart{group: n}, size, true
}

func isOctal(c byte) bool { return '0' <= c && c <= '7' }
