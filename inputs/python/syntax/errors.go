package syntax

import (
	"fmt"
	"unicode/utf8"
)

// SyntaxError says why a file cannot be loaded. Line and Column count from 1,
// columns in code points; a column of 0 is CPython's for the end of the file.
// Msg has CPython's wording and never the text of a string.
type SyntaxError struct {
	File         string
	Line, Column int
	Msg          string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Msg)
}

// errorAt is an error at the byte at offset pos.
func (f *File) errorAt(pos int32, msg string) *SyntaxError {
	at := f.Position(pos)
	return &SyntaxError{File: f.Name, Line: at.Line, Column: at.Column, Msg: msg}
}

// errorBefore is an error at the last character before offset end, which is
// where CPython's scanner stands when it complains.
func (f *File) errorBefore(end int32, msg string) *SyntaxError {
	line := f.line(max(end-1, 0))
	col := utf8.RuneCountInString(f.Source[f.lines[line]:end])
	return &SyntaxError{File: f.Name, Line: line + 1, Column: col, Msg: msg}
}
