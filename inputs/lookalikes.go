package inputs

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/document"
)

// minName is the least length of a name that may be misspelt: shorter ones are words
// of their own (ADMIN, SITE_IDS).
const minName = 9

// lookalikes pairs the names that the project sets, and Django does not know, with
// the settings that it may have meant; in order.
func lookalikes(set []string, settings map[string]*document.Node) []document.Lookalike {
	var out []document.Lookalike
	for _, name := range set {
		if len(name) < minName || django.IsSetting(name) {
			continue
		}
		begin := len(out)
		for other, n := range settings {
			if doubtful := n.State == document.Unknown; (doubtful || !n.Set) && oneApart(name, other) {
				out = append(out, document.Lookalike{Set: name, Meant: other, Doubtful: doubtful})
			}
		}
		slices.SortFunc(out[begin:], func(a, b document.Lookalike) int { return strings.Compare(a.Meant, b.Meant) })
	}
	return out
}

// oneApart tells whether two names differ, by one letter that one of them has more
// or has in the place of another, or by two neighbours that have changed places.
func oneApart(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	at := 0
	for at < len(a) && a[at] == b[at] {
		at++
	}
	if len(a) < len(b) {
		return a[at:] == b[at+1:]
	}
	return a[at+1:] == b[at+1:] || strings.HasPrefix(b[at+1:], a[at:at+1]) && a[at+1] == b[at] && a[at+2:] == b[at+2:]
}
