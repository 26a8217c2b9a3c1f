package policy_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
	"github.com/google/go-cmp/cmp"
)

// A builtin that meets a value of a type that it does not take makes a policy fail.
// Settings may hold any type, and versions, variables any text.

// oddValues returns what may stand for a setting, oddParts what may stand for a part of it.
func oddValues() []any {
	return append(oddParts(), true, 0.5, "x", "", []any{nil, int64(1), "x", []any{"a"}, map[string]any{"a": nil}},
		map[string]any{"default": nil}, map[string]any{"default": map[string]any{
			"BACKEND": int64(1), "ENGINE": nil, "NAME": []any{}, "HOST": true, "USER": int64(1), "PASSWORD": nil,
			"LOCATION": map[string]any{}, "OPTIONS": "x", "PORT": 0.5,
		}})
}

func oddParts() []any { return []any{nil, int64(7), []any{}, map[string]any{}} }

func oddTexts() []string {
	return []string{"", "x", ":", "http://[", "https://%zz:port/", "99999999999999999999", "1!2.x.-3", "\u00e4\n"}
}

// eachOdd calls f with a value in all forms in which one part of it is an odd one.
func eachOdd(value any, f func(any)) {
	part := func(value any, whole func(any) any) {
		for _, odd := range oddParts() {
			f(whole(odd))
		}
		eachOdd(value, func(part any) { f(whole(part)) })
	}
	switch value := value.(type) {
	case []any:
		for i := range value {
			part(value[i], func(v any) any { return slices.Replace(slices.Clone(value), i, i+1, v) })
		}
	case map[string]any:
		for key := range value {
			if strings.HasPrefix(key, "$") {
				continue // no value, but what is known of one
			}
			part(value[key], func(v any) any {
				whole := maps.Clone(value)
				whole[key] = v
				return whole
			})
		}
	}
}

// readsOf tells whether one of the paths that a policy reads is this one, or below it.
func readsOf(reads []string, path string) bool {
	return slices.ContainsFunc(reads, func(read string) bool { return strings.HasPrefix(read+".", path+".") })
}

// oddly calls try with the document in all forms in which something that a policy reads
// is odd, and with its name.
func oddly(d *document.Document, reads []string, try func(name string, value any)) {
	for name, n := range d.Settings {
		if !readsOf(reads, "settings."+name) {
			continue
		}
		odd := func(value any) {
			changed, other := *n, node(value)
			changed.Value, changed.HasValue, changed.Type, changed.Truth = value, true, other.Type, other.Truth
			d.Settings[name] = &changed
			try(name, value)
		}
		for _, value := range oddValues() {
			odd(value)
		}
		eachOdd(n.Value, odd)
		d.Settings[name] = n
	}
	if readsOf(reads, "env") {
		for name, n := range d.Env {
			for _, text := range oddTexts() {
				d.Env[name] = node(text)
				try("env."+name, text)
			}
			d.Env[name] = n
		}
	}
	for name, dep := range d.Deps {
		if !readsOf(reads, "deps."+name) {
			continue
		}
		for _, text := range oddTexts() {
			d.Deps[name] = document.Dependency{Min: text, Below: text, Exact: text, At: dep.At}
			try("deps."+name, text)
		}
		d.Deps[name] = dep
	}
	for _, text := range oddTexts() {
		old := d.Django
		d.Django.Exact, d.Django.Min, d.Django.Below = text, text, text
		try("django", text)
		d.Django = old
	}
}

func TestNoPolicyFailsOnOddValues(t *testing.T) {
	t.Parallel()
	e, opa := newEvaluator(t), fromSources(t, evaluator.Checklist, evaluator.Advice)
	eachExample(t, func(t *testing.T, x *djgate.Example) {
		own := e.Only(x.Policy)
		if len(own.Policies()) == 0 {
			return
		}
		for _, d := range documents(t, x) {
			noneFails(t, own, opa.Only(x.Policy), d)
		}
	})
}

func TestNoSystemCheckFailsOnOddValues(t *testing.T) {
	t.Parallel()
	all, opa := newSystemChecks(t), fromSources(t, evaluator.SystemChecks)
	for _, p := range all.Policies() {
		t.Run(p.ID, func(t *testing.T) {
			t.Parallel()
			noneFails(t, all.Only(p.ID), opa.Only(p.ID), documentOfCase(t, parityCase{}, "5.2"))
		})
	}
}

// noneFails tries policies on what is odd about what the first of them reads, and
// holds their program to what OPA makes of their sources.
func noneFails(t *testing.T, e, opa *evaluator.Evaluator, d *document.Document) {
	t.Helper()
	policy := e.Policies()[0]
	oddly(d, policy.Reads, func(name string, value any) {
		v, want := verdictOf(t, e, policy.ID, d), verdictOf(t, opa, policy.ID, d)
		if v.Err != nil {
			t.Errorf("%s = %#v: %v", name, value, v.Err)
		}
		want.Policy = v.Policy // each evaluator has its own
		for i := range want.Findings {
			want.Findings[i].Policy = v.Policy
		}
		if !reflect.DeepEqual(want, v) {
			t.Errorf("%s = %#v: OPA (-) and the program (+) differ:\n%s", name, value, cmp.Diff(want, v, cmp.AllowUnexported(evaluator.Policy{})))
		}
	})
}

// fromSources loads collections of the bundle for OPA's own evaluator.
func fromSources(t testing.TB, collections ...string) *evaluator.Evaluator {
	t.Helper()
	e, err := evaluator.New(t.Context(), bundle, evaluator.Options{Collections: collections})
	if err != nil {
		t.Fatal(err)
	}
	return e
}
