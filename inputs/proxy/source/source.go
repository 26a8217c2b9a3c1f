// Package source holds the text of a configuration as its program reads it, and
// leads from there back to the places of the file: where variables of a template
// are replaced before the program reads it, the two differ.
package source

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// Text is one file. Original is what it holds, Text what its program reads.
type Text struct {
	File     string
	Text     string
	Original string
	edits    []edit
	places   []document.Location // of its lines, where no file holds it
}

// Line is one of a text that a program makes, and the place that it rests on.
type Line struct {
	Text string
	At   document.Location
}

// Made returns a text that no file holds: all that stands in a line has its place.
func Made(lines []Line) *Text {
	s := &Text{}
	var out strings.Builder
	for _, l := range lines {
		out.WriteString(strings.ReplaceAll(l.Text, "\n", " ") + "\n")
		s.places = append(s.places, l.At)
	}
	s.Text, s.Original = out.String(), out.String()
	return s
}

// edit is a piece of Original that was replaced.
type edit struct {
	begin, end int // of the replacement in Text
	origin     int // where the piece begins in Original
	resume     int // where Original goes on
}

// Bounds on hostile files, in bytes.
const (
	MaxFile     = 1 << 20
	maxRendered = 4 << 20
)

// New returns a file that its program reads as it is.
func New(file, text string) *Text {
	text = strings.TrimPrefix(text, "\ufeff")
	return &Text{File: file, Text: text, Original: text}
}

// Replace returns a file in which its program reads something else in the place of
// each match of a pattern; value gets the match and its groups, and says so with true.
func Replace(file, text string, pattern *pattern.Pattern, value func(groups []string) (string, bool)) *Text {
	s := New(file, text)
	var out strings.Builder
	last := 0
	for _, m := range pattern.FindAllStringSubmatchIndex(s.Original, -1) {
		v, ok := value(groups(s.Original, m))
		if !ok || out.Len() > maxRendered {
			continue
		}
		out.WriteString(s.Original[last:m[0]])
		begin := out.Len()
		out.WriteString(v)
		s.edits = append(s.edits, edit{begin: begin, end: out.Len(), origin: m[0], resume: m[1]})
		last = m[1]
	}
	out.WriteString(s.Original[last:])
	s.Text = out.String()
	return s
}

func groups(text string, match []int) []string {
	var out []string
	for i := 0; i < len(match); i += 2 {
		group := ""
		if match[i] >= 0 {
			group = text[match[i]:match[i+1]]
		}
		out = append(out, group)
	}
	return out
}

// offset maps a byte of Text to one of Original.
func (s *Text) offset(pos int) int {
	i := sort.Search(len(s.edits), func(i int) bool { return s.edits[i].begin > pos }) - 1
	switch {
	case i < 0:
		return min(pos, len(s.Original))
	case pos < s.edits[i].end:
		return s.edits[i].origin
	}
	return min(s.edits[i].resume+pos-s.edits[i].end, len(s.Original))
}

// Unfit says why no program can read the file, where it cannot: larger than
// MaxFile, not UTF-8, or with a NUL byte.
func (s *Text) Unfit() (message string, at document.Location) {
	at = document.Location{File: s.File, Line: 1, Column: 1}
	switch i := bytes.IndexByte([]byte(s.Original), 0); {
	case len(s.Original) > MaxFile:
		return fmt.Sprintf("the file is larger than %d bytes", MaxFile), at
	case !utf8.ValidString(s.Text):
		return "the file is not UTF-8", at
	case i >= 0:
		c := Cursor{text: s, line: 1, column: 1}
		c.advance(i)
		return "the file holds a NUL byte", c.location()
	}
	return "", document.Location{}
}

// Templated tells where the file shows that another program makes the real one of
// it: the marks of Jinja, Helm and ERB.
func (s *Text) Templated(marks ...string) (document.Location, bool) {
	for _, mark := range marks {
		if i := strings.Index(s.Text, mark); i >= 0 {
			return s.Cursor().At(i), true
		}
	}
	return document.Location{}, false
}

// Cursor turns bytes of Text into places. It goes forward only.
type Cursor struct {
	text         *Text
	seen         int
	line, column int
}

// Cursor returns one at the beginning.
func (s *Text) Cursor() *Cursor { return &Cursor{text: s, line: 1, column: 1} }

// At returns the place of a byte of Text, which is never before the last one asked for.
func (c *Cursor) At(pos int) document.Location {
	c.advance(c.text.offset(pos))
	return c.location()
}

func (c *Cursor) location() document.Location {
	if places := c.text.places; len(places) > 0 {
		return places[min(c.line, len(places))-1]
	}
	return document.Location{File: c.text.File, Line: c.line, Column: c.column}
}

func (c *Cursor) advance(end int) {
	for c.seen < end {
		r, size := utf8.DecodeRuneInString(c.text.Original[c.seen:])
		c.column++
		if r == '\n' {
			c.line, c.column = c.line+1, 1
		}
		c.seen += size
	}
}
