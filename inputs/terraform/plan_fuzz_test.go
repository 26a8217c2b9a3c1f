package terraform

import (
	"strings"
	"testing"
)

// FuzzPlan feeds any text as a plan: no panic, and a place for everything.
func FuzzPlan(f *testing.F) {
	f.Add(planOf(taskChange(`["create"]`, `"after": {"a": "x", "b": [{"c": 1}]}, "after_unknown": {"b": [{"d": true}]}, "after_sensitive": {"a": true}`)))
	f.Add(planOf(taskChange(`["delete", "create"]`, `"before": {"a": "[1, {\"b\": null}]"}, "after": {}, "after_unknown": true, "before_sensitive": [true]`)))
	f.Add(`{"format_version": "1.0", "resource_changes": [], "errored": true, "complete": false}`)
	f.Add("\xef\xbb\xbf{\"@level\":\"info\"}\n{}")
	f.Add(`{"a": "\u00e9\\\"", "b": -1.5e3 , "c" :[ ]}`)
	f.Fuzz(func(t *testing.T, src string) {
		p := ReadPlan("plan.json", strings.NewReader(src))
		for _, d := range p.Diagnostics {
			if d.At.File != "plan.json" {
				t.Errorf("a diagnostic in %q", d.At.File)
			}
		}
		for _, r := range append(p.side(nil, true), p.side(nil, false)...) {
			shown(r.body)
			if r.at.Line < 1 || r.at.Column < 1 || !r.body.Type().IsObjectType() {
				t.Errorf("%s is %#v at %+v", r.address, r.body.Type(), r.at)
			}
		}
	})
}
