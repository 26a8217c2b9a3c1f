package evaluator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// This file knows findings again, so that only new ones fail; in a strict run, what
// is undetermined too.
//
// A finding is known by its fingerprint and its target. Neither has a line in it,
// so code may move; and since equal findings are numbered, a second one of a kind
// does not hide behind the first.

// baselineVersion is the version of the file's shape.
const baselineVersion = 1

// Baseline is what was found when it was written.
type Baseline struct {
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"`
}

// Entry is one finding in one target. Policy, Subject and File are for readers:
// the fingerprint decides.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	Target      string `json:"target"`
	Policy      string `json:"policy"`
	Subject     string `json:"subject"`
	File        string `json:"file"`
	// Undetermined: it could not be told. A finding of the same is new.
	Undetermined bool `json:"undetermined,omitempty"`
}

// ParseBaseline reads a baseline. One that was cut short, or is of another
// version, is an error.
func ParseBaseline(src []byte) (*Baseline, error) {
	b := &Baseline{}
	dec := json.NewDecoder(bytes.NewReader(src))
	if err := dec.Decode(b); err != nil {
		return nil, errors.New("no baseline, or cut short (djgate baseline writes one)")
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("something follows the baseline")
	}
	if b.Version != baselineVersion {
		return nil, fmt.Errorf("version: %d is not known (%d)", b.Version, baselineVersion)
	}
	if b.Findings == nil {
		return nil, errors.New("findings is missing (djgate baseline writes it)")
	}
	for i, e := range b.Findings {
		if e.Fingerprint == "" || e.Target == "" {
			return nil, fmt.Errorf("findings[%d]: fingerprint and target are both needed", i)
		}
	}
	return b, nil
}

// NewBaseline holds every finding of the report, those that they cover (mending one
// finding brings no other to light that was there before), and what is undetermined.
func NewBaseline(r *Report) *Baseline {
	b := &Baseline{Version: baselineVersion, Findings: []Entry{}}
	for _, f := range slices.Concat(r.Findings, r.Known, r.Covered) {
		for _, target := range f.Targets {
			b.Findings = append(b.Findings, Entry{f.Fingerprint, target, f.Policy.ID, f.Subject, f.At.File, false})
		}
	}
	for _, d := range r.Undetermined {
		for _, target := range d.Targets {
			b.Findings = append(b.Findings, Entry{d.Fingerprint, target, d.Policy.ID, d.Path, d.At.File, true})
		}
	}
	slices.SortFunc(b.Findings, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Target, b.Target), cmp.Compare(a.Policy, b.Policy), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	b.Findings = slices.Compact(b.Findings)
	return b
}

// Write writes the baseline as ParseBaseline reads it.
func (b *Baseline) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(b)
}

// identity is what makes a finding known.
type identity struct{ fingerprint, target string }

// match pairs the sightings of a report with entries, one to one: those that are
// equal, then an entry whose target is gone with a target that the baseline lacks.
// targets are all that the project has, judged or not.
func (b *Baseline) match(r *Report, targets []string) map[identity]identity {
	seen := sightedIn(r)
	entries := map[identity]bool{}
	lists := map[string]bool{}
	for _, e := range b.Findings {
		entries[identity{e.Fingerprint, e.Target}] = true
		lists[e.Target] = true
	}
	gone := map[string][]identity{} // by fingerprint
	for _, e := range b.Findings {
		if !slices.Contains(targets, e.Target) && !r.judges(e.Target) {
			gone[e.Fingerprint] = append(gone[e.Fingerprint], identity{e.Fingerprint, e.Target})
		}
	}
	pairs := map[identity]identity{}
	for _, s := range seen {
		switch waiting := gone[s.fingerprint]; {
		case entries[s]:
			pairs[s] = s
		case !lists[s.target] && len(waiting) > 0:
			pairs[s], gone[s.fingerprint] = waiting[0], waiting[1:]
		}
	}
	return pairs
}

// sightedIn are the findings of a report, those that are covered and what is
// undetermined among them, target by target.
func sightedIn(r *Report) []identity {
	var out []identity
	for _, e := range NewBaseline(r).Findings {
		out = append(out, identity{e.Fingerprint, e.Target})
	}
	return out
}

// Apply returns the report in which the findings and doubts that the baseline knows
// are Known. One that is known in some targets and not in others is two.
func (b *Baseline) Apply(r *Report, targets []string) *Report {
	pairs := b.match(r, targets)
	split := func(fingerprint string, targets []string) (known, fresh []string) {
		for _, target := range targets {
			if _, ok := pairs[identity{fingerprint, target}]; ok {
				known = append(known, target)
			} else {
				fresh = append(fresh, target)
			}
		}
		return known, fresh
	}
	out := *r
	out.Findings, out.Undetermined = nil, nil
	for _, f := range r.Findings {
		known, fresh := split(f.Fingerprint, f.Targets)
		if f.Targets = known; len(known) > 0 {
			out.Known = append(out.Known, f)
		}
		if f.Targets = fresh; len(fresh) > 0 {
			out.Findings = append(out.Findings, f)
		}
	}
	for _, d := range r.Undetermined {
		known, fresh := split(d.Fingerprint, d.Targets)
		if d.Targets = fresh; len(fresh) > 0 {
			out.Undetermined = append(out.Undetermined, d)
		}
		if d.Targets, d.Known = known, true; len(known) > 0 {
			out.Undetermined = append(out.Undetermined, d)
		}
	}
	return &out
}

// Prune returns the baseline without what is mended: the entries of judged or
// vanished targets that no finding matches. What cannot be told, and what is
// suppressed, is not mended.
func (b *Baseline) Prune(r *Report, targets []string) *Baseline {
	alive := map[identity]bool{}
	for _, entry := range b.match(r, targets) {
		alive[entry] = true
	}
	for _, s := range r.Suppressed {
		for _, target := range s.Targets {
			alive[identity{s.Fingerprint, target}] = true
		}
	}
	out := &Baseline{Version: baselineVersion, Findings: []Entry{}}
	for _, e := range b.Findings {
		unjudged := slices.Contains(targets, e.Target) && !r.judges(e.Target)
		if unjudged || alive[identity{e.Fingerprint, e.Target}] || !e.Undetermined && r.judges(e.Target) && r.doubts(&Policy{ID: e.Policy}, e.Target) {
			out.Findings = append(out.Findings, e)
		}
	}
	return out
}
