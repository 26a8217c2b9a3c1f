package dotenv

import (
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// Last returns the entries that count, by name: the last line of each, or
// the first where FirstWins. Names without a value are left out.
func Last(d Dialect, entries []Entry) map[string]*Entry {
	out := map[string]*Entry{}
	for i := range entries {
		e := &entries[i]
		if _, seen := out[e.Name]; e.HasValue && !(seen && d.FirstWins()) {
			out[e.Name] = e
		}
	}
	return out
}

// Difference says how two programs read a name of one file differently, as one of
// document's differences of a Hazard; "" where both read the same. An entry is
// nil where the program sets no such name.
func Difference(a, b *Entry) string {
	if a == nil || b == nil {
		return document.HazardPresence
	}
	if a.Because != "" || b.Because != "" {
		return ""
	}
	short, long := a.Value.Reveal(), b.Value.Reveal()
	if len(short) > len(long) {
		short, long = long, short
	}
	switch {
	case short == long:
		return ""
	case a.KeepsQuotes != b.KeepsQuotes:
		return document.HazardQuotes
	case comments(short, long):
		return document.HazardComment
	case len(a.Reads)+len(b.Reads) > 0 || strings.Contains(long, "$"):
		return document.HazardVariables
	}
	return document.HazardText
}

// comments tells whether a text is another without the comment at its end.
func comments(short, long string) bool {
	rest, found := strings.CutPrefix(long, strings.TrimRight(short, " \t"))
	return found && strings.HasPrefix(strings.TrimLeft(rest, " \t"), "#")
}
