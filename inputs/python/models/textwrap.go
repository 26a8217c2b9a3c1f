package models

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/python/value"
)

// textwrap.wrap, fill and shorten (CPython, Lib/textwrap.py) of texts without dashes
// that stand for a place to break: those are not followed.

// wrapping are the options of TextWrapper that are followed.
type wrapping struct {
	width          int
	initial, later string
	placeholder    string
	lines          int // at most; 0 for any number
	longWords      bool
}

const wrapOptions = ", *, initial_indent=, subsequent_indent=, expand_tabs=, replace_whitespace=, fix_sentence_endings=, " +
	"break_long_words=, drop_whitespace=, break_on_hyphens=, tabsize=, max_lines=, placeholder="

// wrapFunction is wrap, fill or shorten by what it makes of the lines.
func wrapFunction(name string, shorten bool, made func(t *value.Thread, lines []string, tr *value.Trace) value.Value) function {
	params := "text, width=" + wrapOptions
	if shorten {
		params = "text, width" + wrapOptions
	}
	return strict(name, params, func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		s, err := wantText(t, a[0], name)
		if err != nil {
			return nil, err
		}
		w, ok := readWrapping(a)
		if shorten {
			s, w.lines = strings.Join(strings.FieldsFunc(s, isBlank), " "), 1
		}
		if !ok || strings.Contains(s, "-") || len(s) > t.Limits.Size {
			return unknown(t, "textwrap."+name+" with these options or dashes is not followed", tr), nil
		}
		if err := t.Burn(len(s) / 4); err != nil { // its words are placed one by one
			return nil, err
		}
		lines, ok := w.wrap(s)
		if !ok {
			return nil, t.Raise("ValueError", "the width does not fit the placeholder or the indent")
		}
		return made(t, lines, tr), t.Alloc(len(s) * (1 + len(w.initial) + len(w.later)))
	})
}

// readWrapping reads the arguments; ok is false where one is not followed.
func readWrapping(a args) (w wrapping, ok bool) {
	w = wrapping{width: 70, placeholder: " [...]", longWords: true}
	ok = true
	number := func(v value.Value, to *int) {
		if isNone(v) {
			return
		}
		n, is := v.(value.Int)
		i, small := n.Int64()
		ok = ok && is && small && i > 0 && i < 1<<20
		*to = int(i)
	}
	str := func(v value.Value, to *string) {
		if v != nil {
			s, is := text(v)
			*to, ok = s, ok && is
		}
	}
	number(a[1], &w.width)
	str(a[2], &w.initial)
	str(a[3], &w.later)
	for _, i := range []int{4, 5, 6, 8, 10} {
		ok = ok && a[i] == nil
	}
	if b, is := a[7].(value.Bool); is {
		w.longWords = b.B
	}
	number(a[11], &w.lines)
	str(a[12], &w.placeholder)
	if width([]string{w.initial}) >= w.width || width([]string{w.later}) >= w.width {
		return w, false // without room for a character it may never end
	}
	return w, ok
}

// chunks are the words and the blanks between them; each blank is a space, and tabs
// are expanded to columns of eight.
func chunks(s string) []string {
	var plain strings.Builder
	column := 0
	for _, r := range s {
		n := 1
		switch {
		case r == '\t':
			n = 8 - column%8
			plain.WriteString(strings.Repeat(" ", n))
		case isBlank(r):
			plain.WriteByte(' ')
		default:
			plain.WriteRune(r)
		}
		column += n
		if r == '\n' || r == '\r' {
			column = 0
		}
	}
	var out []string
	for rest := plain.String(); rest != ""; {
		n := strings.IndexByte(rest, ' ')
		if n == 0 {
			n = len(rest) - len(strings.TrimLeft(rest, " "))
		}
		if n < 0 {
			n = len(rest)
		}
		out, rest = append(out, rest[:n]), rest[n:]
	}
	return out
}

func isBlank(r rune) bool { return r < unicode.MaxASCII && strings.ContainsRune("\t\n\v\f\r ", r) }

func width(chunks []string) int {
	n := 0
	for _, c := range chunks {
		n += utf8.RuneCountInString(c)
	}
	return n
}

// wrap is TextWrapper._wrap_chunks. ok is false for what it refuses.
func (w wrapping) wrap(s string) (lines []string, ok bool) {
	if w.lines > 0 {
		indent := w.initial
		if w.lines > 1 {
			indent = w.later
		}
		if width([]string{indent, strings.TrimLeftFunc(w.placeholder, unicode.IsSpace)}) > w.width {
			return nil, false
		}
	}
	for rest := chunks(s); len(rest) > 0; {
		indent := w.initial
		if len(lines) > 0 {
			indent = w.later
		}
		room := w.width - width([]string{indent})
		if blank(rest[0]) && len(lines) > 0 {
			rest = rest[1:]
		}
		var line []string
		for len(rest) > 0 && width(line)+width(rest[:1]) <= room {
			line, rest = append(line, rest[0]), rest[1:]
		}
		if len(rest) > 0 && width(rest[:1]) > room {
			line, rest = w.breakLong(line, rest, room)
		}
		if len(line) > 0 && blank(line[len(line)-1]) {
			line = line[:len(line)-1]
		}
		if len(line) == 0 {
			continue
		}
		last := len(rest) == 0 || len(rest) == 1 && blank(rest[0])
		if w.lines == 0 || len(lines)+1 < w.lines || last && width(line) <= room {
			lines = append(lines, indent+strings.Join(line, ""))
			continue
		}
		return w.cut(lines, line, indent, room), true
	}
	return lines, true
}

func blank(chunk string) bool { return strings.TrimSpace(chunk) == "" }

// breakLong puts as much of a word that no line has room for onto this one.
func (w wrapping) breakLong(line, rest []string, room int) (all, left []string) {
	space := room - width(line)
	if !w.longWords {
		if len(line) == 0 {
			return rest[:1], rest[1:]
		}
		return line, rest
	}
	runes := []rune(rest[0])
	left = append([]string{string(runes[space:])}, rest[1:]...)
	return append(line, string(runes[:space])), left
}

// cut ends the text with the placeholder.
func (w wrapping) cut(lines, line []string, indent string, room int) []string {
	for ; len(line) > 0; line = line[:len(line)-1] {
		if !blank(line[len(line)-1]) && width(line)+width([]string{w.placeholder}) <= room {
			return append(lines, indent+strings.Join(line, "")+w.placeholder)
		}
	}
	if n := len(lines); n > 0 {
		before := strings.TrimRightFunc(lines[n-1], unicode.IsSpace)
		if width([]string{before, w.placeholder}) <= w.width {
			lines[n-1] = before + w.placeholder
			return lines
		}
	}
	return append(lines, indent+strings.TrimLeftFunc(w.placeholder, unicode.IsSpace))
}
