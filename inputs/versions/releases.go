package versions

import (
	_ "embed"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// releases.txt has a line for each library whose releases read settings differently: its
// name and its releases, the newest first. What follows a colon is the least Python that
// the release runs on.
//
//go:embed releases.txt
var releases string

// Installed are the versions that an installer takes of the libraries of releases.txt where
// the requirements leave several, by their normalised names: the newest that they allow and
// that runs on the project's Python. One that nothing holds back is not there: it is the
// newest of all, which may be newer than the table.
func Installed(deps map[string]document.Dependency) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(releases) {
		words := strings.Fields(line)
		d, required := deps[words[0]]
		if !required || d.Exact != "" {
			continue
		}
		python := deps["python"]
		newest := newestOf(words[1:], bounds{min: d.Min, below: d.Below}, bounds{exact: python.Exact, min: python.Min, below: python.Below})
		if held := d.Below != "" || !strings.HasPrefix(words[1]+":", newest+":"); held && newest != "" {
			out[words[0]] = newest
		}
	}
	return out
}

// newestOf is the first of releases within bounds, on a Python within others; "" for none.
func newestOf(releases []string, in, python bounds) string {
	for _, r := range releases {
		version, least, _ := strings.Cut(r, ":")
		low := in.min == "" || compare(version, in.min) >= 0
		high := in.below == "" || compare(version, in.below) < 0
		runs := least == "" || python.high() == "" || compare(least, python.high()) < 0
		if low && high && runs {
			return version
		}
	}
	return ""
}

// Span is what two requirements of one package allow between them.
func Span(a, b document.Dependency) document.Dependency {
	all := either([]bounds{{a.Exact, a.Min, a.Below}, {b.Exact, b.Min, b.Below}})
	return document.Dependency{Exact: all.exact, Min: all.min, Below: all.below, At: a.At}
}
