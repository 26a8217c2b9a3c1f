package value

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestBindings does the same with bindings and with a map and a list of names.
func TestBindings(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		base := &bindings{}
		ns := &Namespace{base: base}
		var order []string
		bound := map[string]int{}
		for i := range r.IntN(5) {
			name := fmt.Sprint(i)
			base.set(name, Binding{V: NewInt(int64(i), nil)})
			order, bound[name] = append(order, name), i
		}
		before := bindings{names: slices.Clone(base.names), held: slices.Clone(base.held)}
		for i := range 60 {
			name := fmt.Sprint(r.IntN(20))
			_, had := bound[name]
			switch r.IntN(5) {
			case 0, 1:
				if ns.Delete(nil, name) != had {
					t.Fatalf("delete %s of %v", name, order)
				}
				delete(bound, name)
				order = slices.DeleteFunc(order, func(n string) bool { return n == name })
			case 2:
				kept := ns.save()
				ns.Set(nil, name, NewInt(-1, nil), Place{})
				ns.restore(kept)
			case 3:
				if !slices.Equal(ns.Names(), order) {
					t.Fatalf("names %v, want %v", ns.Names(), order)
				}
			default:
				ns.Set(nil, name, NewInt(int64(i), nil), Place{})
				if !had {
					order = append(order, name)
				}
				bound[name] = i
			}
			for n := range 20 {
				b, ok := ns.Get(fmt.Sprint(n))
				want, has := bound[fmt.Sprint(n)]
				if ok != has || ok && b.V != NewInt(int64(want), nil) {
					t.Fatalf("%d is bound to %v, %v, want %v, %v", n, b.V, ok, want, has)
				}
			}
		}
		if got := maps.Collect(ns.all()); len(got) != len(bound) || !slices.Equal(ns.Names(), order) {
			t.Fatalf("%d names %v, want %v", len(got), ns.Names(), order)
		}
		if !slices.Equal(base.names, before.names) || !slices.Equal(base.held, before.held) {
			t.Fatal("the base was changed")
		}
	}
}
