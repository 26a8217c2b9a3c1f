package value

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestEntries does the same with a dict, whose states are saved and put back, and
// with a list of its keys and values.
func TestEntries(t *testing.T) {
	type entry struct{ key, value int64 }
	type state struct {
		saved any
		want  []entry
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		d, th := &Dict{}, &Thread{}
		states := []state{{d.save(), nil}}
		var want []entry
		for i := range int64(80) {
			n := r.Int64N(20)
			key := NewInt(n, nil)
			at := slices.IndexFunc(want, func(e entry) bool { return e.key == n })
			switch kind := r.IntN(6); {
			case kind == 0:
				states = append(states, state{d.save(), slices.Clone(want)})
			case kind == 1:
				s := states[r.IntN(len(states))]
				d.restore(s.saved)
				want = slices.Clone(s.want)
			case kind == 2:
				d.Delete(th, key)
				if at >= 0 {
					want = slices.Delete(want, at, at+1)
				}
			default:
				d.Set(th, key, NewInt(i, nil))
				if at >= 0 {
					want[at].value = i
				} else {
					want = append(want, entry{n, i})
				}
			}
			if len(d.list) != len(want) {
				t.Fatalf("%d entries, want %d", len(d.list), len(want))
			}
			for _, e := range want {
				if v, ok := d.Get(NewInt(e.key, nil)); !ok || v != NewInt(e.value, nil) {
					t.Fatalf("%d has %v, %v, want %d", e.key, v, ok, e.value)
				}
			}
		}
	}
}
