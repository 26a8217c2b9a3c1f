package value

// Sequence is what branches have changed that ended one after the other, each
// beginning with what the ones before it left.
type Sequence struct {
	t    *Thread
	all  *Branch
	lent bool // all is an answer of With, too
	log  []mutable
}

// Sequence begins one in the thread's state; first, its first branch, may be nil.
func (t *Thread) Sequence(first *Branch) *Sequence {
	s := &Sequence{t: t, all: &Branch{}}
	if first != nil {
		s.Add(first)
	}
	return s
}

// Add adds the branch that came next.
func (s *Sequence) Add(b *Branch) {
	if len(b.changes) == 0 {
		return
	}
	if s.lent {
		s.all, s.lent = s.all.then(&Branch{}), false
	}
	s.t.fuel -= len(b.changes)
	s.all.add(b)
	for _, c := range b.changes {
		s.log = append(s.log, c.of)
	}
}

// With is what all of them have changed, and a branch that would have come next.
func (s *Sequence) With(b *Branch) *Branch {
	s.t.fuel -= len(s.all.changes) + len(b.changes)
	switch {
	case len(s.all.changes) == 0:
		return b
	case len(b.changes) == 0:
		s.lent = true
		return s.all
	}
	return s.all.then(b)
}

// then is what two branches have changed.
func (b *Branch) then(next *Branch) *Branch {
	out := &Branch{changes: make([]change, 0, len(b.changes)+len(next.changes))}
	out.add(b)
	out.add(next)
	return out
}

// add takes over what the branch changed that came next.
func (b *Branch) add(next *Branch) {
	for _, c := range next.changes {
		if i := b.find(c.of); i >= 0 {
			b.changes[i].after = c.after
		} else {
			b.note(c)
		}
	}
}

// Cover is what covers the states at some points of a sequence: only what has changed
// since the point before is looked at.
type Cover struct {
	s      *Sequence
	seen   int // of the log
	points int
	last   *Branch // the one at the last point
	order  []mutable
	states map[mutable]*states
}

// states are what a value holds at points of a sequence.
type states struct {
	contents []any
	point    int // of the last
}

// Cover begins one, without any point.
func (s *Sequence) Cover() *Cover {
	return &Cover{s: s, last: &Branch{}, states: map[mutable]*states{}}
}

// Add adds the state that a branch would have left that came next.
func (c *Cover) Add(b *Branch) {
	c.points++
	for _, m := range c.s.log[c.seen:] {
		c.add(m, b)
	}
	for m := range touched(c.last, b) {
		c.add(m, b)
	}
	c.seen, c.last = len(c.s.log), b
}

func (c *Cover) add(m mutable, b *Branch) {
	have := c.states[m]
	if have != nil && have.point == c.points {
		return
	}
	before := m.save() // at the beginning of the sequence, where the thread is
	if have == nil {
		have = &states{}
		c.states[m] = have
		c.order = append(c.order, m)
		if c.points > 1 {
			have.contents = append(have.contents, before)
		}
	}
	have.point = c.points
	have.contents = append(have.contents, b.left(m, c.s.all.left(m, before)))
}

// Branch is what leaves the state that covers all points; u says why it is not known
// which of them it is.
func (c *Cover) Branch(u *Unknown) *Branch {
	t := c.s.t
	out := t.Begin()
	w := widening{t: t, why: u}
	for _, m := range c.order {
		t.touch(m)
		contents := c.states[m].contents
		t.fuel -= len(contents) * (1 + m.size()/compared)
		m.restore(contents[0])
		for _, other := range contents[1:] {
			m.widen(w, m.save(), other)
		}
	}
	t.End(out)
	return out
}
