package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djgate/djgate/evaluator/report"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
)

// change is one difference between two targets: a subject, and its node on each
// side; nil where that side has none.
type change struct {
	Subject string         `json:"subject"`
	Kind    string         `json:"kind"` // added, removed, changed, unclear
	A       *document.Node `json:"a,omitempty"`
	B       *document.Node `json:"b,omitempty"`
	item    bool           // of a list that holds it on one side only
}

// The kinds of a change. Unclear: it cannot be told whether the two are the same.
const (
	added   = "added"
	removed = "removed"
	changed = "changed"
	unclear = "unclear"
)

// comparison is the two targets of --diff.
type comparison struct {
	a, b    *document.Document
	root    string
	changes []change
	unknown []string // what is known on neither side
	// moments: the sides are one target before and after a change, so that what
	// looks the same, and stands in the same file, is the same.
	moments bool
}

// writeDiff compares two targets and tells by the exit code whether they differ.
func (s *showing) writeDiff(c *cobra.Command, out *screen, in *inputs.Result, sides, names []string) error {
	a, b, err := pair(in.Documents, sides)
	if err != nil {
		return err
	}
	cmp := &comparison{a: a, b: b, root: out.root}
	cmp.all(names, s.defaults)
	err = formatted(s.output,
		func() error { out.diff(cmp); return nil },
		func() error { return cmp.json(c) })
	if err == nil && len(cmp.changes) > 0 {
		return &exitError{code: exitViolations}
	}
	return err
}

// pair are the two targets that are compared.
func pair(docs []*document.Document, sides []string) (a, b *document.Document, err error) {
	if len(sides) == 0 {
		if len(docs) != 2 {
			return nil, nil, fmt.Errorf("--diff: %d targets are judged (%s): name two of them", len(docs), strings.Join(idsOf(docs), ", "))
		}
		return docs[0], docs[1], nil
	}
	if a, err = named(docs, sides[0]); err == nil {
		b, err = named(docs, sides[1])
	}
	if err == nil && a == b {
		err = fmt.Errorf("--diff: %s and %s are one target, %s", sides[0], sides[1], a.Target.ID)
	}
	return a, b, err
}

func named(docs []*document.Document, name string) (*document.Document, error) {
	var found []*document.Document
	for _, d := range docs {
		if d.Target.ID == name {
			return d, nil
		}
		if d.Target.Environment == name || d.Target.Class == name {
			found = append(found, d)
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("--diff: no target is called %s (found: %s)", name, strings.Join(idsOf(docs), ", "))
	case 1:
		return found[0], nil
	}
	return nil, fmt.Errorf("--diff: %s is %d targets (%s): name one", name, len(found), strings.Join(idsOf(found), ", "))
}

func idsOf(docs []*document.Document) []string {
	var out []string
	for _, d := range docs {
		out = append(out, d.Target.ID)
	}
	return out
}

// all compares the settings named, or all that one of the sides sets.
func (c *comparison) all(names []string, defaults bool) {
	if len(names) == 0 {
		names = settingsOf([]*document.Document{c.a, c.b})
	}
	for _, name := range names {
		a, b := lookup(c.a, name), lookup(c.b, name)
		if a.Set || b.Set || defaults || strings.ContainsAny(name, ".[") {
			c.compare(name, a, b)
		}
	}
}

// compare takes up how two nodes differ, as far down as one can say it.
func (c *comparison) compare(subject string, a, b *document.Node) {
	switch {
	case a.State == document.Unset && b.State == document.Unset:
	case a.State == document.Unset:
		c.changes = append(c.changes, change{Subject: subject, Kind: added, B: b})
	case b.State == document.Unset:
		c.changes = append(c.changes, change{Subject: subject, Kind: removed, A: a})
	case a.State == document.Unknown && b.State == document.Unknown:
		c.unknown = append(c.unknown, subject)
	case !c.inside(subject, a, b):
		c.whole(subject, a, b)
	}
}

// whole compares two values as one.
func (c *comparison) whole(subject string, a, b *document.Node) {
	kind := changed
	same := a.Type == b.Type && notation{a, c.root}.text() == notation{b, c.root}.text()
	switch {
	case a.State == document.Unknown || b.State == document.Unknown:
		kind = unclear
	case same && c.hides(a, b):
		kind = unclear // what is hidden may differ
	case same:
		return
	}
	c.changes = append(c.changes, change{Subject: subject, Kind: kind, A: a, B: b})
}

// hides tells whether two values that look the same may yet differ.
func (c *comparison) hides(a, b *document.Node) bool {
	if c.moments {
		return a.Facts != nil && a.At.File != b.At.File
	}
	return a.State == document.Partial || a.Facts != nil && a.At != b.At
}

// inside compares two containers member by member; false where that says nothing.
func (c *comparison) inside(subject string, a, b *document.Node) bool {
	if a.Type != b.Type || !a.HasValue || !b.HasValue {
		return false
	}
	switch av := a.Value.(type) {
	case map[string]any:
		bv, ok := b.Value.(map[string]any)
		if !ok || av[document.KeyMore] != nil || bv[document.KeyMore] != nil {
			return false
		}
		keys := append(plainKeys(av), plainKeys(bv)...)
		slices.Sort(keys)
		for _, key := range slices.Compact(keys) {
			c.compare(subject+"."+key, child(a, key), child(b, key))
		}
		return true
	case []any:
		bv, ok := b.Value.([]any)
		return ok && c.lists(subject, a, b, av, bv)
	}
	return false
}

// child is the node below a key, or unset.
func child(n *document.Node, key string) *document.Node {
	v, ok := n.Value.(map[string]any)[key]
	if !ok {
		return &document.Node{State: document.Unset}
	}
	return member(n, key, v)
}

// lists compares two lists: item by item where they are equally long, else by
// the items that only one of them has, as long as the others stand in one order.
func (c *comparison) lists(subject string, a, b *document.Node, av, bv []any) bool {
	items := func(n *document.Node, v []any) []*document.Node {
		out := make([]*document.Node, len(v))
		for i, m := range v {
			out[i] = member(n, fmt.Sprintf("[%d]", i), m)
		}
		return out
	}
	as, bs := items(a, av), items(b, bv)
	onlyA, commonA := c.split(as, bs)
	onlyB, commonB := c.split(bs, as)
	switch {
	case doubtful(av) || doubtful(bv) || !slices.Equal(commonA, commonB):
		return false
	case len(as) == len(bs) && len(onlyA) > 0 && structured(av) && structured(bv):
		for i := range as {
			c.compare(fmt.Sprintf("%s[%d]", subject, i), as[i], bs[i])
		}
		return true
	}
	for _, i := range onlyA {
		c.changes = append(c.changes, change{Subject: fmt.Sprintf("%s[%d]", subject, i), Kind: removed, A: as[i], item: true})
	}
	for _, i := range onlyB {
		c.changes = append(c.changes, change{Subject: fmt.Sprintf("%s[%d]", subject, i), Kind: added, B: bs[i], item: true})
	}
	return true
}

// split are the indices of the items that others lack, and the texts of the rest.
func (c *comparison) split(items, others []*document.Node) (only []int, common []string) {
	for i, n := range items {
		text := notation{n, c.root}.text()
		if slices.ContainsFunc(others, func(o *document.Node) bool { return notation{o, c.root}.text() == text }) {
			common = append(common, text)
		} else {
			only = append(only, i)
		}
	}
	return only, common
}

// structured tells whether all items are containers, which are worth comparing inside.
func structured(items []any) bool {
	return !slices.ContainsFunc(items, func(v any) bool {
		switch v.(type) {
		case []any, map[string]any:
			return false
		}
		return true
	})
}

func (c *comparison) json(cmd *cobra.Command) error {
	side := func(d *document.Document) shownTarget {
		return shownTarget{ID: d.Target.ID, Module: d.Target.SettingsModule, Error: d.Source.Failure}
	}
	return writeJSON(cmd, map[string]any{"schema": 1, "a": side(c.a), "b": side(c.b), "changes": orEmpty(c.changes), "unknown": orEmpty(c.unknown)})
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// diff shows a comparison: below each subject what A has and what B has.
func (s *screen) diff(c *comparison) {
	s.line("%s", s.paint(red, "--- "+report.Clean(c.a.Target.ID)+"   "+report.Clean(c.a.Target.SettingsModule)))
	s.trouble(c.a)
	s.line("%s", s.paint(green, "+++ "+report.Clean(c.b.Target.ID)+"   "+report.Clean(c.b.Target.SettingsModule)))
	s.trouble(c.b)
	last := ""
	for _, d := range c.changes {
		subject := d.Subject
		if d.item {
			subject = subject[:strings.LastIndexByte(subject, '[')]
		}
		if subject != last {
			s.line("%s", s.paint(bold, subject))
		}
		last = subject
		s.side(red, "-", c.a, d.A)
		s.side(green, "+", c.b, d.B)
		if d.Kind == unclear {
			s.line("%s", s.paint(yellow, "?     "+doubt(d)))
		}
	}
	s.line("%s", c.sum())
}

func (s *screen) side(color, sign string, d *document.Document, n *document.Node) {
	if n == nil {
		return
	}
	for i, l := range (notation{n, s.root}).block("", s.columns()) {
		after := ""
		if i == 0 {
			after = "   " + s.paint(dim, strings.TrimSpace(setBy(d, n)+"   "+note(n)))
		}
		s.line("%s%s", s.paint(color, sign+"     "+l.text), after)
	}
}

// doubt says what would tell whether two values are the same.
func doubt(d change) string {
	needs := slices.Concat(d.A.Needs, d.B.Needs)
	switch {
	case len(needs) > 0:
		return "cannot be told; needs " + strings.Join(needs, ", ")
	case d.A.Facts != nil && d.B.Facts != nil:
		return "cannot be told: two secrets alike in all that may be said of them"
	}
	return "cannot be told"
}

// sum counts the changes.
func (c *comparison) sum() string {
	counts := map[string]int{}
	for _, d := range c.changes {
		counts[d.Kind]++
	}
	var parts []string
	for _, kind := range []string{added, removed, changed, unclear} {
		if counts[kind] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[kind], kind))
		}
	}
	if len(parts) == 0 {
		parts = []string{"no difference"}
	}
	if n := len(c.unknown); n > 0 {
		parts = append(parts, fmt.Sprintf("%d known on neither side (%s)", n, few(c.unknown)))
	}
	return strings.Join(parts, ", ")
}
