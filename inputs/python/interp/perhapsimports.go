package interp

// Modules that are imported in one arm and not in the other. A later import is
// run for each case apart, so that the module runs once in each.

import (
	"iter"
	"slices"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/python/value"
)

// imported are the cases of a module of which it is not known whether it has
// been imported: nil where it has not.
type imported struct {
	cond  value.Condition
	cases []value.Value
}

// haveImported keeps what the outcomes with which the program goes on have imported.
func (in *interp) haveImported(going []outcome) {
	supposed, real := partition(going, func(o outcome) bool { return o.against != nil })
	if len(real) == 0 {
		supposed, real = nil, going
	}
	in.modules = in.tableOf(real)
	in.mayHaveImported(supposed)
}

// tableOf is sys.modules where any of the outcomes is true.
func (in *interp) tableOf(real []outcome) *modules {
	first, last := in.tablesOf(slices.All(real)), in.tablesOf(slices.Backward(real))
	if len(first) == 1 {
		return first[0].modules.shared()
	}
	all := newModules()
	for _, o := range slices.Backward(last) {
		looked := 0
		for name := range o.modules.names() {
			looked++
			if cases := in.casesOf(name, first); len(cases) == 1 {
				all.set(name, cases[0])
			} else {
				all.setPerhaps(name, &imported{o.cond, cases})
			}
		}
		in.t.Spend(looked * len(first))
	}
	for _, o := range first {
		for name, rests := range o.modules.fresh {
			all.rests(name, rests)
		}
	}
	return all
}

// asked says that a name of a module is asked for. Where that still runs, the modules
// that run inside of it take what they would not take at another time.
func (in *interp) asked(m *value.Module, b value.Binding) {
	if _, below := b.V.(*value.Module); below || len(in.running) < 2 {
		return
	}
	for i := slices.Index(in.running, m) + 1; 0 < i && i < len(in.running); i++ {
		in.early[in.running[i].Name] = true
	}
}

// mayHaveImported says that modules which supposed outcomes alone have imported would
// not be run where the program imports them next, if the assumptions did not hold: what
// they leave rests on these, unless it is the same whenever they run.
func (in *interp) mayHaveImported(supposed []outcome) {
	for _, o := range in.tablesOf(slices.All(supposed)) {
		if o.modules == in.modules {
			continue
		}
		for name := range in.early {
			if o.modules.named[name] != nil || o.modules.perhaps[name] != nil {
				in.ownModules().rests(name, o.against)
			}
		}
		for name, rests := range o.modules.fresh {
			in.ownModules().rests(name, joined(rests, o.against))
		}
	}
}

// importedIn is sys.modules where an outcome ends.
func (in *interp) importedIn(o outcome) *modules {
	if o.modules == nil {
		return in.modules
	}
	return o.modules
}

// tablesOf are the first outcomes with each of the different sys.modules. Most
// have the same.
func (in *interp) tablesOf(all iter.Seq2[int, outcome]) []outcome {
	var out []outcome
	seen := map[*modules]bool{}
	for _, o := range all {
		if o.modules = in.importedIn(o); !seen[o.modules] {
			seen[o.modules] = true
			out = append(out, o)
		}
	}
	return out
}

// maxCases bounds the modules that a name may stand for: each import is run for each of
// them, and where there is none yet adds another.
const maxCases = 12

// casesOf are the different modules that the outcomes have under a name. Above maxCases
// one of which nothing is known stands for them and, where that is one of the cases, nil.
func (in *interp) casesOf(name string, all []outcome) (cases []value.Value) {
	for _, o := range all {
		for _, m := range o.modules.cases(name) {
			if !slices.Contains(cases, m) {
				cases = append(cases, m)
			}
		}
	}
	if len(cases) <= maxCases {
		return cases
	}
	unknown := in.closed(name, "the module "+name+" is run in more ways than are followed")
	if slices.Contains(cases, nil) {
		return []value.Value{unknown, nil}
	}
	return []value.Value{unknown}
}

// importing runs an import statement, for each case of the modules that are
// perhaps imported.
func (f *frame) importing(s syntax.Stmt, run func() error) (flow, error) {
	in := f.in
	step := func() (flow, error) { return next, run() }
	for _, name := range f.importedBy(s) {
		p := in.modules.perhaps[name]
		if p == nil {
			continue
		}
		var all []outcome
		for _, m := range p.cases {
			all = append(all, f.isolate(p.cond, func() (flow, error) {
				in.dropModule(name)
				if m != nil {
					in.setModule(name, m)
				}
				return f.importing(s, run)
			})...)
		}
		fl, _, err := in.combine(all, next)
		return fl, err
	}
	return step()
}

// importedBy are the modules that an import statement may import, those around them first.
func (f *frame) importedBy(s syntax.Stmt) []string {
	if len(f.in.modules.perhaps) == 0 {
		return nil
	}
	var names []string
	add := func(name string) {
		for i := range name {
			if name[i] == '.' {
				names = append(names, name[:i])
			}
		}
		names = append(names, name)
	}
	switch s := s.(type) {
	case *syntax.Import:
		for _, a := range s.Names {
			add(a.Name)
		}
	case *syntax.ImportFrom:
		name, err := f.absolute(s.Module, s.Level)
		if err != nil {
			return nil
		}
		add(name)
		for _, a := range s.Names {
			names = append(names, name+"."+a.Name)
		}
	}
	return names
}
