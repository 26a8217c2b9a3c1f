package evaluator

import "testing"

func TestEnforcement(t *testing.T) {
	p := &Policy{ID: "hosts-open", Aliases: []string{"old-name"}, Severity: Medium}
	for _, tt := range []struct {
		name   string
		list   []Enforcement
		failOn Severity
		want   bool
	}{
		{"by severity, under the threshold", nil, High, false},
		{"by severity, at the threshold", nil, Medium, true},
		{"advisory", []Enforcement{{Policy: "hosts-open", Mode: Advisory}}, Low, false},
		{"enforced, under the threshold", []Enforcement{{Policy: "old-name", Mode: Enforced}}, Critical, true},
		{"from tomorrow", []Enforcement{{Policy: "hosts-open", Mode: Enforced, From: "2026-11-22"}}, Low, false},
		{"from today", []Enforcement{{Policy: "hosts-open", Mode: Enforced, From: "2026-11-21"}}, Critical, true},
		{"another policy", []Enforcement{{Policy: "other", Mode: Advisory}}, Medium, true},
		{"the last counts", []Enforcement{{Policy: "hosts-open", Mode: Enforced}, {Policy: "hosts-open", Mode: Advisory}}, Low, false},
	} {
		r := Merge([]*Result{resultOf("t", violated(p, "X", 1))}, MergeOptions{Enforcement: tt.list, AsOf: "2026-11-21"})
		if got := r.Fails(Threshold{FailOn: tt.failOn}); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// A doubt fails a strict run, unless what it would be is accepted.
func TestStrict(t *testing.T) {
	p := &Policy{ID: "p", Severity: High}
	doubtful := resultOf("t", Verdict{Policy: p, Status: Undetermined, Causes: []Cause{{Path: "X", Because: "not set"}}})
	for _, tt := range []struct {
		name string
		o    MergeOptions
		want bool
	}{
		{"plain", MergeOptions{}, true},
		{"advisory", MergeOptions{Enforcement: []Enforcement{{Policy: "p", Mode: Advisory}}}, false},
		{"accepted", MergeOptions{Suppressions: []Suppression{{Policy: "p"}}}, false},
		{"accepted elsewhere", MergeOptions{Suppressions: []Suppression{{Policy: "p", Subject: "Y"}}}, true},
	} {
		r := Merge([]*Result{doubtful}, tt.o)
		if len(r.Undetermined) != 1 || r.Fails(Threshold{FailOn: High, Strict: true}) != tt.want || r.Fails(Threshold{FailOn: High}) {
			t.Errorf("%s: %+v", tt.name, r.Undetermined)
		}
	}
}
