package evaluator

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// gather makes one finding of those that are one thing to mend: one secret that the
// services of a deployment repeat line by line, and secrets that stand together in one
// file. The first stays, and its note tells of the others; those of other secrets are
// given apart. The list is in order of place.
func gather(list []MergedFinding) (out, beside []MergedFinding) {
	var groups []*gathering
	for _, f := range list {
		f.Targets = slices.Clone(f.Targets)
		if i := slices.IndexFunc(groups, func(g *gathering) bool { return g.first.repeats(f) }); i >= 0 {
			groups[i].repeat(f)
		} else {
			groups = append(groups, &gathering{first: f})
		}
	}
	var kept []*gathering
	for _, g := range groups {
		if i := slices.IndexFunc(kept, func(k *gathering) bool { return k.first.standsBy(g.first) }); i >= 0 {
			lines := append([]string{fmt.Sprint(g.first.At.Line)}, g.lines...)
			kept[i].others = append(kept[i].others, g.first.named()+" in line "+strings.Join(lines, " and "))
			beside = append(beside, g.first)
		} else {
			kept = append(kept, g)
		}
	}
	for _, g := range kept {
		out = append(out, g.told())
	}
	return out, beside
}

// gathering is a finding, and those that are mended with it.
type gathering struct {
	first  MergedFinding
	lines  []string // where the same is repeated
	others []string // the other secrets of its file, and their lines
}

// repeat takes in a finding that says the same of another line.
func (g *gathering) repeat(f MergedFinding) {
	for _, target := range f.Targets {
		if !slices.Contains(g.first.Targets, target) {
			g.first.Targets = append(g.first.Targets, target)
		}
	}
	slices.Sort(g.first.Targets)
	g.lines = append(g.lines, fmt.Sprint(f.At.Line))
}

// told is the finding with a note on all that is mended with it.
func (g *gathering) told() MergedFinding {
	var notes []string
	if len(g.lines) > 0 {
		notes = append(notes, fmt.Sprintf("the same in line %s of %s", strings.Join(slices.Compact(g.lines), ", "), g.first.At.File))
	}
	if len(g.others) > 0 {
		notes = append(notes, "the same is true of "+strings.Join(g.others, ", "))
	}
	if len(notes) > 0 {
		g.first.Note = strings.Join(notes, "; ")
	}
	return g.first
}

// repeats tells whether two findings say the same of a secret that looks the same in two
// lines of one file.
func (f MergedFinding) repeats(o MergedFinding) bool {
	return f.isLike(o) && f.Fingerprint == o.Fingerprint && f.Subject == o.Subject && f.Message == o.Message && f.At != o.At &&
		f.Facts != nil && o.Facts != nil && alike(*f.Facts, *o.Facts)
}

// standsBy tells whether two findings say the same of two secrets of one file.
func (f MergedFinding) standsBy(o MergedFinding) bool {
	return f.isLike(o) && f.Facts != nil && o.Facts != nil && f.Subject != o.Subject && slices.Equal(f.Targets, o.Targets) &&
		strings.Replace(f.Message, f.named(), o.named(), 1) == o.Message
}

// isLike tells whether two findings of one file are weighed alike, and nobody accepted
// either.
func (f MergedFinding) isLike(o MergedFinding) bool {
	return f.Policy.ID == o.Policy.ID && f.Severity == o.Severity && f.At.File == o.At.File && f.Note == "" && o.Note == "" &&
		f.Mode == o.Mode && f.Change == o.Change && slices.Equal(f.Also, o.Also)
}

// named is the subject as messages name it.
func (f MergedFinding) named() string { return strings.TrimPrefix(f.Subject, "env.") }

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
