// Package report writes a report in the formats that people and programs read:
// one file a format, one line in Formats.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
)

// Options say how a report is written. The zero value writes everything, plain.
type Options struct {
	Version        string // of djgate
	Project        string // what was judged, for a headline
	Named          int    // targets that were found and not judged
	Color          bool
	Width          int                // columns of the terminal; 0: no limit
	Show           evaluator.Severity // the least severity that is shown in full
	ShowSuppressed bool
	Quiet          bool // findings only
	AllFindings    bool // of a review: what the change leaves as it was too
	// Threshold is what fails the run. Formats that know passed and failed follow it.
	Threshold evaluator.Threshold
	// Base is the folder that was judged, below the root of its repository: what
	// reads the places of SARIF, annotations and code quality counts from there.
	Base string
	// Settings are the effective settings by target, for HTML.
	Settings map[string][]Setting
}

// Setting is one setting of a target as a reader sees it: a secret as its facts.
type Setting struct {
	Name, Value string
	At          document.Location
}

// Format writes a report. It returns the writer's error.
type Format func(w io.Writer, r *evaluator.Report, o Options) error

// Formats are the formats by name.
func Formats() map[string]Format {
	return map[string]Format{
		"azure":    Azure,
		"github":   GitHub,
		"gitlab":   GitLab,
		"html":     HTML,
		"json":     JSON,
		"junit":    JUnit,
		"markdown": Markdown,
		"sarif":    SARIF,
		"table":    Table,
		"tap":      TAP,
		"text":     Text,
	}
}

// Find returns a format by its name; the error lists those there are.
func Find(name string) (Format, error) { return find(Formats(), "no format", name) }

// find returns what a name stands for; the error begins with missing and lists the names.
func find[F any](formats map[string]F, missing, name string) (F, error) {
	f, ok := formats[name]
	if !ok {
		return f, fmt.Errorf("%s is called %q (%s)", missing, name, strings.Join(slices.Sorted(maps.Keys(formats)), ", "))
	}
	return f, nil
}

// place writes a location as file:line:column, as far as it is known.
func place(l document.Location) string {
	switch {
	case l.Line == 0:
		return l.File
	case l.Column == 0:
		return fmt.Sprintf("%s:%d", l.File, l.Line)
	}
	return fmt.Sprintf("%s:%d:%d", l.File, l.Line, l.Column)
}

// line is a place without its column.
func line(l document.Location) string {
	l.Column = 0
	return place(l)
}

// Clean replaces control characters, which a file of the project may have put into
// a name: those of C0 and C1, line separators, and those that turn the direction of text.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '\uFFFD'
		}
		return r
	}, s)
}

// cleanLines are the lines of a text that METADATA may have given several.
func cleanLines(s string) []string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i, line := range lines {
		lines[i] = Clean(strings.TrimRight(line, " \r"))
	}
	return lines
}
