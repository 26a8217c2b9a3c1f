package django

import (
	"slices"
	"strings"
	"sync"
)

// Span is a name and the series, from First to Last, that it is true of.
type Span struct{ Name, First, Last string }

// Checks returns the ids of the system checks of the series in Series, in order.
func Checks() []Span { return spans(checkLines) }

// Deprecated returns the settings that a series warns of, with those series. The
// series after Last ignores the setting.
func Deprecated() []Span { return slices.Clone(deprecated()) }

var deprecated = sync.OnceValue(func() []Span { return spans(deprecatedLines) })

// spans reads lines "NAME FIRST LAST". First is never before the oldest of Series.
func spans(lines string) []Span {
	all := table().series
	start := slices.Index(all, oldest)
	var out []Span
	for line := range strings.Lines(lines) {
		f := strings.Fields(line)
		first, last := slices.Index(all, f[1]), slices.Index(all, f[2])
		if last >= start {
			out = append(out, Span{f[0], all[max(first, start)], all[last]})
		}
	}
	return out
}

// Required returns the least versions of python, postgresql, mysql, mariadb and
// sqlite that a series works with. Of databases it is what the backends check when
// they connect, from 4.1 on; before, what the documentation of the series says.
func Required(series string) map[string]string {
	out := map[string]string{}
	switch series {
	case "3.2":
		out = map[string]string{"postgresql": "9.6", "mysql": "5.7", "mariadb": "10.2", "sqlite": "3.9"}
	case "4.0":
		out = map[string]string{"postgresql": "10", "mysql": "5.7", "mariadb": "10.2", "sqlite": "3.9"}
	}
	for line := range strings.Lines(requiredLines) {
		if f := strings.Fields(line); f[0] == series {
			out[f[1]] = f[2]
		}
	}
	return out
}
