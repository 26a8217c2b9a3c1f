package interp

// Whatever is known while variables are not must hold for every value that the
// variables may have: the same package is run with the variables unknown, and
// again with each of several values for them.

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/python/value"
)

func runGenerated(t *testing.T, files, env map[string]string, unknown []string, open bool) *Result {
	w := newWorld("")
	for name, text := range files {
		w.files["/app/"+name] = text
	}
	w.env, w.unknown, w.open = env, unknown, open
	return w.run(t, "s")
}

// settings are assignments of the variables that are varied.
func settings(names []string, round int) map[string]string {
	out := map[string]string{}
	for i, name := range names {
		values := variables[name]
		out[name] = values[(round+i*round)%len(values)]
	}
	return out
}

// share counts the names that were compared.
type share struct{ known, total, wrong int }

func (s *share) add(o share) {
	s.known, s.total, s.wrong = s.known+o.known, s.total+o.total, s.wrong+o.wrong
}

func TestUnknownVariablesAreSound(t *testing.T) {
	var all share
	for seed := range uint64(soundnessSeeds()) {
		files, env := generate(seed)
		varied := slices.Sorted(maps.Keys(env))
		if len(varied) == 0 {
			continue
		}
		r := runGenerated(t, files, env, varied, false)
		for round := range 3 {
			concrete := runGenerated(t, files, settings(varied, round), nil, false)
			all.add(compareRuns(t, fmt.Sprintf("seed %d, %v", seed, settings(varied, round)), r, concrete))
		}
	}
	t.Logf("%d of %d names known, %d wrong", all.known, all.total, all.wrong)
	if all.known*2 < all.total {
		t.Errorf("only %d of %d names are known", all.known, all.total)
	}
}

func TestAssumptionsAreSound(t *testing.T) {
	testAssumptions(t, (*generator).statement)
}

// What both arms of a condition do rests on no assumption; what one alone does inside rests on it.
func TestAssumptionsOfCoincidingArmsAreSound(t *testing.T) {
	testAssumptions(t, (*generator).coinciding)
}

// What is made in one arm and does something later rests on what the arm does.
func TestAssumptionsOfWhatOutlivesAnArmAreSound(t *testing.T) {
	testAssumptions(t, (*generator).outliving)
}

func testAssumptions(t *testing.T, statement func(g *generator, depth int)) {
	var all share
	for seed := range uint64(soundnessSeeds()) {
		files, env := generateOf(seed, statement)
		var varied []string
		for _, name := range variableNames {
			if _, set := env[name]; !set {
				varied = append(varied, name)
			}
		}
		r := runGenerated(t, files, env, nil, true)
		for round := range 3 {
			concrete := settings(varied, round)
			maps.Copy(concrete, env)
			all.add(compareRuns(t, fmt.Sprintf("seed %d, %v", seed, settings(varied, round)), r, runGenerated(t, files, concrete, nil, false)))
		}
	}
	t.Logf("%d of %d names known without an assumption, %d wrong", all.known, all.total, all.wrong)
	if all.known*4 < all.total {
		t.Errorf("only %d of %d names are known", all.known, all.total)
	}
}

// soundnessSeeds are as many as those of the oracle, though each is run four times: what is
// wrong shows in one of thousands.
func soundnessSeeds() int { return seeds() }

// compareRuns checks every binding of r that assumes nothing against the run
// where all is known.
func compareRuns(t *testing.T, label string, r, concrete *Result) share {
	t.Helper()
	return wrongNames(r, concrete, func(text string) { t.Errorf("%s: %s", label, text) })
}

func wrongNames(r, concrete *Result, say func(text string)) (s share) {
	if concrete.Failure != nil || concrete.Exhausted || r.Exhausted || len(concrete.Thread.Required) > 0 {
		return s
	}
	names := slices.Concat(r.Module.NS.Names(), concrete.Module.NS.Names())
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if name != strings.ToUpper(name) || strings.HasPrefix(name, "_") {
			continue
		}
		s.total++
		b, bound := r.Module.NS.Get(name)
		if !bound {
			b = value.Binding{V: value.Unbound{}, Control: r.Module.NS.Absent(name)}
		}
		if assumes(b.Control) || assumesAny(b.V, 5) || !bound && r.Module.NS.More() != nil {
			continue
		}
		if _, unknown := value.IsUnknown(b.V); !unknown {
			s.known++
		}
		var is value.Value = value.Unbound{}
		if c, ok := concrete.Module.NS.Get(name); ok {
			is = c.V
		}
		if _, unknown := value.IsUnknown(is); unknown {
			continue // nothing that a claim could be held against
		}
		if !compatible(r.Thread, b.V, is, 6) {
			s.wrong++
			say(fmt.Sprintf("%s is said to be %s, and is %s", name, describe(r.Thread, b.V), describe(concrete.Thread, is)))
		}
	}
	return s
}

func assumesAny(v value.Value, depth int) bool {
	if depth == 0 {
		return true
	}
	if tr := v.Trace(); tr != nil && len(tr.Assumes) > 0 {
		return true
	}
	inside := func(items []value.Value) bool {
		return slices.ContainsFunc(items, func(e value.Value) bool { return assumesAny(e, depth-1) })
	}
	switch v := v.(type) {
	case *value.List:
		return inside(v.Elems())
	case value.Tuple:
		return inside(v.Elems)
	case *value.Dict:
		return slices.ContainsFunc(v.Entries(), func(e value.Entry) bool { return assumesAny(e.Key, depth-1) || assumesAny(e.Value, depth-1) })
	case *value.Set:
		return inside(v.Elems())
	case *value.Unknown:
		return slices.ContainsFunc(v.Choices, func(c value.Choice) bool { return assumesAny(c.V, depth-1) })
	}
	return false
}

// compatible tells whether is can be what said describes.
func compatible(t *value.Thread, said, is value.Value, depth int) bool {
	if depth == 0 {
		return true
	}
	if u, ok := is.(*value.Unknown); ok && !u.Many { // what it may be is all that a claim can be held against
		return !slices.ContainsFunc(u.Choices, func(c value.Choice) bool { return !compatible(t, said, c.V, depth-1) })
	}
	switch said := said.(type) {
	case *value.Unknown:
		_, absent := is.(value.Unbound)
		return len(said.Choices) == 0 && (absent || said.Type == nil || is.Class().Is(said.Type)) ||
			slices.ContainsFunc(said.Choices, func(c value.Choice) bool { return compatible(t, c.V, is, depth-1) })
	case value.Unbound:
		_, ok := is.(value.Unbound)
		return ok
	case *value.List:
		l, ok := is.(*value.List)
		return ok && sequence(t, said.Elems(), l.Elems(), depth)
	case value.Tuple:
		l, ok := is.(value.Tuple)
		return ok && sequence(t, said.Elems, l.Elems, depth)
	case *value.Dict:
		d, ok := is.(*value.Dict)
		return ok && mapping(t, said, d, depth)
	case *value.Set:
		s, ok := is.(*value.Set)
		return ok && members(t, said, s)
	case *value.Class:
		c, ok := is.(*value.Class)
		return ok && c.Name == said.Name
	case *value.Instance: // of a class that each run has made anew
		return said.Class().Name == is.Class().Name && describe(t, said) == describe(t, is)
	}
	return said.Class() == is.Class() && describe(t, said) == describe(t, is)
}

// sequence matches items, of which some stand for any number.
func sequence(t *value.Thread, said, is []value.Value, depth int) bool {
	if len(said) == 0 {
		return len(is) == 0
	}
	u, ok := value.IsUnknown(said[0])
	if ok && !u.Many && perhapsAbsent(u) && sequence(t, said[1:], is, depth) {
		return true
	}
	if !ok || !u.Many {
		return len(is) > 0 && compatible(t, said[0], is[0], depth-1) && sequence(t, said[1:], is[1:], depth)
	}
	for len(said) > 1 && isMany(said[1]) {
		said = said[1:]
	}
	for n := range len(is) + 1 {
		if sequence(t, said[1:], is[n:], depth) {
			return true
		}
	}
	return false
}

func isMany(v value.Value) bool {
	u, ok := value.IsUnknown(v)
	return ok && u.Many
}

// members matches sets: what is said to be in it is, and there is more where that is said.
func members(t *value.Thread, said, is *value.Set) bool {
	has := func(in *value.Set, v value.Value) bool {
		return slices.ContainsFunc(in.Elems(), func(e value.Value) bool { return describe(t, e) == describe(t, v) })
	}
	for _, v := range said.Elems() {
		if !has(is, v) {
			return false
		}
	}
	return said.More() != nil || !slices.ContainsFunc(is.Elems(), func(v value.Value) bool { return !has(said, v) })
}

func mapping(t *value.Thread, said, is *value.Dict, depth int) bool {
	for _, e := range said.Entries() {
		var v value.Value = value.Unbound{}
		if found, ok := is.Get(e.Key); ok {
			v = found
		}
		if !compatible(t, e.Value, v, depth-1) {
			return false
		}
	}
	return said.More() != nil || !slices.ContainsFunc(is.Entries(), func(e value.Entry) bool {
		_, ok := said.Get(e.Key)
		return !ok
	})
}
