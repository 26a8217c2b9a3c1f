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

// unite makes one finding of those that say the same of entries of a dict which are one
// value, such as a database and its alias: what is mended in one is mended in all. The
// first stays, or that of "default", and names the others, which are given apart.
func unite(list []MergedFinding) (out, united []MergedFinding) {
	entries := map[int][]string{}
	for _, f := range list {
		i := slices.IndexFunc(out, func(first MergedFinding) bool { return first.sameValue(f) })
		if i < 0 {
			out = append(out, f)
			continue
		}
		if entryOf(f.Subject) == "default" {
			out[i], f = f, out[i]
		}
		united = append(united, f)
		entries[i] = append(entries[i], fmt.Sprintf("%q", entryOf(f.Subject)))
	}
	for i, names := range entries {
		slices.Sort(names)
		out[i].Note = "the same value is " + strings.Join(names, ", ")
	}
	return out, united
}

// sameValue tells whether two findings are one thing to mend at one place: they differ
// in the entry that they name, and nobody accepted either.
func (f MergedFinding) sameValue(o MergedFinding) bool {
	a, b := entryOf(f.Subject), entryOf(o.Subject)
	if a == "" || b == "" || a == b || f.Note != "" || o.Note != "" || f.Mode != o.Mode || f.Change != o.Change {
		return false
	}
	renamed := func(text, left, right string) string { return strings.Replace(text, left+a+right, left+b+right, 1) }
	return f.Policy.ID == o.Policy.ID && f.At == o.At && f.Severity == o.Severity && slices.Equal(f.Targets, o.Targets) && slices.Equal(f.Also, o.Also) &&
		renamed(f.Subject, ".", ".") == o.Subject && renamed(f.Message, `"`, `"`) == o.Message
}

// entryOf is the entry of a dict that a subject names: default of DATABASES.default.HOST.
func entryOf(subject string) string {
	parts := strings.Split(subject, ".")
	if len(parts) < 3 {
		return ""
	}
	return parts[1]
}
