package syntax

import "unicode/utf8"

// File is one source file: its name, its text as the parser reads it (decoded to
// UTF-8, without a byte order mark, every line break a "\n"), and its comments.
type File struct {
	Name     string // slash separated, as given to Parse
	Source   string
	Comments []Comment
	lines    []int32 // byte offset at which each line begins
	invalid  bool    // a comment of Source is not UTF-8: Python allows that, and nothing else
}

// Comment is one "# ..." of the source, with the "#".
type Comment struct {
	Span
	Text string
}

// Position is a place in a file: Line counts from 1, Column counts code points from 1.
type Position struct{ Line, Column int }

// Position returns the place of the byte at the given offset.
func (f *File) Position(offset int32) Position {
	line := f.line(offset)
	start := f.lines[line]
	return Position{Line: line + 1, Column: utf8.RuneCountInString(f.Source[start:offset]) + 1}
}

// ColOffset returns CPython's lineno and col_offset (bytes of UTF-8, from 0) of the byte at offset.
func (f *File) ColOffset(offset int32) (line, col int) {
	l := f.line(offset)
	return l + 1, int(offset - f.lines[l])
}

func (f *File) line(offset int32) int {
	lo, hi := 0, len(f.lines)
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		if f.lines[mid] <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}
