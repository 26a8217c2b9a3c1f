package program

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// This file lets machines tell each other what they found. The targets of a project
// differ in little: what a call returned for one input it returns for any other in
// which all that it read is the same. So a result is kept with what it rests on.

// notebook is what the machines of a group write down of what they read.
type notebook struct {
	root   place
	places []*place // by number
	read   []fact   // by what is called now, from began on
	began  int
	last   []int // where each fact stands in read
	facts  slab[fact]
	rules  [mostRules]asked
	next   int // of rules, to be taken for another
}

// mostRules is how many rules are remembered that somebody asked for. Who judges asks
// one policy of each input before the next one, so that a few are enough.
const mostRules = 8

// asked is what a rule held in the inputs of a group.
type asked struct {
	rule    Rule
	results []*result // by machine
}

// place is where something may stand in an input. It is the same one in each input of a group.
type place struct {
	number int
	in     *place // nil: it is the input as a whole
	key    string
	inner  map[string]*place
}

// fact is one of those that a result may rest on. There are two of each place: what
// stands there (of an object that is lazy, no more than that it is one), and which
// keys that has.
type fact uint32

func (p *place) content() fact { return fact(2 * p.number) }
func (p *place) keys() fact    { return fact(2*p.number + 1) }

// takeNotes begins a notebook, if the inputs are lazy: what is read of others is not seen.
func (g *group) takeNotes() {
	notes := &notebook{}
	notes.places = append(notes.places, &notes.root)
	for _, m := range g.machines {
		input, is := lazyOf(m.input)
		if !is {
			return
		}
		input.place = &notes.root
		m.compared = make([][]likeness, len(g.machines))
	}
	for i := range notes.rules {
		notes.rules[i].results = make([]*result, len(g.machines))
	}
	g.notes = notes
}

// at returns the place of a key inside another one.
func (n *notebook) at(in *place, key string) *place {
	p, known := in.inner[key]
	if !known {
		p = &place{number: len(n.places), in: in, key: key}
		n.places = append(n.places, p)
		if in.inner == nil {
			in.inner = map[string]*place{}
		}
		in.inner[key] = p
	}
	return p
}

// begin forgets what was read.
func (n *notebook) begin() { n.read, n.began = n.read[:0], 0 }

// add writes down that what is called now reads a fact.
func (n *notebook) add(f fact) {
	if more := 2*len(n.places) - len(n.last); int(f) >= len(n.last) {
		n.last = append(n.last, make([]int, more)...)
	}
	if at := n.last[f]; at >= n.began && at < len(n.read) && n.read[at] == f {
		return // already
	}
	n.last[f] = len(n.read)
	n.read = append(n.read, f)
}

// take takes away what was read since a call began. Who uses its result rests on it too.
func (n *notebook) take() []fact {
	own := n.read[n.began:]
	n.read = n.read[:n.began]
	slices.Sort(own)
	own = slices.Compact(own)
	kept := n.facts.take(len(own))
	copy(kept, own)
	return kept
}

// asked returns what is remembered of a rule; the oldest is forgotten for it.
func (n *notebook) asked(rule Rule) []*result {
	if i := slices.IndexFunc(n.rules[:], func(a asked) bool { return a.rule == rule }); i >= 0 {
		return n.rules[i].results
	}
	oldest := &n.rules[n.next%mostRules]
	n.next++
	oldest.rule = rule
	clear(oldest.results)
	return oldest.results
}

// learn returns another machine's result where all that it rests on is the same here,
// else what a call returns. of is where each machine keeps such a result.
func (m *Machine) learn(of func(*Machine) *result, call func() (*ast.Term, error)) (*result, error) {
	if m.notes != nil {
		for _, other := range m.machines {
			if r := of(other); r != nil && other != m && m.agrees(other, r.rests) {
				return m.adopt(r), nil
			}
		}
	}
	return m.noting(call)
}

// noting returns what a call returns, and what that rests on where notes are taken.
func (m *Machine) noting(call func() (*ast.Term, error)) (*result, error) {
	n := m.notes
	if n == nil {
		term, err := call()
		return m.keep(term, nil), err
	}
	outer := n.began
	n.began = len(n.read)
	term, err := call()
	rests := n.take()
	n.began = outer
	return m.keep(term, rests), err
}

// use returns what a result is, on which all rests that is made now.
func (m *Machine) use(r *result) *ast.Term {
	for _, f := range r.rests {
		m.notes.add(f)
	}
	return r.term
}

// adopt makes a result of another machine one of this: a part of the input becomes
// the same part of the own one.
func (m *Machine) adopt(r *result) *result {
	if l, is := lazyOf(r.term); is {
		return m.keep(m.content(l.place), r.rests)
	}
	return r
}

// likeness says whether a fact is the same in two inputs.
type likeness uint8

const (
	alike likeness = iota + 1 // 0: they are not compared yet
	different
)

// agrees tells whether facts are the same in two machines' inputs.
func (m *Machine) agrees(other *Machine, facts []fact) bool {
	known := m.compared[other.number]
	if more := 2*len(m.notes.places) - len(known); more > 0 {
		known = append(known, make([]likeness, more)...)
		m.compared[other.number] = known
	}
	for _, f := range facts {
		if known[f] == 0 {
			known[f] = m.compare(other, f)
		}
		if known[f] == different {
			return false
		}
	}
	return true
}

func (m *Machine) compare(other *Machine, f fact) likeness {
	p := m.notes.places[f/2]
	its := other.content(p)
	b, itsLazy := lazyOf(its)
	if !itsLazy && m.borrows(other, p, its) {
		return alike
	}
	own := m.content(p)
	a, isLazy := lazyOf(own)
	switch {
	case isLazy != itsLazy,
		!isLazy && !equal(own, its),
		isLazy && f == p.keys() && !slices.EqualFunc(a.Keys(), b.Keys(), equal):
		return different
	}
	return alike
}

// borrows tells whether another input's term stands at a place of this one too, so
// that no second one need be made.
func (m *Machine) borrows(other *Machine, p *place, t *ast.Term) bool {
	own, is := lazyOf(m.content(p.in))
	its, itsLazy := lazyOf(other.content(p.in))
	if !is || !itsLazy || !own.Same(p.key, its.Members) {
		return false
	}
	*m.entry(p) = content{true, t}
	return true
}

// content is what stands at a place of one input.
type content struct {
	known bool
	term  *ast.Term
}

// content returns what stands at a place of the input; nil where nothing does, or
// where it cannot be read.
func (m *Machine) content(p *place) *ast.Term {
	if p.in == nil {
		return m.input
	}
	in, is := lazyOf(m.content(p.in))
	if !is {
		return nil
	}
	term, err := m.read(in, p)
	if err != nil {
		return nil
	}
	return term
}

// read returns what stands at a place inside a lazy object.
func (m *Machine) read(in *lazy, p *place) (*ast.Term, error) {
	c := m.entry(p)
	if c.known {
		return c.term, nil
	}
	term, err := in.Member(p.key)
	if err != nil {
		return nil, err
	}
	*c = content{true, term}
	if l, is := lazyOf(term); is {
		l.place = p
	}
	return term, nil
}

// entry is that of a place.
func (m *Machine) entry(p *place) *content {
	if more := len(m.notes.places) - len(m.contents); more > 0 {
		m.contents = append(m.contents, make([]content, more)...)
	}
	return &m.contents[p.number]
}
