package main

import (
	"cmp"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/terraform"
)

// This file says what a change does to each target, beside its findings: the
// settings whose effective value changes, and the variables of its process.

// describe fills in the targets of a review from the documents of both sides.
func describe(was, is *djgate.Report, root string) {
	for i := range is.Report.Review.Targets {
		t := &is.Report.Review.Targets[i]
		a, b := documentOf(was.Inputs, t.ID), documentOf(is.Inputs, t.ID)
		if a == nil || b == nil {
			continue
		}
		t.Settings, t.Env = changedSettings(a, b, root), changedVariables(a, b, root)
		if len(t.Settings) > 0 || len(t.Env) > 0 || touched(is.Report, t.ID) || !alike(process(a), process(b)) {
			t.Kind = evaluator.KindChanged
		}
	}
}

func documentOf(in *inputs.Result, id string) *document.Document {
	for _, d := range in.Documents {
		if d.Target.ID == id {
			return d
		}
	}
	return nil
}

// touched tells whether a change introduces or mends a finding of a target.
func touched(r *evaluator.Report, id string) bool {
	return slices.ContainsFunc(slices.Concat(r.Changed(), r.Review.Mended), func(f evaluator.MergedFinding) bool {
		return slices.Contains(f.Targets, id)
	})
}

func changedSettings(a, b *document.Document, root string) []evaluator.SettingChange {
	c := &comparison{a: a, b: b, root: root, moments: true}
	c.all(nil, false)
	var out []evaluator.SettingChange
	for _, d := range c.changes {
		if d.item {
			d = c.holder(d)
		}
		s := evaluator.SettingChange{Subject: d.Subject, Kind: d.Kind}
		if d.A != nil {
			s.Before, s.At = notation{d.A, root}.text(), d.A.At
		}
		if d.B != nil {
			s.After, s.At = notation{d.B, root}.text(), d.B.At
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// holder is the change of the list that an item was added to or removed from.
func (c *comparison) holder(item change) change {
	subject := item.Subject[:strings.LastIndexByte(item.Subject, '[')]
	return change{Subject: subject, Kind: changed, A: lookup(c.a, subject), B: lookup(c.b, subject)}
}

// changedVariables are the variables of the process that change.
func changedVariables(a, b *document.Document, root string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(union(a.Env, b.Env))) {
		c := &comparison{a: a, b: b, root: root, moments: true}
		if c.compare(name, orUnset(a.Env[name]), orUnset(b.Env[name])); len(c.changes) > 0 {
			out = append(out, name)
		}
	}
	return out
}

func union(a, b map[string]*document.Node) map[string]*document.Node {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

func orUnset(n *document.Node) *document.Node {
	return cmp.Or(n, &document.Node{State: document.Unset})
}

// process is what else decides how a target runs: its own container and, where it
// serves HTTP, what is in front of it.
func process(d *document.Document) any {
	var own document.Service
	if d.Service != nil {
		own = *d.Service
		own.Peers = nil
	}
	if !d.Target.HTTP {
		return own
	}
	return []any{own, d.Infra, d.Proxy}
}

// alike tells whether two things say the same, wherever they stand.
func alike(a, b any) bool { return reflect.DeepEqual(placeless(a), placeless(b)) }

func placeless(v any) any {
	src, err := json.Marshal(v)
	var out any
	if err != nil || json.Unmarshal(src, &out) != nil {
		return nil
	}
	return withoutPlaces(out)
}

func withoutPlaces(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range []string{"at", "at_paths", "chain"} {
			delete(v, key)
		}
		for _, m := range v {
			withoutPlaces(m)
		}
	case []any:
		for _, m := range v {
			withoutPlaces(m)
		}
	}
	return v
}

// planned are the resources that a plan changes, and how many it keeps.
func planned(p *terraform.Plan) (changed []evaluator.ResourceChange, kept int) {
	for _, c := range p.Changes {
		switch c.Action {
		case "no-op":
			kept++
		case "read":
		default:
			changed = append(changed, evaluator.ResourceChange{Address: c.Address, Previous: c.Previous, Action: c.Action})
		}
	}
	return changed, kept
}
