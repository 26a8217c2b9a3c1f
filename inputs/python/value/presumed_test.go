package value

import (
	"fmt"
	"slices"
	"testing"
)

// What it takes to set keys that rest on an assumption grows as their number.
func TestKeysThatRestOnAnAssumption(t *testing.T) {
	used := func(n int) int {
		th := NewThread(nil, DefaultLimits)
		d := filled(th, n)
		for _, e := range d.Entries()[:n-1] {
			inner, _ := e.Value.(*Dict).GetStr("inner")
			if e.Value.Trace() == nil || inner.Trace() == nil {
				t.Fatalf("the value of %v does not rest on what later keys assume", e.Key)
			}
		}
		return DefaultLimits.Fuel - th.fuel
	}
	if one, two := used(200), used(400); two > 3*one {
		t.Errorf("200 keys take %d steps, and 400 take %d", one, two)
	}
}

// assumed is what rests on a variable.
var assumed = &Trace{Assumes: []string{"X"}}

// A value rests on what its own key and later ones assume, not on what earlier ones do.
func TestKeysThatRestOnOtherAssumptions(t *testing.T) {
	th := NewThread(nil, DefaultLimits)
	d := th.NewDict(nil)
	for i, tr := range []*Trace{{Assumes: []string{"Z"}}, {Assumes: []string{"X", "Y"}}, assumed, assumed, {Assumes: []string{"X"}}} {
		d.Set(th, NewStr(fmt.Sprint("k", i), tr), NewInt(int64(i), nil))
	}
	for key, want := range map[string]string{"k0": "[X Y Z]", "k1": "[X Y]", "k2": "[X]", "k4": "[X]"} {
		if v, _ := d.GetStr(key); fmt.Sprint(slices.Sorted(slices.Values(v.Trace().Assumes))) != want {
			t.Errorf("the value of %s rests on %v, want %s", key, v.Trace().Assumes, want)
		}
	}
}

// filled is a dict with so many keys that rest on an assumption, and a dict under each.
func filled(th *Thread, n int) *Dict {
	d, inner := th.NewDict(nil), make([]*Dict, n)
	for i := range inner {
		inner[i] = th.NewDict(nil)
		inner[i].SetStr(th, "inner", NewInt(int64(i), nil))
	}
	for i, v := range inner {
		d.Set(th, NewStr(fmt.Sprint("k", i), assumed), v)
	}
	return d
}

// What changes between two keys rests on the second as well.
func TestChangesBetweenKeys(t *testing.T) {
	for name, change := range map[string]func(*Thread, *Dict){
		"of what an entry holds": func(th *Thread, d *Dict) { d.list[0].Value.(*Dict).SetStr(th, "inner", NewInt(9, nil)) },
		"of an entry":            func(th *Thread, d *Dict) { d.SetStr(th, "k0", NewInt(9, nil)) },
		"of the order":           func(th *Thread, d *Dict) { d.Delete(th, NewStr("k1", assumed)); d.SetStr(th, "k0", NewInt(9, nil)) },
		"in an arm": func(th *Thread, d *Dict) {
			b := th.Begin()
			d.SetStr(th, "k0", NewInt(9, nil))
			th.End(b)
			th.Commit(b)
		},
	} {
		th := NewThread(nil, DefaultLimits)
		d := filled(th, 3)
		change(th, d)
		d.Set(th, NewStr("last", assumed), None())
		v := d.list[0].Value
		if inner, ok := v.(*Dict); ok {
			v, _ = inner.GetStr("inner")
		}
		if !v.Trace().coversAssumes(assumed) {
			t.Errorf("a change %s does not rest on the key that is set next", name)
		}
	}
}
