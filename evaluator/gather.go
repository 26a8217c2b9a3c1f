package evaluator

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// gather makes one finding of those that say the same of one secret, which the
// services of a deployment repeat line by line: the first stays, and names the
// lines of the others. The list is in order of place.
func gather(list []MergedFinding) []MergedFinding {
	var out []MergedFinding
	lines := map[int][]string{}
	for _, f := range list {
		i := slices.IndexFunc(out, func(first MergedFinding) bool { return first.repeats(f) })
		if i < 0 {
			f.Targets = slices.Clone(f.Targets)
			out = append(out, f)
			continue
		}
		for _, target := range f.Targets {
			if !slices.Contains(out[i].Targets, target) {
				out[i].Targets = append(out[i].Targets, target)
			}
		}
		slices.Sort(out[i].Targets)
		lines[i] = append(lines[i], fmt.Sprint(f.At.Line))
	}
	for i, others := range lines {
		out[i].Note = fmt.Sprintf("the same in line %s of %s", strings.Join(slices.Compact(others), ", "), out[i].At.File)
	}
	return out
}

// repeats tells whether two findings are one thing to mend: nobody accepted either,
// and both say the same of what looks the same, in one file.
func (f MergedFinding) repeats(o MergedFinding) bool {
	if f.Facts == nil || o.Facts == nil || f.Note != "" || o.Note != "" || f.Mode != o.Mode {
		return false
	}
	return f.Policy.ID == o.Policy.ID && f.Fingerprint == o.Fingerprint && f.Subject == o.Subject && f.Message == o.Message &&
		f.Severity == o.Severity && f.At.File == o.At.File && f.At != o.At && slices.Equal(f.Also, o.Also) && alike(*f.Facts, *o.Facts)
}

// alike compares facts but for the number of their group, which each document counts anew.
func alike(a, b document.Facts) bool {
	a.Group, b.Group = 0, 0
	return reflect.DeepEqual(a, b)
}
