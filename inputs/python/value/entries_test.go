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

// TestMatches holds the keys of two dicts, mostly in the same order, against what a map
// says that each has.
func TestMatches(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		a, b := &Dict{}, &Dict{}
		left, right := map[int64]Value{}, map[int64]Value{}
		var want []int64
		for range r.IntN(24) {
			n := r.Int64N(16)
			for _, side := range []struct {
				d    *Dict
				have map[int64]Value
			}{{a, left}, {b, right}} {
				if r.IntN(6) > 0 {
					side.have[n] = NewInt(n, nil)
					side.d.Set(nil, keyFor(n), side.have[n])
				}
			}
		}
		for _, d := range []*Dict{a, b} {
			for _, e := range d.list {
				if n, _ := e.Value.(Int).Int64(); !slices.Contains(want, n) {
					want = append(want, n)
				}
			}
		}
		count := 0
		for i, m := range matches(&a.entries, &b.entries) {
			n := want[i]
			if !identical(m.key, keyFor(n)) || m.a != left[n] || m.b != right[n] {
				t.Fatalf("match %d of %v: %v %v, want %v %v", i, want, m.a, m.b, left[n], right[n])
			}
			count++
		}
		if count != len(want) {
			t.Fatalf("%d matches, want %d", count, len(want))
		}
	}
}

// keyFor is a key for a number: a text for most.
func keyFor(n int64) Value {
	if n%5 == 0 {
		return NewInt(n, nil)
	}
	return NewStr(string(rune('a'+n)), nil)
}
