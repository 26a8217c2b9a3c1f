package evaluator

import (
	"cmp"
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// Review is what a change does to the deployments, beside what each finding of
// the report after it says of itself.
type Review struct {
	Mended  []MergedFinding
	Targets []TargetChange // those of both sides, in order of id
	// Resources are those that a plan changes, and Kept is how many others it holds.
	Resources []ResourceChange
	Kept      int
}

// The kinds of a TargetChange and of a SettingChange.
const (
	KindAdded     = "added"
	KindRemoved   = "removed"
	KindChanged   = "changed"
	KindUnclear   = "unclear" // it cannot be told whether the two are the same
	KindUnchanged = "unchanged"
)

// TargetChange is what a change does to one target. Compare tells only which
// were added and removed; who has the documents tells the rest.
type TargetChange struct {
	ID       string
	Kind     string
	Settings []SettingChange // whose effective value changes, in order of subject
	Env      []string        // the variables of the process that change, sorted
}

// SettingChange is a setting, or a part of one, whose effective value changes.
// Before and After are written as Python writes them, a secret as its facts;
// they are empty where that side has none.
type SettingChange struct {
	Subject, Kind, Before, After string
	At                           document.Location // of what is after; of what was before where nothing is
}

// ResourceChange is a resource that a plan changes.
type ResourceChange struct {
	Address  string
	Previous string // its address before, where it was moved
	Action   string // create, update, delete, replace, read, forget, move
}

// targetChanges tells which targets are on one side only.
func targetChanges(before, after *Report) []TargetChange {
	var out []TargetChange
	for _, t := range after.Targets {
		kind := KindUnchanged
		if !before.judges(t.ID) {
			kind = KindAdded
		}
		out = append(out, TargetChange{ID: t.ID, Kind: kind})
	}
	for _, t := range before.Targets {
		if !after.judges(t.ID) {
			out = append(out, TargetChange{ID: t.ID, Kind: KindRemoved})
		}
	}
	slices.SortFunc(out, func(a, b TargetChange) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func (r *Report) judges(id string) bool {
	return slices.ContainsFunc(r.Targets, func(j Judged) bool { return j.ID == id })
}

// Changed returns the findings that a change introduces; all, where nothing is compared.
func (r *Report) Changed() []MergedFinding {
	if r.Review == nil {
		return r.Findings
	}
	var out []MergedFinding
	for _, f := range r.Findings {
		if f.Change == Introduced {
			out = append(out, f)
		}
	}
	return out
}

// Left counts the findings that a change leaves as they were.
func (r *Report) Left() int {
	if r.Review == nil {
		return 0
	}
	return len(r.Findings) - len(r.Changed())
}
