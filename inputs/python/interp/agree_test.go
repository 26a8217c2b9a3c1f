package interp

// Two interpretations of the same files and variables say the same: nothing may
// depend on the order of a Go map, or on what else runs.

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestRunsAgree(t *testing.T) {
	for seed := range uint64(soundnessSeeds()) {
		files, env := generate(seed)
		varied := slices.Sorted(maps.Keys(env))
		for _, world := range []struct {
			name    string
			unknown []string
			open    bool
		}{{"unknown", varied, false}, {"open", nil, true}} {
			var said [2]string
			var both sync.WaitGroup
			for i := range said {
				both.Go(func() { said[i] = account(runGenerated(t, files, env, world.unknown, world.open)) })
			}
			both.Wait()
			if said[0] != said[1] {
				t.Errorf("seed %d, %s: two runs differ: %s", seed, world.name, firstDifference(said[0], said[1]))
			}
		}
	}
}

// account is all that a run says, as text.
func account(r *Result) string {
	var out strings.Builder
	for _, name := range r.Module.NS.Names() {
		b, _ := r.Module.NS.Get(name)
		fmt.Fprintf(&out, "%s = %s at %v from %+v under %+v\n", name, describeWithin(r.Thread, b.V, 4), b.At, b.V.Trace(), b.Control)
	}
	if f := r.Failure; f != nil {
		fmt.Fprintf(&out, "%s at %v since %+v\n", f.Exception, f.At, f.Trace)
	}
	fmt.Fprintf(&out, "required %+v\nnotes %+v\ncalls %d\nfiles %v\nexhausted %v\n",
		r.Thread.Required, r.Thread.Notes, len(r.Thread.Calls), r.Files, r.Exhausted)
	return out.String()
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n  and " + y[i]
		}
	}
	return fmt.Sprintf("%d lines, and %d", len(x), len(y))
}
